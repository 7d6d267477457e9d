/** Hausbesuche by day and round: who is on the list, is everything ready, print the list, enter the result on return. */
import { useCallback, useEffect, useState } from 'react';
import type { RoundView } from '../../electron/contract/visits.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { visits, vorgang } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { FocusHeading } from '../screens/focus-heading.tsx';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { RoundTable } from './round-table.tsx';

const keyOf = ({ day, round }: RoundView): string => `${day} ${round}`;

export function VisitsScreen({ onLeave, onOpen }: { onLeave(): void; onOpen(view: VorgangView): void }) {
  const [rounds, setRounds] = useState<RoundView[] | null>(null);
  const [printed, setPrinted] = useState<RoundView | null>(null);
  const { busy, running, error, run: act } = useActs();
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
  useHotKeys((event) => {
    if (event.key !== 'Escape' || busy) return false;
    onLeave();
    return true;
  });
  const print = (round: RoundView) =>
    void run(keyOf(round), async () => {
      await visits.print({ day: round.day, round: round.round });
      setPrinted(round);
    });
  const open = (vorgangId: string) => void run(vorgangId, async () => onOpen(await vorgang.view({ vorgangId })));
  const printedText = printed ? `Besuchsliste gedruckt: ${printed.round}, ${showGermanDate(printed.day)}` : '';
  return (
    <main id="main" className="visits" tabIndex={-1} data-screen="visits">
      <div className="visits-head">
        <Button variant="tertiary" icon="arrow-back" onPress={onLeave}>
          Zur Übersicht
        </Button>
        <FocusHeading>Hausbesuche</FocusHeading>
      </div>
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
    </main>
  );
}
