/** Vorgänge der Ortsverwaltung: all that is open at other seats, and the search by whole name or number. */
import { useRef, useState } from 'react';
import type { OfficeVorgang } from '../../electron/contract/central.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { central } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { useGate } from '../ipc/use-seat.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { TextField } from '../ui/text-field.tsx';
import { OfficeRows } from './office-rows.tsx';
import { TakeOverDialog } from './take-over-dialog.tsx';
import { useOffice } from './use-office.ts';
import { usePickUp } from './use-pick-up.ts';

export function TravelScreen({ onOpen, onLeave }: { onOpen(view: VorgangView): void; onLeave(): void }) {
  const gate = useGate().value;
  const pickUp = usePickUp(onOpen);
  const ready = gate?.state === 'verbunden';
  return (
    <RoomFrame name="travel" title="Vorgänge der Ortsverwaltung" busy={pickUp.opening !== null} onLeave={onLeave}>
      {gate === null ? (
        <Loading text="Die Zentrale wird gefragt …" />
      ) : gate.state === null ? (
        <Alert tone="info" title="Ohne Zentrale (Schulung)">
          <p className="kern-body">
            Dieser Schulungsplatz arbeitet allein: Vorgänge anderer Plätze gibt es hier nicht. Die eigenen stehen in der
            Übersicht.
          </p>
        </Alert>
      ) : (
        <>
          {!ready && (
            <Alert tone="warning" title="Verbindung zum Stadtnetz ist gestört">
              <p className="kern-body">
                Bis sie wieder steht, kann nichts gesucht, geholt oder abgegeben werden. Eigene Vorgänge können Sie
                weiterbearbeiten.
              </p>
            </Alert>
          )}
          {pickUp.error && !pickUp.abandoned && <ErrorNotice error={pickUp.error} />}
          <Search ready={ready} pickUp={pickUp} />
        </>
      )}
      {pickUp.abandoned && <TakeOverDialog pickUp={pickUp} seat={pickUp.abandoned.seat} />}
    </RoomFrame>
  );
}

type Found = { term: string; rows: readonly OfficeVorgang[] };

function Search({ ready, pickUp }: { ready: boolean; pickUp: ReturnType<typeof usePickUp> }) {
  const list = useOffice();
  const [term, setTerm] = useState('');
  const [touched, setTouched] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const { busy, error, run } = useActs();
  const input = useRef<HTMLInputElement>(null);
  const tooShort = term.trim().length < 2;
  const search = async () => {
    setTouched(true);
    if (busy || !ready) return;
    if (tooShort) return input.current?.focus();
    await run(async () => setFound({ term: term.trim(), rows: await central.search({ term: term.trim() }) }));
  };
  const close = () => {
    setFound(null);
    setTerm('');
    setTouched(false);
    input.current?.focus();
  };
  return (
    <>
      <search>
        <form
          className="travel-search"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void search();
          }}
        >
          <TextField
            label="Name oder Vorgangsnummer"
            hint="Der ganze Name oder die ganze Nummer; Groß- und Kleinschreibung und Umlaute sind gleich."
            fieldId="term"
            value={term}
            onChange={setTerm}
            maxLength={120}
            inputRef={input}
            error={touched && tooShort && found === null ? 'Bitte mindestens zwei Zeichen eingeben.' : undefined}
          />
          <Button variant="primary" type="submit" main busy={busy} disabled={!ready}>
            Suchen
          </Button>
        </form>
      </search>
      {error && <ErrorNotice error={error} onRepeat={() => void search()} />}
      {found && (
        <OfficeRows
          id="found"
          title={`Gefunden zu «${found.term}»`}
          empty="Dazu ist in dieser Ortsverwaltung nichts zu finden. Prüfen Sie die Schreibweise des ganzen Namens."
          rows={found.rows}
          {...{ ready, pickUp }}
        >
          <Button variant="tertiary" icon="close" onPress={close}>
            Suche schließen
          </Button>
        </OfficeRows>
      )}
      {found === null && <OpenRows list={list} ready={ready} pickUp={pickUp} />}
    </>
  );
}

function OpenRows({
  list,
  ready,
  pickUp,
}: {
  list: ReturnType<typeof useOffice>;
  ready: boolean;
  pickUp: ReturnType<typeof usePickUp>;
}) {
  return (
    <OfficeRows
      id="open"
      title="Offen an anderen Plätzen"
      empty="An keinem anderen Platz ist ein Vorgang offen."
      rows={list.value?.rows ?? null}
      failed={list.error && <ErrorNotice error={list.error} onRepeat={list.reload} />}
      {...{ ready, pickUp }}
    >
      {list.value?.more === true && (
        <p className="legal">Gezeigt sind die neuesten {list.value.rows.length}. Ältere finden Sie über die Suche.</p>
      )}
    </OfficeRows>
  );
}
