/** Prints one paper under a name of its own: intent on disk, job, outcome; an unknown job is looked for by its name. */
import { createHash } from 'node:crypto';
import { isAppError } from '../contract/app-error.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Papers } from '../documents/port.ts';
import type { NewEvent } from '../journal/port.ts';
import type { Ledger } from '../operations/port.ts';
import { keepUnknown } from './payment-outcome.ts';
import { askPrinter, settleByPrintOutcome } from './print-outcome.ts';

const media = 'iso_a4_210x297mm';
const neverAborted = new AbortController().signal;

export interface PrintPaperOrder {
  vorgangId: string;
  subject: string;
  title: string;
  definition: DocumentDefinition;
  by: string;
  /** Further facts for the operation's details. */
  details?: JsonObject;
  /** Written together with the intent; asked for last, so that nothing lies between the check and the write. */
  alongside?(jobName: string): readonly NewEvent[];
  signal?: AbortSignal;
  onIntended?(): void;
  onPrinterReasons?(reasons: readonly string[]): void;
}

/** Throws what refused or stopped the job before it left; everything later is the outcome of the operation. */
export async function printPaper(
  parts: { ledger: Ledger; devices: CounterDevices; papers: Papers },
  order: PrintPaperOrder,
): Promise<Operation> {
  const { ledger, devices, papers } = parts;
  const { vorgangId, subject, title, definition, by } = order;
  const { id: deviceId, virtual } = devices.device('printer');
  const pdf = await papers.pdf(definition);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const earlier = ledger.ofVorgang(vorgangId).filter((entry) => entry.kind === 'print' && entry.subject === subject);
  // Numbers begin again with a new journal, and the printer would find a job of long ago under the number alone.
  const origin = createHash('sha256').update(`${vorgangId} ${sha256}`).digest('hex').slice(0, 8);
  const jobName = `${definition.reference}-${subject}-${earlier.length + 1}-${origin}`.replaceAll(
    /[^A-Za-z0-9-]/g,
    '-',
  );
  const details = { ...order.details, jobName, sha256, title, bytes: pdf.length };
  const alongside = order.alongside?.(jobName) ?? [];
  const operation = ledger.intend({
    vorgangId,
    kind: 'print',
    subject,
    deviceId,
    virtual,
    actor: by,
    details,
    alongside,
  });
  order.onIntended?.();
  try {
    const outcome = await devices.print(
      { jobName, pdf, media, copies: 1 },
      (_job, reasons) => order.onPrinterReasons?.(reasons),
      order.signal ?? neverAborted,
    );
    settleByPrintOutcome(ledger, operation, outcome, by);
  } catch (error) {
    // Refused by the kit, or stopped before the document left: no sheet can have come out.
    if (isAppError(error) && (error.params.stage === 'lease' || error.code === 'device.cancelled')) {
      ledger.settle(operation.id, { phase: 'declined', reason: error.code, by: 'seat' });
      throw error;
    }
    keepUnknown(ledger, operation, isAppError(error) ? error.code : 'internal', 'seat');
  }
  const printed = ledger.get(operation.id);
  return printed.phase === 'unknown' ? askPrinter(ledger, devices, printed) : printed;
}
