/** The reader for staff cards, as sign-in wants it: one conversation at a time, a few more tries while another act has the reader. */
import { type AppError, isAppError } from '../contract/app-error.ts';
import type { Kit } from './kit.ts';

export type StaffCardOutcome =
  | { kind: 'signed'; signature: Uint8Array }
  | { kind: 'wrong-pin'; left: number }
  | { kind: 'blocked' };

export interface StaffCardReader {
  ready(): boolean;
  identify(): Promise<Uint8Array>;
  sign(order: { pin: string; digest: Uint8Array; certificate: Uint8Array }): Promise<StaffCardOutcome>;
  /** Calls back once, when the card is taken away; gives what ends the watch. */
  watch(onRemoved: () => void): () => void;
}

/** A check of the reader or the end of another act takes no longer. */
const busyWaits = 8;
const busyWaitMs = 150;
/** After a fault of the reader its card counts as still there. */
const watchAgainMs = 1_000;

interface Clock {
  after(delayMs: number, action: () => void): () => void;
}

export function createStaffCardReader(kit: Kit, clock: Clock): StaffCardReader {
  const reader = () => ({ id: kit.staffReader()?.id ?? '' });

  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let wait = 1; ; wait += 1) {
      try {
        return await work();
      } catch (error) {
        if (wait === busyWaits || !isBusy(error)) throw error;
        await new Promise<void>((resolve) => clock.after(busyWaitMs, resolve));
      }
    }
  }

  return {
    ready: () => ['ready', 'in-use'].includes(kit.staffReader()?.state ?? ''),
    identify: () =>
      patiently(() =>
        kit.use(reader(), async ({ clients, deviceId, callId }) => {
          const { certificateBase64 } = await clients.card.readStaffCertificate({ deviceId, callId });
          return fromBase64(certificateBase64);
        }),
      ),
    sign: ({ pin, digest, certificate }) =>
      patiently(() =>
        kit.use(reader(), async ({ clients, deviceId, callId }) => {
          const order = { pin, digestBase64: toBase64(digest), certificateBase64: toBase64(certificate) };
          const outcome = await clients.card.signAsStaff({ deviceId, callId, ...order });
          return outcome.kind === 'signed'
            ? { kind: 'signed' as const, signature: fromBase64(outcome.signatureBase64) }
            : outcome;
        }),
      ),
    watch(onRemoved) {
      let ended = false;
      let stop: () => void = () => {};
      const look = async (): Promise<void> => {
        try {
          const { clients, deviceId, callId } = kit.beside(reader().id);
          stop = () => void clients.lifecycle.abort({ callId }).catch(() => {});
          await clients.card.waitForRemoval({ deviceId, callId });
          if (!ended) onRemoved();
        } catch {
          if (!ended) stop = clock.after(watchAgainMs, () => void look());
        }
      };
      void look();
      return () => {
        ended = true;
        stop();
      };
    },
  };
}

/** Refused before anything was sent to the card. */
const isBusy = (error: unknown): error is AppError => isAppError(error) && error.code === 'device.busy';
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
