/** A person of the directory: added, let in again, or changed. */
import { useState } from 'react';
import type { DirectoryClerk } from '../../electron/contract/clerks.ts';
import { type Role, roles } from '../../electron/contract/session.ts';
import { clerks } from '../ipc/clients.ts';
import { roleNames } from '../screens/role-names.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { parseGermanDate, showGermanDate } from '../ui/german-date.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PinPair, pairProblem } from './pin-pair.tsx';
import type { ClerksControl } from './use-clerks.ts';

export interface PersonDialogProps {
  /** Null: a new person. */
  clerk: DirectoryClerk | null;
  ownRole: Role;
  /** Nobody changes the own role or the days of the own access. */
  isSelf: boolean;
  home: string;
  control: ClerksControl;
  onClose(): void;
}

const dayExample = 'Bitte ein Datum eingeben, zum Beispiel 22.11.2026.';
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,31}$/u;

export function PersonDialog({ clerk, ownRole, isSelf, home, control, onClose }: PersonDialogProps) {
  const adds = clerk === null || clerk.access === 'revoked';
  const [userName, setUserName] = useState(clerk?.userName ?? '');
  const [displayName, setDisplayName] = useState(clerk?.displayName ?? '');
  const [role, setRole] = useState<Role | ''>(clerk?.role ?? '');
  const [ortsverwaltung, setOrtsverwaltung] = useState(clerk?.ortsverwaltung ?? home);
  const [from, setFrom] = useState(clerk && !adds ? showGermanDate(clerk.validFrom) : '');
  const [to, setTo] = useState(clerk?.validTo && !adds ? showGermanDate(clerk.validTo) : '');
  const [pair, setPair] = useState({ pin: '', again: '' });
  const [touched, setTouched] = useState(false);

  const validFrom = from.trim() === '' ? null : parseGermanDate(from, false);
  const validTo = to.trim() === '' ? null : parseGermanDate(to, false);
  const wrong = {
    userName: namePattern.test(userName.trim()) ? null : 'Zwei bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.',
    displayName: displayName.trim().length >= 2 ? null : 'Bitte Vor- und Nachnamen eingeben.',
    role: role === '' ? 'Bitte eine Rolle wählen.' : null,
    ortsverwaltung: ortsverwaltung.trim() === '' ? 'Bitte die Ortsverwaltung eingeben.' : null,
    validFrom: (from.trim() !== '' || !adds) && validFrom === null ? dayExample : null,
    validTo:
      to.trim() !== '' && validTo === null
        ? dayExample
        : validTo !== null && validFrom !== null && validTo < validFrom
          ? 'Der letzte Tag liegt vor dem ersten.'
          : null,
    newPin: adds ? pairProblem(pair) : null,
  };
  const said = (field: keyof typeof wrong): string | undefined => (touched ? (wrong[field] ?? undefined) : undefined);

  const save = async () => {
    setTouched(true);
    const first = Object.entries(wrong).find(([, problem]) => problem !== null)?.[0];
    if (first !== undefined || role === '') return focusField(first ?? 'role');
    const values = { userName: userName.trim(), displayName, role, ortsverwaltung, validTo };
    const done = adds
      ? await control.change(() => clerks.add({ ...values, validFrom, pin: pair.pin }))
      : await control.change(() => clerks.change({ ...values, validFrom: validFrom ?? clerk.validFrom }));
    if (done) onClose();
    else setPair({ pin: '', again: '' });
  };

  const offered = roles.filter((each) => each !== 'it' || ownRole === 'it');
  return (
    <Dialog
      title={clerk === null ? 'Person hinzufügen' : adds ? 'Wieder zulassen' : 'Person ändern'}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>Abbrechen</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            {adds ? 'Zugang einrichten' : 'Änderung speichern'}
          </Button>
        </>
      }
    >
      <div className="clerk-form">
        {control.error && <ErrorNotice error={control.error} />}
        {clerk === null ? (
          <TextField
            label="Benutzername"
            hint="Damit meldet sich die Person an allen Plätzen der Behörde an."
            required
            fieldId="userName"
            maxLength={32}
            value={userName}
            onChange={setUserName}
            error={said('userName')}
          />
        ) : (
          <p className="kern-body">
            Benutzername: <strong className="as-typed">{clerk.userName}</strong>
          </p>
        )}
        <TextField
          label="Name"
          required
          fieldId="displayName"
          maxLength={80}
          value={displayName}
          onChange={setDisplayName}
          error={said('displayName')}
        />
        <div className="clerk-form-row">
          {isSelf ? (
            <p className="kern-body">
              Rolle: <strong>{roleNames[ownRole]}</strong>
              <span className="legal"> Die eigene Rolle und Gültigkeit ändert jemand anderes.</span>
            </p>
          ) : (
            <SelectField
              label="Rolle"
              required
              fieldId="role"
              value={role}
              options={offered.map((value) => ({ value, label: roleNames[value] }))}
              onChange={(value) => setRole(roles.find((each) => each === value) ?? '')}
              error={said('role')}
            />
          )}
          <TextField
            label="Heimat-Ortsverwaltung"
            required
            fieldId="ortsverwaltung"
            maxLength={60}
            value={ortsverwaltung}
            onChange={setOrtsverwaltung}
            error={said('ortsverwaltung')}
          />
        </div>
        {!isSelf && (
          <div className="clerk-form-row">
            <TextField
              label="Gültig ab"
              hint={adds ? 'Leer: ab heute.' : undefined}
              fieldId="validFrom"
              maxLength={10}
              value={from}
              onChange={setFrom}
              error={said('validFrom')}
            />
            <TextField
              label="Letzter Tag"
              hint="Leer: bis auf Weiteres."
              fieldId="validTo"
              maxLength={10}
              value={to}
              onChange={setTo}
              error={said('validTo')}
            />
          </div>
        )}
        {adds && <PinPair value={pair} onChange={setPair} touched={touched} />}
      </div>
    </Dialog>
  );
}
