/** Bounded waiting: no wait of a driver is without an end. */
import type { Clock } from './context.ts';
import { DeviceError, type DeviceErrorCode } from './device-error.ts';

/** Resolves after `delayMs`; rejects with `device.cancelled` when the signal fires first. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      stop();
      reject(new DeviceError('device.cancelled'));
    };
    if (signal?.aborted) {
      reject(new DeviceError('device.cancelled'));
      return;
    }
    const stop = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Settles as `work` does, or rejects with `code` after `timeoutMs`; the work itself is not stopped. */
export function within<T>(
  clock: Clock,
  timeoutMs: number,
  work: Promise<T>,
  what: string,
  code: DeviceErrorCode = 'device.timeout',
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(timeoutMs, () => reject(new DeviceError(code, `${what} after ${timeoutMs} ms`)));
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
  });
}
