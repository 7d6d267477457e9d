/** CardReader over a PC/SC slot: looks what a chip offers without any key, and leaves it reset. */
import type { DriverContext } from '../../core/context.ts';
import type { DeviceInfo } from '../../core/device.ts';
import { DeviceError } from '../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { pause, within } from '../../core/wait.ts';
import type { CardReader, ChipInspection } from '../port.ts';
import { decodeAtr, isVirtualAtr } from './atr.ts';
import { decodeCardAccess } from './card-access.ts';
import { CardChannel } from './card-channel.ts';
import type { CardSlot } from './card-slot.ts';
import { applicationIds, decodeDirectory } from './ef-dir.ts';
import { readStaffCertificate, signWithStaffCard } from './piv-card.ts';
import { masterFiles, readFile } from './read-file.ts';

const checkTimeoutMs = 5000;
/** As often as pcscd looks at a reader. */
const removalLookMs = 400;
const masterFileId = Uint8Array.of(0x3f, 0x00);
const statusNotAllowed = 0x6982;

export function createPcscCardReader(context: DriverContext<CardSlot>, options: { virtual: boolean }): CardReader {
  const { transport: slot, clock, log } = context;
  let virtual = options.virtual || slot.software;
  let closed = false;

  const assertOpen = () => {
    if (closed) throw new DeviceError('device.disconnected', 'reader is closed');
  };
  const read = async (atr: Uint8Array, channel: CardChannel): Promise<ChipInspection> => {
    // Some passports refuse to select the master file; they are in it after the reset anyway.
    await channel.send({ cla: 0, ins: 0xa4, p1: 0, p2: 0x0c, data: masterFileId });
    const cardAccess = await readFile(channel, masterFiles.cardAccess, 'one-object');
    const pace = cardAccess === undefined ? [] : decodeCardAccess(cardAccess);
    const directory = await readFile(channel, masterFiles.directory, 'to-the-end');
    const listed = new Set(directory === undefined ? [] : decodeDirectory(directory));
    const offers = async (applicationId: string) =>
      (await selectable(channel, applicationId)) || listed.has(applicationId);
    return {
      atrHex: encodeHex(atr),
      ...(cardAccess === undefined ? {} : { cardAccess }),
      pace,
      hasBiometricApplication: await offers(applicationIds.biometric),
      hasEidApplication: await offers(applicationIds.eid),
    };
  };

  /** One conversation with the card that lies there; it is reset afterwards, so that no PIN stays verified. */
  const withCard = async <T>(signal: AbortSignal, work: (channel: CardChannel, atr: Uint8Array) => Promise<T>) => {
    assertOpen();
    if (signal.aborted) throw new DeviceError('device.cancelled');
    const connection = await slot.connect();
    try {
      virtual ||= isVirtualAtr(decodeAtr(connection.atr));
      return await work(new CardChannel(connection, log, signal), connection.atr);
    } catch (error) {
      throw asCardError(error);
    } finally {
      await connection.close();
    }
  };

  return {
    get info(): DeviceInfo {
      return { model: 'pcsc', label: slot.name, serial: '', firmware: '', virtual };
    },
    async check() {
      assertOpen();
      await within(clock, checkTimeoutMs, slot.present(), 'reader check');
    },
    async close() {
      if (closed) return;
      closed = true;
      await slot.close().catch(() => undefined);
    },
    async waitForCard(wait) {
      assertOpen();
      if (wait.signal.aborted) throw new DeviceError('device.cancelled');
      await slot.waitForCard(wait);
    },
    async cardPresent() {
      assertOpen();
      return slot.present();
    },
    inspect: (signal) =>
      withCard(signal, async (channel, atr) => {
        const startMs = clock.steadyMs();
        const found = await read(atr, channel);
        log.info('chip inspected', { pace: found.pace.length, durationMs: Math.round(clock.steadyMs() - startMs) });
        return found;
      }),
    readStaffCertificate: (signal) => withCard(signal, (channel) => readStaffCertificate(channel)),
    signAsStaff: ({ pin, digest, certificate }, signal) =>
      withCard(signal, async (channel) => {
        const there = await readStaffCertificate(channel);
        if (encodeHex(there) !== encodeHex(certificate)) throw new DeviceError('card.exchanged');
        const outcome = await signWithStaffCard(channel, { pin, digest });
        log.info('staff card asked', { outcome: outcome.kind });
        return outcome;
      }),
    async waitForRemoval(signal) {
      assertOpen();
      while (await slot.present()) {
        if (signal.aborted) throw new DeviceError('device.cancelled');
        await pause(clock, removalLookMs);
        assertOpen();
      }
    },
  };
}

/** 6982 means that the application is there and wants a channel first; a missing one is 6A82. */
async function selectable(channel: CardChannel, applicationId: string): Promise<boolean> {
  const data = decodeHex(applicationId);
  const { status } = await channel.send({ cla: 0, ins: 0xa4, p1: 0x04, p2: 0x0c, data });
  return status === 0x9000 || status === statusNotAllowed || status >> 8 === 0x62;
}

/** Bytes that end too early come as `device.garbled` from the byte reader; here it is always the card that sent them. */
function asCardError(error: unknown): unknown {
  if (!(error instanceof DeviceError) || error.code !== 'device.garbled') return error;
  return new DeviceError('card.garbled', error.detail, { cause: error });
}
