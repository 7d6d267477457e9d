/** Sachbearbeitung: who may sign in at the seats of the authority; a lead or IT adds, changes and revokes. */
import { useState } from 'react';
import type { DirectoryClerk, DirectoryView } from '../../electron/contract/clerks.ts';
import type { Role } from '../../electron/contract/session.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type AccessAct, AccessDialog } from './access-dialog.tsx';
import { type ClerkAct, ClerkTable } from './clerk-table.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { SeatReadings } from './seat-readings.tsx';
import { useClerks } from './use-clerks.ts';

type Open = { what: 'person'; clerk: DirectoryClerk | null } | { what: AccessAct; clerk: DirectoryClerk };

export interface ClerksScreenProps {
  ownUserName: string;
  role: Role;
  onLeave(): void;
}

export function ClerksScreen({ ownUserName, role, onLeave }: ClerksScreenProps) {
  const control = useClerks();
  const { value: view, error: viewError, reload } = control.view;
  const [open, setOpen] = useState<Open | null>(null);
  const [filter, setFilter] = useState('');
  const show = (next: Open) => {
    control.clearError();
    setOpen(next);
  };
  const close = () => setOpen(null);
  const act = (what: ClerkAct, clerk: DirectoryClerk) =>
    show(what === 'change' || what === 'readmit' ? { what: 'person', clerk } : { what, clerk });
  return (
    <RoomFrame name="clerks" title="Sachbearbeitung" busy={control.busy} onLeave={onLeave}>
      {view === null &&
        (viewError ? (
          <ErrorNotice error={viewError} onRepeat={reload} />
        ) : (
          <Loading text="Verzeichnis wird geladen …" />
        ))}
      {view !== null && (
        <>
          <Standing view={view} />
          <div className="clerks-tools">
            <TextField
              label="Suchen nach Name, Benutzername oder Ort"
              fieldId="filter"
              value={filter}
              onChange={setFilter}
            />
            {view.hasCentre && (
              <Button main variant="primary" icon="add" onPress={() => show({ what: 'person', clerk: null })}>
                Person hinzufügen
              </Button>
            )}
          </div>
          <Listed view={view} filter={filter} ownUserName={ownUserName} role={role} onAct={act} />
          {view.seats.length > 0 && <SeatReadings seats={view.seats} />}
        </>
      )}
      {open !== null && view !== null && <OpenDialog {...{ open, view, control, role, ownUserName }} onClose={close} />}
    </RoomFrame>
  );
}

interface OpenDialogProps {
  open: Open;
  view: DirectoryView;
  control: ReturnType<typeof useClerks>;
  role: Role;
  ownUserName: string;
  onClose(): void;
}

function OpenDialog({ open, view, control, role, ownUserName, onClose }: OpenDialogProps) {
  if (open.what !== 'person') {
    return <AccessDialog act={open.what} clerk={open.clerk} control={control} onClose={onClose} />;
  }
  return (
    <PersonDialog
      clerk={open.clerk}
      ownRole={role}
      isSelf={open.clerk?.userName === ownUserName}
      home={view.ortsverwaltungen[0] ?? ''}
      control={control}
      onClose={onClose}
    />
  );
}

function Standing({ view }: { view: DirectoryView }) {
  if (!view.hasCentre) {
    return (
      <Alert tone="info" title="Schulungsplatz ohne Zentrale">
        <p className="kern-body">
          Hier stehen nur die erfundenen Personen. Ändern lässt sich das Verzeichnis nur mit Zentrale.
        </p>
      </Alert>
    );
  }
  return (
    <p className="kern-body">
      Jede Person meldet sich an allen Plätzen der Behörde an.{' '}
      {view.readAt === null
        ? 'Dieser Platz hat das Verzeichnis noch nicht gelesen.'
        : `Zuletzt mit der Zentrale abgeglichen: ${showMoment(view.readAt)}.`}
    </p>
  );
}

interface ListedProps {
  view: DirectoryView;
  filter: string;
  ownUserName: string;
  role: Role;
  onAct(act: ClerkAct, clerk: DirectoryClerk): void;
}

function Listed({ view, filter, ownUserName, role, onAct }: ListedProps) {
  const wanted = filter.trim().toLocaleLowerCase('de');
  const found = view.clerks.filter(({ displayName, userName, ortsverwaltung }) =>
    [displayName, userName, ortsverwaltung].some((text) => text.toLocaleLowerCase('de').includes(wanted)),
  );
  if (found.length === 0) {
    return (
      <p className="kern-body kern-body--muted" role="status">
        {view.clerks.length === 0 ? 'Im Verzeichnis steht noch niemand.' : 'Dazu passt niemand im Verzeichnis.'}
      </p>
    );
  }
  const { hasCentre: mayChange, hasCardReader } = view;
  return <ClerkTable {...{ ownUserName, role, mayChange, hasCardReader, onAct }} clerks={found} />;
}
