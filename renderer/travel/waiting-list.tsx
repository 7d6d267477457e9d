/** On the overview, without a click: what waits in this Ortsverwaltung for anybody to go on with it. */
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Loading } from '../ui/loading.tsx';
import { OfficeTable } from './office-table.tsx';
import { TakeOverDialog } from './take-over-dialog.tsx';
import { useOffice } from './use-office.ts';
import { usePickUp } from './use-pick-up.ts';

/** More are in the room of all of them. */
const shownMax = 8;

export function WaitingList({ ready, onOpen }: { ready: boolean; onOpen(view: VorgangView): void }) {
  const list = useOffice();
  const pickUp = usePickUp(onOpen);
  const waiting = (list.value?.rows ?? []).filter(({ state }) => state === 'waiting' || state === 'abandoned');
  const hidden = waiting.length - shownMax;
  const isMore = hidden > 0 || list.value?.more === true;
  return (
    <section className="vorgaenge" aria-labelledby="waiting-title" data-list="waiting">
      <h2 className="kern-heading-small" id="waiting-title">
        Wartet in der Ortsverwaltung{waiting.length > 0 && ` (${waiting.length})`}
      </h2>
      {pickUp.error && !pickUp.abandoned && <ErrorNotice error={pickUp.error} />}
      {list.value === null &&
        (list.error ? (
          <ErrorNotice error={list.error} onRepeat={list.reload} />
        ) : (
          <Loading text="Die Zentrale wird gefragt …" />
        ))}
      {list.value !== null && waiting.length === 0 && (
        <p className="kern-body kern-body--muted">An keinem anderen Platz wartet ein Vorgang.</p>
      )}
      {waiting.length > 0 && (
        <OfficeTable
          labelledBy="waiting-title"
          rows={waiting.slice(0, shownMax)}
          opening={pickUp.opening}
          ready={ready}
          onPick={pickUp.pick}
        />
      )}
      {isMore && (
        <p className="legal">
          {hidden > 0 ? `${hidden} weitere` : 'Weitere'} unter «Vorgänge der Ortsverwaltung» (Taste V).
        </p>
      )}
      {pickUp.abandoned && <TakeOverDialog pickUp={pickUp} seat={pickUp.abandoned.seat} />}
    </section>
  );
}
