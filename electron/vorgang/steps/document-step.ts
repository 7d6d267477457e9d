/** Papers: rendered, printed under a name of their own, and confirmed by the clerk who holds the sheet. */
import { AppError } from '../../contract/app-error.ts';
import type { Operation } from '../../contract/operation.ts';
import type { Credentials } from '../../contract/session.ts';
import type { PanelOf } from '../../contract/step-panel.ts';
import { documentFacts } from '../../services/facts.ts';
import type { DocumentStep } from '../../services/service.ts';
import { type Paper, papersOf } from '../paper-list.ts';
import { printPaper } from '../print-paper.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

type PrintPhase = PanelOf<'document'>['documents'][number]['phase'];

/** German for the IPP reasons a clerk can do something about; others are shown as sent. */
const reasonTexts: Record<string, string> = {
  'media-empty': 'Papier fehlt',
  'media-needed': 'Papier nachlegen',
  'media-jam': 'Papierstau',
  'toner-empty': 'Toner leer',
  'marker-supply-empty': 'Tinte oder Toner leer',
  'door-open': 'Klappe offen',
  'cover-open': 'Abdeckung offen',
  paused: 'Drucker angehalten',
};
const reasonText = (reason: string): string => reasonTexts[reason.replace(/-(error|warning|report)$/, '')] ?? reason;

const confirmedOf = (step: DocumentStep, run: StepRun): string[] =>
  documentFacts.safeParse(run.state.facts[step.id]).data?.confirmed ?? [];

function printsOf(paperId: string, run: StepRun): Operation[] {
  return run.ledger
    .ofVorgang(run.state.id)
    .filter(
      (operation) => operation.kind === 'print' && operation.subject === paperId && operation.details.released !== true,
    );
}

function phaseOf(
  paper: Paper,
  confirmed: readonly string[],
  operation: Operation | undefined,
  running: boolean,
): PrintPhase {
  if (confirmed.includes(paper.id)) return 'confirmed';
  switch (operation?.phase) {
    case 'done':
      return 'printer-says-done';
    case 'declined':
      return 'rejected';
    case 'unknown':
      return 'unknown';
    case 'intended':
      return running ? 'printing' : 'unknown';
    default:
      return 'prepared';
  }
}

/** A paper keeps the time of its print, so that preview and sheet are the same bytes. */
function withTime(paper: Paper, createdAt: unknown): Paper {
  return typeof createdAt === 'string' ? { ...paper, definition: { ...paper.definition, createdAt } } : paper;
}

/** What the operation says about its sheet; null for plain paper. */
function sheetOf({ details }: Operation): { kind: string; number: string; job: string } | null {
  const { stockKind: kind, stockNumber: number, jobName: job } = details;
  return typeof kind === 'string' && typeof number === 'string' ? { kind, number, job: String(job) } : null;
}

const placeOf = (run: StepRun) => ({ vorgangNumber: run.state.number, by: run.clerk.userName });

/** Refused before the document left: the sheet lies in its place again. A clerk who found no usable sheet has a void one. */
function releaseSheets(run: StepRun): void {
  for (const operation of run.ledger.ofVorgang(run.state.id)) {
    const sheet = operation.kind === 'print' && operation.phase === 'declined' ? sheetOf(operation) : null;
    const { decidedBecause } = operation.details;
    if (sheet)
      run.stock.release({ ...sheet, ...placeOf(run) }, decidedBecause === undefined ? null : String(decidedBecause));
  }
}

async function spoil(last: Operation, reason: string, secondClerk: Credentials | undefined, run: StepRun) {
  const sheet = sheetOf(last);
  const needsSecond = sheet !== null && run.stock.sheetFor(last.subject)?.secondClerkOnLoss === true;
  const second = needsSecond ? (await run.verifySecondClerk(secondClerk)).userName : null;
  const order = sheet && { ...sheet, ...placeOf(run), reason, secondClerk: second };
  run.ledger.release(last.id, reason, run.clerk.userName, order ? [run.stock.spoil(order)] : []);
}

async function print(paper: Paper, wanted: string | undefined, run: StepRun): Promise<void> {
  const createdAt = run.settings.nowIso();
  const kind = run.stock.sheetFor(paper.id)?.kind;
  if (kind !== undefined && !wanted) throw new AppError('stock.sheet-needed');
  const sheet = kind === undefined || !wanted ? null : { kind, number: wanted };
  try {
    const printed = await printPaper(run, {
      vorgangId: run.state.id,
      subject: paper.id,
      title: paper.title,
      definition: withTime(paper, createdAt).definition,
      by: run.clerk.userName,
      details: { createdAt, ...(sheet ? { stockKind: sheet.kind, stockNumber: sheet.number } : {}) },
      alongside: (job) => (sheet ? [run.stock.draw({ ...sheet, job, ...placeOf(run) })] : []),
      signal: run.signal,
      onIntended: run.changed,
      onPrinterReasons(reasons) {
        run.transient.printerReasons = reasons.filter((reason) => reason !== 'none').map(reasonText);
        run.changed();
      },
    });
    if (printed.phase === 'declined') throw new AppError(printed.reason ?? 'printer.rejected');
  } finally {
    run.transient.printerReasons = [];
    releaseSheets(run);
  }
}

function stockOf(paper: Paper, last: Operation | undefined, run: StepRun) {
  const sheet = run.stock.sheetFor(paper.id);
  if (!sheet) return {};
  const { title, nextNumber, left, secondClerkOnLoss } = sheet;
  const usedNumber = (last && last.phase !== 'declined' && sheetOf(last)?.number) || null;
  return { stock: { title, nextNumber, left, usedNumber, secondClerkOnLoss } };
}

export const documentHandler: StepHandler<'document'> = {
  panel(step, run) {
    const confirmed = confirmedOf(step, run);
    const running = run.transient.runningStepId === step.id;
    return {
      documents: papersOf(step, run).map((paper) => {
        const prints = printsOf(paper.id, run);
        const last = prints.at(-1);
        return {
          id: paper.id,
          title: paper.title,
          phase: phaseOf(paper, confirmed, last, running),
          attempts: prints.length,
          printerReasons: run.transient.printerReasons,
          ...stockOf(paper, last, run),
          preview: withTime(paper, last?.details.createdAt).definition,
        };
      }),
    };
  },

  async act(step, action, run) {
    if (action.do !== 'print' && action.do !== 'confirm-print' && action.do !== 'spoiled') {
      throw new AppError('vorgang.unknown-action');
    }
    const paper = papersOf(step, run).find((candidate) => candidate.id === action.documentId);
    if (!paper) throw new AppError('document.not-printable');
    const last = printsOf(paper.id, run).at(-1);
    if (action.do === 'print') await print(paper, action.sheetNumber, run);
    else if (last?.phase !== 'done') throw new AppError('vorgang.wrong-step');
    else if (action.do === 'confirm-print') {
      run.record(step.id, { confirmed: [...new Set([...confirmedOf(step, run), paper.id])] }, last.virtual);
    } else await spoil(last, action.reason, action.secondClerk, run);
    return [];
  },

  /** A print that was settled as «no sheet came out» while nobody looked gives its sheet back. */
  reconcile: (_step, run) => releaseSheets(run),
};
