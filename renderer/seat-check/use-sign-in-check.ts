/** Looks the seat over once after sign-in, when the devices have answered or had the time to, without anybody asking. */
import { useEffect, useRef, useState } from 'react';
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { SeatCheckReport } from '../../electron/contract/seat-check.ts';
import { seatCheck } from '../ipc/clients.ts';

/** A device that does not answer by then is told as it is. */
const longestStartMs = 8_000;

/** Null until the result is there; a check that fails stays null: F8 tells why. */
export function useSignInCheck(devices: readonly DeviceView[] | null, reachable: boolean): SeatCheckReport | null {
  const [report, setReport] = useState<SeatCheckReport | null>(null);
  const begun = useRef(false);
  const settled = devices?.every(({ state }) => state !== 'starting') === true;
  useEffect(() => {
    if (begun.current || !reachable) return;
    const check = () => {
      if (begun.current) return;
      begun.current = true;
      seatCheck.run({}).then(setReport, () => {});
    };
    const timer = setTimeout(check, settled ? 0 : longestStartMs);
    return () => clearTimeout(timer);
  }, [settled, reachable]);
  return report;
}
