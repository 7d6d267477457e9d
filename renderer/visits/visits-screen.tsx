/** Hausbesuche by day and round: who is on the list, is everything ready, print the list, enter the result on return. */
import { useCallback, useEffect, useState } from 'react';
import type { RoundView } from '../../electron/contract/visits.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { visits, vorgang } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { RoundTable } from './round-table.tsx';

const keyOf = ({ day, round }: RoundView): string => `${day} ${round}`;

export function VisitsScreen({ onLeave, onOpen }: { onLeave(): void; onOpen(view: VorgangView): void }) {
  const [rounds, setRounds] = useState<RoundView[] | null>(null);
  const [printed, setPrinted] = useState<RoundView | null>(null);
  const { running, error, run: act } = useActs();
  const run = useCallback(
    (what: string, work: () => Promise<void>) =>
      act(() => {
        setPrinted(null);
        return work();
      }, what),
    [act],
  );
  const load = useCallback(() => void run('load', async () => setRounds(await visits.rounds({}))), [run]);
  useEffect(load, [load]);
  const print = (round: RoundView) =>
    void run(keyOf(round), async () => {
      await visits.print({ day: round.day, round: round.round });
      setPrinted(round);
    });
  const open = (vorgangId: string) => void run(vorgangId, async () => onOpen(await vorgang.view({ vorgangId })));
  const printedText = printed ? `Besuchsliste gedruckt: ${printed.round}, ${showGermanDate(printed.day)}` : '';
  return (
    <RoomFrame name="visits" title="Hausbesuche" busy={running !== null && running !== 'load'} onLeave={onLeave}>
      <Announcer text={printedText} />
      {printed && <Alert tone="success" title={printedText} />}
      {error && <ErrorNotice error={error} onRepeat={rounds === null ? load : undefined} />}
      {rounds === null && !error && <Loading text="Hausbesuche werden geladen …" />}
      {rounds?.length === 0 && (
        <p className="kern-body">
          Kein Besuch ist geplant. Ein Besuch beginnt in der Übersicht mit der Leistung «Hausbesuch».
        </p>
      )}
      {rounds?.map((round) => (
        <RoundTable
          key={keyOf(round)}
          round={round}
          busy={running}
          printing={running === keyOf(round)}
          onPrint={() => print(round)}
          onOpen={open}
        />
      ))}
    </RoomFrame>
  );
}
