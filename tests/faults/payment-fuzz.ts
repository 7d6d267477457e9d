/**
 * Bytes of any kind through the decoder and through the driver: real-shaped frames that were changed, cut, doubled or
 * joined, and plain noise. Every one gives a value or a DeviceError, and nothing but a result 00 is ever a payment.
 * Alone: `node scripts/run.mjs tests/faults/payment-fuzz.ts --count 1000000 --seed 1`.
 */
import { parseArgs } from 'node:util';
import { isDeviceError } from '../../native/core/device-error.ts';
import { decodeHex, encodeHex } from '../../native/core/hex.ts';
import { silentLog } from '../../native/core/system-context.ts';
import type { PaymentOutcome } from '../../native/payment/port.ts';
import { type Apdu, encodeApdu } from '../../native/payment/zvt/codec/apdu.ts';
import { ApduStream } from '../../native/payment/zvt/codec/apdu-stream.ts';
import {
  decodeRegistrationCompletion,
  decodeStatusCompletion,
  decodeTerminalAbort,
} from '../../native/payment/zvt/codec/completion.ts';
import { decodeIntermediateStatus } from '../../native/payment/zvt/codec/intermediate-status.ts';
import { describe } from '../../native/payment/zvt/codec/message.ts';
import { readMessageId } from '../../native/payment/zvt/codec/message-id.ts';
import { decodePrintBlock, decodePrintLine } from '../../native/payment/zvt/codec/print.ts';
import { SerialFrameStream } from '../../native/payment/zvt/codec/serial-frame.ts';
import { decodeStatusInformation } from '../../native/payment/zvt/codec/status-information.ts';
import { zvtOptions } from '../../native/payment/zvt/driver/zvt-options.ts';
import { ZvtTerminal } from '../../native/payment/zvt/driver/zvt-terminal.ts';
import { memoryWire } from '../../native/payment/zvt/virtual/memory-wire.ts';
import { type SeededRandom, seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { SteppedClock } from '../../native/payment/zvt/virtual/stepped-clock.ts';

export interface FuzzResult {
  /** Frames through the decoder and through the driver. */
  frames: number;
  /** Conversations of the driver those of the second kind belong to. */
  conversations: number;
  outcomes: Record<PaymentOutcome['kind'], number>;
  framesPerSecond: number;
  /** Seeds of anything that was no value and no DeviceError, or a payment nobody made. */
  failures: { seed: number; what: string }[];
}

/** Messages as terminals send them (PA00P015 ch. 2, 3; PA00P016 §5). */
const shapes = [
  '80 00 00',
  '84 83 00',
  '84 9C 00',
  '80 00 08 06 06 1F73 03 000042',
  '04 FF 01 0A',
  '04 FF 1E 0A 01 06 1A 24 18 07 16 426974746520 4B61727465 2065696E737465636B656E21',
  '04 0F 02 27 00',
  '04 0F 15 27 00 04 000000003700 29 52500041 87 0042 0B 000901',
  '04 0F 36 27 00 04 000000003700 49 0978 0B 000901 0C 101500 0D 1122 22 F1F0 672599EEEEEEEEE0009F 29 52500041 87 0042 8B F0F9 6769726F6361726400',
  '04 0F 22 27 05 29 52500041 3C F0F0F9 4162676C65686E74 21 06 0D 24 0B 07 09 4162676C65686E7421',
  '04 0F 44 27 00 04 000000000958 0B 000982 0C 081706 0D 0406 60 F0F5F3 0233 0234 02 000000000958 00 000000000000 00 000000000000 00 000000000000 00 000000000000 00 000000000000 00 000000000000',
  '06 0F 00',
  '06 0F 0B F0F0F7 322E31342E3135 00',
  '06 0F 0C 19 00 29 52500041 49 0978 06 00',
  '06 1E 01 6C',
  '06 1E 0E 6C 06 0B 1F17 08 416262727563 6821',
  '06 D1 05 00 42656C67',
  '06 D1 01 81',
  '06 D3 14 06 12 1F07 01 01 25 0C 09 01 80 07 04 42656C67 09 01 81',
  '06 D0 00',
  '04 01 09 AA 261122 0C 101500',
].map((hex) => withLength(decodeHex(hex)));

/** The length byte as it really is: only mutation shall make it wrong. */
function withLength(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, 2), bytes.length - 3, ...bytes.subarray(3)]);
}

function shape(random: SeededRandom): Uint8Array {
  return shapes[random.below(shapes.length)] ?? Uint8Array.of(0x80, 0, 0);
}

function mutated(random: SeededRandom): Uint8Array {
  let bytes = shape(random);
  for (let i = 1 + random.below(3); i > 0; i -= 1) {
    const at = random.below(bytes.length + 1);
    switch (random.below(7)) {
      case 0:
        return random.bytes(1 + random.below(80));
      case 1:
        bytes = bytes.subarray(0, at);
        break;
      case 2:
        bytes = Uint8Array.from([
          ...bytes.subarray(0, at),
          ...random.bytes(1 + random.below(4)),
          ...bytes.subarray(at),
        ]);
        break;
      case 3:
        bytes = Uint8Array.from([...bytes, ...shape(random)]);
        break;
      case 4:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(4))]);
        break;
      default:
        bytes = Uint8Array.from(bytes);
        if (at < bytes.length)
          bytes[at] =
            random.below(3) === 0 ? ([0x00, 0xff, 0x06, 0x27, 0x82][random.below(5)] ?? 0) : random.below(256);
    }
    if (bytes.length === 0) return random.bytes(1);
  }
  return bytes;
}

const decoders: readonly ((apdu: Apdu) => unknown)[] = [
  (apdu) => decodeStatusInformation(apdu, 0xff),
  (apdu) => decodeIntermediateStatus(apdu, 0xff),
  ({ data }) => decodePrintLine(data, 0xff),
  ({ data }) => decodePrintBlock(data, 0xff),
  ({ data }) => decodeRegistrationCompletion(data),
  ({ data }) => decodeStatusCompletion(data),
  ({ data }) => decodeTerminalAbort(data, 0xff),
  (apdu) => describe(apdu),
  (apdu) => readMessageId(apdu),
];

function decodeAny(bytes: Uint8Array): void {
  const streams = [...new ApduStream().push(bytes), ...new ApduStream({ skipGreeting: true }).push(bytes)];
  const serial = new SerialFrameStream().push(bytes);
  if (serial.length > bytes.length) throw new Error('more frames than bytes');
  for (const apdu of streams) {
    for (const decode of decoders) decode(apdu);
    if (encodeApdu(apdu).length > bytes.length + 2) throw new Error('more bytes than were there');
  }
  const first = { control: (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0), data: bytes.subarray(2) };
  for (const decode of decoders) decode(first);
}

const never = new AbortController().signal;
const registered = decodeHex('80 00 00 06 0F 05 29 52500041');

/** A terminal that registers and then says these bytes, one piece for each message of the register. */
async function payAgainst(pieces: readonly Uint8Array[], seed: number) {
  const clock = new SteppedClock(Date.UTC(2026, 10, 22, 9));
  let payments = 0;
  let said = '';
  const transport = async () => {
    const { near, far } = memoryWire();
    const left = [...pieces];
    far.onData((bytes) => {
      const isPayment = bytes[0] === 0x06 && bytes[1] === 0x01;
      if (isPayment) payments += 1;
      const next = bytes[0] === 0x06 && bytes[1] === 0x00 ? registered : payments > 0 ? left.shift() : undefined;
      if (!next) return;
      if (payments > 0) said += encodeHex(next);
      void far.write(next).catch(() => undefined);
    });
    return near;
  };
  const options = zvtOptions.parse({ host: 'fuzz', t3Ms: 100, t4Ms: 1000 });
  const context = { transport, clock, random: seededRandom(seed), log: silentLog };
  const terminal = await clock.run(ZvtTerminal.open(options, context));
  const hooks = { onDisplay() {}, onRecord: async () => {}, onReceipt: async () => {}, onQuestion: async () => true };
  const outcome = await clock.run(terminal.pay({ amountCents: 3700 }, hooks, never));
  await terminal.close();
  if (payments !== 1) throw new Error(`${payments} payments were sent`);
  if (outcome.kind === 'paid' && (outcome.record.resultCode !== 0 || !said.includes('2700')))
    throw new Error('paid without 27 00');
  if (outcome.kind === 'paid' && (outcome.record.amountCents ?? 3700) !== 3700) throw new Error('paid another amount');
  return outcome.kind;
}

/** One frame in so many goes through a whole conversation of the driver. */
const driverShare = 4;
const piecesMax = 8;

export async function fuzzPayments(options: { count: number; seed: number }): Promise<FuzzResult> {
  const outcomes = { paid: 0, declined: 0, 'not-executed': 0, unknown: 0 };
  const failures: FuzzResult['failures'] = [];
  const startedMs = performance.now();
  let frames = 0;
  let conversations = 0;
  for (let i = 0; frames < options.count; i += 1) {
    const seed = options.seed * 1_000_003 + i;
    const random = seededRandom(seed);
    const pieces = Array.from({ length: 1 + random.below(piecesMax) }, () =>
      random.below(3) === 0 ? mutated(random) : shape(random),
    );
    try {
      if (random.below(driverShare) === 0) {
        outcomes[await payAgainst(pieces, seed)] += 1;
        conversations += 1;
      } else for (let n = 0; n < pieces.length; n += 1) decodeAny(mutated(random));
    } catch (error) {
      if (!isDeviceError(error)) failures.push({ seed, what: error instanceof Error ? error.message : String(error) });
    }
    frames += pieces.length;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return { frames, conversations, outcomes, framesPerSecond: Math.round(frames / seconds), failures };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
  const result = await fuzzPayments({
    count: Number(values.count ?? 1_000_000),
    seed: Number(values.seed ?? 20_261_122),
  });
  console.log(JSON.stringify(result));
  process.exit(result.failures.length > 0 ? 1 : 0);
}
