/** Payment, reversal and refund at the virtual terminal, with the moment of booking after its model (PA00P015 §2.2, ch. 4). */
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import type { Apdu } from '../codec/apdu.ts';
import { readBcd } from '../codec/bcd.ts';
import { encodeBmp, findBmp, findTag } from '../codec/bmp.ts';
import { encodeCp437 } from '../codec/charset.ts';
import { decodeMessage } from '../codec/message.ts';
import { encodeTlv } from '../codec/tlv.ts';
import { pauses, plannedResult, virtualCards, wrongPin } from './behaviour.ts';
import type { Dialogue } from './dialogue.ts';
import { tellReceipts } from './print-receipts.ts';
import { abortMessage, completion, intermediateMessage, transactionMessage } from './status-message.ts';
import type { TerminalCore } from './terminal-core.ts';
import type { Turnover } from './turnover-store.ts';

const abortKey = 0x6c;
const alreadyReversed = 0xb4;
const reversalImpossible = 0xb5;
const wrongAmount = 0xb7;
const amountMissing = 0x9a;
const wrongCurrency = 0x6f;

type Order = Pick<Turnover, 'kind' | 'amountCents' | 'originalTrace'> & { card?: number };

export async function runMoney(core: TerminalCore, dialogue: Dialogue, command: Apdu): Promise<void> {
  const order = readOrder(core, command);
  if (typeof order === 'number') {
    await dialogue.tell(abortMessage(order, core.memory));
    return;
  }
  const { epoch } = core;
  const stopped = await customerPhase(core, dialogue, order);
  if (epoch !== core.epoch) throw new DeviceError('device.disconnected', 'power cut');
  const planned = order.kind === 'payment' ? plannedResult(order.amountCents) : 0;
  const turnover = newTurnover(core, order);
  if (stopped !== 0 || (planned !== 0 && planned !== wrongPin)) {
    await decline(core, dialogue, { ...turnover, resultCode: stopped || planned });
    return;
  }
  if (planned === wrongPin) {
    await dialogue.tell(transactionMessage({ ...turnover, resultCode: wrongPin }, core.memory, core.behaviour));
    await say(core, dialogue, 0x15);
    await core.human(pauses.pin);
  }
  await approve(core, dialogue, turnover, epoch);
}

/** The result code with which the customer ended it; 0 when card and PIN are there. */
async function customerPhase(core: TerminalCore, dialogue: Dialogue, order: Order): Promise<number> {
  try {
    await say(core, dialogue, 0x0a);
    const { customer, customerMs } = core.behaviour;
    if (customer === 'cancel') return abortKey;
    const waitMs = customer === 'wait' ? customerMs : pauses.card * core.pace;
    const wake = customer === 'wait' ? core.card.signal : undefined;
    const abortable = () => listenForAbort(core, dialogue, waitMs, wake);
    const found = await abortable();
    if (found === 'abort' || (customer === 'wait' && found === 'elapsed')) return abortKey;
    if (customer === 'sign' && core.memory.questions && order.kind === 'payment') {
      if (!(await dialogue.tell(signatureQuestion()))) return abortKey;
    } else await core.human(pauses.pin);
    await say(core, dialogue, 0x04);
  } catch (error) {
    if (!core.behaviour.blind || !isDeviceError(error)) throw error;
  }
  await core.human(pauses.host);
  return 0;
}

async function listenForAbort(core: TerminalCore, dialogue: Dialogue, waitMs: number, wake: AbortSignal | undefined) {
  const until = core.clock.steadyMs() + waitMs;
  for (;;) {
    const found = await dialogue.listen(Math.max(0, until - core.clock.steadyMs()), wake);
    if (found !== 'abort') return found;
    if (core.behaviour.abort === 'normal') {
      await dialogue.answer({ control: 0x8000, data: new Uint8Array() });
      return found;
    }
    await dialogue.answer({ control: 0x8483, data: new Uint8Array() });
  }
}

async function approve(core: TerminalCore, dialogue: Dialogue, turnover: Turnover, epoch: number): Promise<void> {
  const previous = core.memory.last;
  if (core.behaviour.booking === 'B') core.book(turnover);
  else {
    core.memory.pending = turnover;
    core.store.save();
  }
  let accepted = false;
  try {
    accepted = await dialogue.tell(transactionMessage(turnover, core.memory, core.behaviour));
    if (accepted) await tellReceipts(core, dialogue, turnover);
  } catch (error) {
    if (epoch === core.epoch) await core.reversePending();
    throw error;
  }
  if (!accepted) {
    // Any other negative answer takes the payment back, under both models (PA00P015 §2.2.8).
    if (core.behaviour.booking === 'B') unbook(core, turnover, previous);
    await core.reversePending();
    await dialogue.tell(abortMessage(abortKey, core.memory));
    return;
  }
  if (core.behaviour.booking === 'A') core.book(turnover);
  await say(core, dialogue, 0x0b);
  await core.human(pauses.removeCard);
  await dialogue.tell(completion());
}

function unbook(core: TerminalCore, turnover: Turnover, previous: Turnover | undefined): void {
  const { memory } = core;
  if (previous) memory.last = previous;
  else delete memory.last;
  for (const list of [memory.batch, memory.booked]) {
    const index = list.findLastIndex((entry) => entry.traceNumber === turnover.traceNumber);
    if (index >= 0) list.splice(index, 1);
  }
  memory.pending = turnover;
}

async function decline(core: TerminalCore, dialogue: Dialogue, turnover: Turnover): Promise<void> {
  core.fail(turnover, turnover.resultCode);
  await dialogue.tell(transactionMessage(turnover, core.memory, core.behaviour));
  await tellReceipts(core, dialogue, turnover);
  const closing = core.behaviour.declineBy === 'abort' ? abortMessage(turnover.resultCode, core.memory) : completion();
  await dialogue.tell(closing);
}

async function say(core: TerminalCore, dialogue: Dialogue, code: number): Promise<void> {
  // Config bit 08: intermediate status wanted (PA00P015 §2.1).
  if ((core.memory.configByte & 0x08) !== 0) await dialogue.tell(intermediateMessage(code, core.memory));
}

/** The customer has signed; a person at the register compares. */
function signatureQuestion(): Apdu {
  const text = encodeTlv(0x24, encodeTlv(0x07, encodeCp437('Unterschrift in Ordnung?')));
  return { control: 0x06d0, data: encodeBmp(0x06, text) };
}

function newTurnover(core: TerminalCore, order: Order): Turnover {
  const card = order.card ?? core.random.below(virtualCards.length);
  return { ...order, ...core.store.nextNumbers(), resultCode: 0, at: core.now(), card, reversed: false };
}

/**
 * The register mirrors the last receipt number it knows (tag 1F1F). One that is exactly one behind takes the last payment
 * back without a word: the reason why a register had better never send it (PA00P015 ch. 4).
 */
function mirror(core: TerminalCore, value: Uint8Array | undefined): void {
  if (value === undefined || core.behaviour.booking !== 'B') return;
  core.mirrored += 1;
  const { last, booked, batch } = core.memory;
  if (!last || readBcd(value) !== last.receiptNumber - 1) return;
  for (const list of [booked, batch]) {
    const entry = list.findLast((candidate) => candidate.traceNumber === last.traceNumber);
    if (entry) entry.reversed = true;
  }
  core.store.save();
}

/** The order, or the result code of its refusal. */
function readOrder(core: TerminalCore, command: Apdu): Order | number {
  const { bmps } = decodeMessage(command);
  mirror(core, findTag(bmps, 0x1f1f)?.value);
  const currency = findBmp(bmps, 0x49);
  core.memory.currency = currency !== undefined;
  if (currency && !(currency[0] === 0x09 && currency[1] === 0x78)) return wrongCurrency;
  const amountCents = readBcd(findBmp(bmps, 0x04));
  if (command.control === 0x0630) {
    const receiptNumber = readBcd(findBmp(bmps, 0x87));
    const original = core.memory.batch.findLast(
      (entry) => entry.kind === 'payment' && entry.receiptNumber === receiptNumber,
    );
    if (!original) return reversalImpossible;
    if (original.reversed) return alreadyReversed;
    if (amountCents !== undefined && amountCents !== original.amountCents) return wrongAmount;
    const { traceNumber, card } = original;
    return { kind: 'reversal', amountCents: original.amountCents, originalTrace: traceNumber, card };
  }
  if (amountCents === undefined || amountCents === 0) return amountMissing;
  return { kind: command.control === 0x0631 ? 'refund' : 'payment', amountCents };
}
