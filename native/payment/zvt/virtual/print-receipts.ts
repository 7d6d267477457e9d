/** Sends receipts to the register when the configuration says that the register prints (PA00P015 §2.1). */
import type { Dialogue } from './dialogue.ts';
import { encodeReceiptBlock, encodeReceiptLines, type ReceiptKind, transactionLines } from './receipt-text.ts';
import type { TerminalCore } from './terminal-core.ts';
import type { Turnover } from './turnover-store.ts';

const paymentsPrintedByRegister = 0x02;
const administrationPrintedByRegister = 0x04;
const textsFromTerminal = 0x80;

/** Merchant and customer receipt; a failed transaction has a customer receipt only. */
export async function tellReceipts(core: TerminalCore, dialogue: Dialogue, turnover: Turnover): Promise<void> {
  if ((core.memory.configByte & paymentsPrintedByRegister) === 0) return;
  const kinds: ReceiptKind[] = turnover.resultCode === 0 ? ['merchant', 'customer'] : ['customer'];
  for (const kind of kinds) {
    await tellLines(core, dialogue, transactionLines(turnover, core.memory.terminalId, kind), kind);
  }
}

export async function tellAdministration(core: TerminalCore, dialogue: Dialogue, lines: readonly string[]) {
  if ((core.memory.configByte & administrationPrintedByRegister) === 0) return;
  await tellLines(core, dialogue, lines, 'administration');
}

async function tellLines(core: TerminalCore, dialogue: Dialogue, lines: readonly string[], kind: ReceiptKind) {
  if ((core.memory.configByte & textsFromTerminal) === 0) return;
  const blocks = core.memory.blocks && core.behaviour.prints === 'blocks';
  const messages = blocks ? [encodeReceiptBlock(lines, kind)] : encodeReceiptLines(lines);
  for (const message of messages) await dialogue.tell(message);
}
