/** The joined ledgers as main tells them now; asked again on demand, never by itself: the lead reads them in peace. */
import { useCallback, useEffect, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { OfficeView } from '../../electron/contract/office.ts';
import { office } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';

export interface OfficeControl {
  view: OfficeView | null;
  busy: boolean;
  error: ErrorReport | null;
  /** Folder and files of the last export. */
  exported: { folder: string; files: string[] } | null;
  load(days: number): void;
  save(days: number): void;
}

export function useOffice(firstDays: number): OfficeControl {
  const [view, setView] = useState<OfficeView | null>(null);
  const [exported, setExported] = useState<OfficeControl['exported']>(null);
  const { busy, error, run } = useActs();
  const load = useCallback(
    (days: number) =>
      void run(async () => {
        setExported(null);
        setView(await office.view({ days }));
      }),
    [run],
  );
  const save = useCallback(
    (days: number) =>
      void run(async () => {
        setExported(null);
        setExported(await office.export({ days }));
      }),
    [run],
  );
  useEffect(() => load(firstDays), [load, firstDays]);
  return { view, busy, error, exported, load, save };
}
