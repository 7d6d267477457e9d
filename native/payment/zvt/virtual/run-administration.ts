/** Registration, status, repeat receipt, totals, end of day, diagnosis and the rest of what a register may ask for. */
import type { Apdu } from '../codec/apdu.ts';
import { readBcd } from '../codec/bcd.ts';
import { encodeBmp, findBmp, findTag } from '../codec/bmp.ts';
import { encodeStatusCompletion } from '../codec/completion.ts';
import { decodeMessage } from '../codec/message.ts';
import { messageIdOffer } from '../codec/message-id.ts';
import { terminalStatusText } from '../codec/terminal-status.table.ts';
import { encodeTlv } from '../codec/tlv.ts';
import type { Dialogue } from './dialogue.ts';
import { tellAdministration, tellReceipts } from './print-receipts.ts';
import { euros, receiptHeader } from './receipt-text.ts';
import {
  abortMessage,
  completion,
  deviceObject,
  deviceVersion,
  digits,
  intermediateMessage,
  sumBatch,
  totalsMessage,
  transactionMessage,
} from './status-message.ts';
import type { TerminalCore } from './terminal-core.ts';

/** First byte of tag 1F55: reconciliation, initialisation, diagnosis (PA00P015 §7.1). */
const lockBits: Readonly<Record<number, number>> = { 240: 0x80, 81: 0x40, 194: 0x20 };
const functionImpossible = 0x83;
const wrongCurrency = 0x6f;

export async function runRegistration(core: TerminalCore, dialogue: Dialogue, command: Apdu): Promise<void> {
  const message = decodeMessage(command);
  const { memory } = core;
  const currency = message.prefix.get('currency');
  if (currency && !(currency[0] === 0x09 && currency[1] === 0x78)) {
    await dialogue.tell(abortMessage(wrongCurrency, memory));
    return;
  }
  memory.configByte = message.prefix.get('config')?.[0] ?? 0;
  memory.registered = true;
  memory.tlv = message.bmps.fields.some((field) => field.bmp === 0x06);
  const permitted = (findTag(message.bmps, 0x26)?.children ?? [])
    .filter((object) => object.tag === 0x0a)
    .map((object) => (object.value[0] ?? 0) * 256 + (object.value[1] ?? 0));
  memory.blocks = permitted.includes(0x06d3);
  memory.questions = permitted.includes(0x06d0);
  core.store.save();
  const statusByte = (memory.lock === 0x51 ? 0x01 : 0) + (memory.lock === 0xc2 ? 0x02 : 0);
  const parts = [
    encodeBmp(0x19, [statusByte]),
    encodeBmp(0x29, digits(memory.terminalId)),
    encodeBmp(0x49, [0x09, 0x78]),
  ];
  const numbers = core.behaviour.messageIds && findTag(message.bmps, 0x1f73) !== undefined;
  const objects = numbers ? [deviceObject(), messageIdOffer] : [deviceObject()];
  if (memory.tlv) parts.push(encodeBmp(0x06, Buffer.concat(objects)));
  if (await dialogue.tell(completion(Buffer.concat(parts)))) {
    if (numbers) dialogue.startNumbering();
  }
}

/** Also answered while another command runs. */
export async function runStatus(core: TerminalCore, dialogue: Dialogue, command: Apdu, busy: boolean): Promise<void> {
  if (core.behaviour.closesOnEnquiry && !busy) {
    core.behaviour = { ...core.behaviour, closesOnEnquiry: false };
    await closeBatch(core, dialogue, 0x0f);
  }
  const { bmps } = decodeMessage(command);
  const service = findBmp(bmps, 0x03)?.[0] ?? 0;
  const statusCode = busy ? 0x9c : core.memory.lock;
  const now = core.now();
  const time = encodeTlv(0x34, [encodeTlv(0x1f0e, digits(now.slice(0, 8))), encodeTlv(0x1f0f, digits(now.slice(8)))]);
  const terminalId = encodeTlv(0x1f44, digits(core.memory.terminalId));
  const locks = encodeTlv(0x1f55, [lockBits[core.memory.lock] ?? 0, 0]);
  const tlv = encodeBmp(0x06, Buffer.concat([terminalId, time, locks, deviceObject()]));
  const data = encodeStatusCompletion({
    statusCode,
    // Bit 1: no version; bit 2: TLV wanted (PA00P015 §2.55).
    ...((service & 0x02) === 0 ? { version: Buffer.from(deviceVersion) } : {}),
    ...((service & 0x04) !== 0 ? { tlv } : {}),
  });
  await dialogue.tell(completion(data));
}

export async function runRepeat(core: TerminalCore, dialogue: Dialogue, command: Apdu): Promise<void> {
  const { bmps } = decodeMessage(command);
  const service = findBmp(bmps, 0x03)?.[0] ?? 0;
  const receiptId = findTag(bmps, 0x1f01)?.value[0] ?? 1;
  const { last, lastClosing } = core.memory;
  if (core.behaviour.repeat === 'plain') {
    await dialogue.tell(completion());
    return;
  }
  if (receiptId === 4 ? !lastClosing : !last) {
    await dialogue.tell(abortMessage(functionImpossible, core.memory));
    return;
  }
  if (receiptId === 4) await tellAdministration(core, dialogue, lastClosing ?? []);
  else if (last) {
    if ((service & 0x01) !== 0) await dialogue.tell(transactionMessage(last, core.memory, core.behaviour));
    if ((service & 0x02) === 0) await tellReceipts(core, dialogue, last);
  }
  await dialogue.tell(completion());
}

export async function runReprint(core: TerminalCore, dialogue: Dialogue, command: Apdu): Promise<void> {
  const { prefix } = decodeMessage(command);
  const from = readBcd(prefix.get('from-receipt')) ?? 0;
  const to = readBcd(prefix.get('to-receipt')) ?? from;
  for (const entry of core.memory.batch) {
    if (entry.receiptNumber >= from && entry.receiptNumber <= to) await tellReceipts(core, dialogue, entry);
  }
  await dialogue.tell(completion());
}

export async function runTotals(core: TerminalCore, dialogue: Dialogue): Promise<void> {
  await dialogue.tell(totalsMessage(core.memory, core.memory.lastTrace, core.now()));
  await dialogue.tell(completion());
}

export async function runEndOfDay(core: TerminalCore, dialogue: Dialogue): Promise<void> {
  await closeBatch(core, dialogue, 0x0e);
  await dialogue.tell(completion());
}

async function closeBatch(core: TerminalCore, dialogue: Dialogue, statusCode: number): Promise<void> {
  const { memory } = core;
  if ((memory.configByte & 0x08) !== 0) await dialogue.tell(intermediateMessage(statusCode, memory));
  memory.lastTrace = (memory.lastTrace % 999_999) + 1;
  const at = core.now();
  const message = totalsMessage(memory, memory.lastTrace, at);
  const lines = closingLines(core, at);
  await dialogue.tell(message);
  memory.batch = [];
  memory.lastClosing = lines;
  if (memory.lock === 0xf0) memory.lock = 0;
  core.store.save();
  await tellAdministration(core, dialogue, lines);
}

/** Diagnosis and initialisation: they print, and clear the lock that asks for them. */
export async function runService(core: TerminalCore, dialogue: Dialogue, command: Apdu): Promise<void> {
  const { memory } = core;
  const diagnosis = command.control === 0x0670;
  if ((memory.configByte & 0x08) !== 0) await dialogue.tell(intermediateMessage(diagnosis ? 0xc9 : 0xca, memory));
  const now = core.now();
  if (diagnosis) {
    const data = Buffer.concat([encodeBmp(0xaa, digits(now.slice(2, 8))), encodeBmp(0x0c, digits(now.slice(8)))]);
    await dialogue.tell({ control: 0x0401, data });
  }
  if (memory.lock === (diagnosis ? 0xc2 : 0x51)) memory.lock = 0;
  core.store.save();
  const title = diagnosis ? 'Erweiterte Diagnose' : 'Initialisierung';
  const state = `Status: ${terminalStatusText(memory.lock)}`;
  await tellAdministration(core, dialogue, [receiptHeader, title, `Terminal-ID ${memory.terminalId}`, state]);
  await dialogue.tell(completion());
}

function closingLines(core: TerminalCore, at: string): string[] {
  const { totalCents, perScheme } = sumBatch(core.memory.batch);
  const used = perScheme.filter((entry) => entry.count > 0);
  return [
    receiptHeader,
    'Kassenschnitt',
    `Terminal-ID ${core.memory.terminalId}`,
    `Datum ${at.slice(6, 8)}.${at.slice(4, 6)}.${at.slice(0, 4)}  ${at.slice(8, 10)}:${at.slice(10, 12)} Uhr`,
    ...used.map((entry) => `${entry.scheme} ${entry.count} x  EUR ${euros(entry.amountCents)}`),
    `Gesamt EUR ${euros(totalCents)}`,
  ];
}
