/** Prints one paper under a name of its own: intent on disk, job, outcome; an unknown job is looked for by its name. */
import { createHash } from 'node:crypto';
import { isAppError } from '../contract/app-error.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Papers } from '../documents/port.ts';
import type { Ledger } from '../operations/port.ts';
import { keepUnknown } from './payment-outcome.ts';
import { askPrinter, settleByPrintOutcome } from './print-outcome.ts';

const media = 'iso_a4_210x297mm';
const neverAborted = new AbortController().signal;

/** Throws what refused the job before it left. */
export async function printPaper(
  parts: { ledger: Ledger; devices: CounterDevices; papers: Papers },
  order: { vorgangId: string; subject: string; title: string; definition: DocumentDefinition; by: string },
): Promise<Operation> {
  const { ledger, devices, papers } = parts;
  const { vorgangId, subject, title, definition, by } = order;
  const { id: deviceId, virtual } = devices.device('printer');
  const pdf = await papers.pdf(definition);
  const attempt = ledger.ofVorgang(vorgangId).filter((entry) => entry.subject === subject).length + 1;
  const jobName = `${definition.reference}-${subject}-${attempt}`.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const details = { jobName, sha256, title, bytes: pdf.length };
  const operation = ledger.intend({ vorgangId, kind: 'print', subject, deviceId, virtual, actor: by, details });
  try {
    const outcome = await devices.print({ jobName, pdf, media, copies: 1 }, () => {}, neverAborted);
    settleByPrintOutcome(ledger, operation, outcome, by);
  } catch (error) {
    if (isAppError(error) && error.params.stage === 'lease') {
      ledger.settle(operation.id, { phase: 'declined', reason: error.code, by: 'seat' });
      throw error;
    }
    keepUnknown(ledger, operation, isAppError(error) ? error.code : 'internal', 'seat');
  }
  const printed = ledger.get(operation.id);
  return printed.phase === 'unknown' ? askPrinter(ledger, devices, printed) : printed;
}
