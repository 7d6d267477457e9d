/** Live signals of one Vorgang while a device works. */
import { useEffect, useRef } from 'react';
import type { LiveSignal } from '../../electron/contract/vorgang.ts';
import { vorgang } from './clients.ts';

type Signal<K extends LiveSignal['kind']> = Extract<LiveSignal, { kind: K }>;

/** Calls the newest `listener` for each signal of this kind. */
export function useLive<K extends LiveSignal['kind']>(
  vorgangId: string,
  kind: K,
  listener: (signal: Signal<K>) => void,
): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(
    () =>
      vorgang.on('live', (signal) => {
        if (signal.vorgangId === vorgangId && signal.kind === kind) newest.current(signal as Signal<K>);
      }),
    [vorgangId, kind],
  );
}
