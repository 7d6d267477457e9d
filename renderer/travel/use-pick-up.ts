/** Fetches a Vorgang from the centre and opens it; one that its seat did not give back needs a lead. */
import { useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { OfficeVorgang } from '../../electron/contract/central.ts';
import type { Credentials } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { central, vorgang } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';

export interface PickUp {
  opening: string | null;
  error: ErrorReport | null;
  /** The Vorgang that only a lead can take over; its dialog is open. */
  abandoned: OfficeVorgang | null;
  pick(row: OfficeVorgang): void;
  takeOver(lead: Credentials, reason: string): Promise<void>;
  closeDialog(): void;
}

export function usePickUp(onOpen: (view: VorgangView) => void): PickUp {
  const [opening, setOpening] = useState<string | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [abandoned, setAbandoned] = useState<OfficeVorgang | null>(null);
  const fetch = async (row: OfficeVorgang, takeOver?: { lead: Credentials; reason: string }) => {
    if (opening !== null) return;
    const { vorgangId } = row;
    setOpening(vorgangId);
    setError(null);
    try {
      await central.takeUp({ vorgangId, ...(takeOver ? { takeOver } : {}) });
      onOpen(await vorgang.view({ vorgangId }));
    } catch (cause) {
      const report = toErrorReport(cause);
      // The list may be some seconds old.
      if (report.code === 'centre.lease-abandoned' && takeOver === undefined) setAbandoned(row);
      else setError(report);
      setOpening(null);
    }
  };
  return {
    ...{ opening, error, abandoned },
    pick(row) {
      setError(null);
      if (row.state === 'abandoned') setAbandoned(row);
      else void fetch(row);
    },
    async takeOver(lead, reason) {
      if (abandoned) await fetch(abandoned, { lead, reason });
    },
    closeDialog() {
      setAbandoned(null);
      setError(null);
    },
  };
}
