/** Hausbesuche by day and round: who is on the list, is everything ready, print the list, enter the result on return. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { RoundView } from '../../electron/contract/visits.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { visits, vorgang } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
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
  const [error, setError] = useState<ErrorReport | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [printed, setPrinted] = useState<RoundView | null>(null);
  const calling = useRef(false);
  const run = useCallback(async (what: string, work: () => Promise<void>) => {
    if (calling.current) return;
    calling.current = true;
    setBusy(what);
    setError(null);
    setPrinted(null);
    try {
      await work();
    } catch (cause) {
      setError(toErrorReport(cause));
    } finally {
      calling.current = false;
      setBusy(null);
    }
  }, []);
  const load = useCallback(() => void run('load', async () => setRounds(await visits.rounds({}))), [run]);
  useEffect(load, [load]);
  useHotKeys((event) => {
    if (event.key !== 'Escape' || calling.current) return false;
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
          busy={busy}
          printing={busy === keyOf(round)}
          onPrint={() => print(round)}
          onOpen={open}
        />
      ))}
    </main>
  );
}
