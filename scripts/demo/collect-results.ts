/** Gathers what the demo left behind and checks every part of it: papers by hash, operations, fees, traces, the journal. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Operation } from '../../electron/contract/operation.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { rootDir } from '../host/paths.ts';

export interface DemoVorgang {
  number: string;
  service: string;
  phase: string;
  steps: string[];
  feesCents: { total: number; method: string; items: { id: string; amountCents: number }[] } | null;
  documents: { id: string; file: string; sha256: string; pages: number }[];
  operations: { kind: string; subject: string; phase: string; virtual: boolean }[];
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** PDFs as the printer received them, named by Vorgang; the hash must be the one in the journal. */
export function collectVorgang(view: VorgangView, steps: string[], outDir: string, problems: string[]): DemoVorgang {
  const printed = path.join(outDir, 'devices/printer-1');
  const jobs = JSON.parse(readFileSync(path.join(printed, 'jobs.json'), 'utf8')) as {
    id: number;
    name: string;
    pages: number;
  }[];
  const documents = view.operations
    .filter((operation) => operation.kind === 'print' && operation.phase === 'done')
    .toReversed()
    .map((operation) => {
      const job = jobs.find((candidate) => candidate.name === operation.details.jobName);
      const target = path.join('documents', `${String(operation.details.jobName)}.pdf`);
      if (!job) problems.push(`the printer never saw ${String(operation.details.jobName)}`);
      else {
        mkdirSync(path.join(outDir, 'documents'), { recursive: true });
        copyFileSync(path.join(printed, `${job.id}.pdf`), path.join(outDir, target));
        if (sha256(path.join(outDir, target)) !== operation.details.sha256)
          problems.push(`${target}: other bytes than intended`);
      }
      return { id: operation.subject, file: target, sha256: String(operation.details.sha256), pages: job?.pages ?? 0 };
    });
  for (const operation of view.operations) {
    if (operation.phase !== 'done')
      problems.push(`${view.summary.number}: ${operation.kind} ${operation.subject} is ${operation.phase}`);
  }
  if (view.summary.phase !== 'done') problems.push(`${view.summary.number} is ${view.summary.phase}`);
  const payment = view.operations.find((operation) => operation.kind === 'payment');
  if (payment) writeReceipts(view.summary.number, payment, outDir);
  return {
    number: view.summary.number,
    service: view.summary.serviceTitle,
    phase: view.summary.phase,
    steps,
    feesCents: payment ? feesOf(payment) : null,
    documents,
    operations: view.operations
      .toReversed()
      .map(({ kind, subject, phase, virtual }) => ({ kind, subject, phase, virtual })),
  };
}

function feesOf(payment: Operation): DemoVorgang['feesCents'] {
  const items = (payment.details.items as { id: string; amountCents: number }[]).map(({ id, amountCents }) => ({
    id,
    amountCents,
  }));
  return { total: Number(payment.details.amountCents), method: String(payment.details.method), items };
}

function writeReceipts(number: string, payment: Operation, outDir: string): void {
  const receipts = Array.isArray(payment.details.receipts)
    ? (payment.details.receipts as { kind: string; lines: string[] }[])
    : [];
  mkdirSync(path.join(outDir, 'receipts'), { recursive: true });
  for (const [index, receipt] of receipts.entries()) {
    writeFileSync(
      path.join(outDir, 'receipts', `${number}-${index + 1}-${receipt.kind}.txt`),
      `${receipt.lines.join('\n')}\n`,
    );
  }
}

/** What else the printer received: papers of the evening and the closing of the till. */
export function collectOtherPapers(outDir: string): string[] {
  const printed = path.join(outDir, 'devices/printer-1');
  const jobs = JSON.parse(readFileSync(path.join(printed, 'jobs.json'), 'utf8')) as { id: number; name: string }[];
  const others = jobs.filter((job) => !existsSync(path.join(outDir, 'documents', `${job.name}.pdf`)));
  for (const job of others) {
    copyFileSync(path.join(printed, `${job.id}.pdf`), path.join(outDir, 'documents', `${job.name}.pdf`));
  }
  return others.map((job) => `documents/${job.name}.pdf`);
}

/** The closed journal with everything its proof needs; the key of a training seat is no secret. */
function copyJournal(outDir: string): string {
  const folder = path.join(outDir, 'journal');
  mkdirSync(folder, { recursive: true });
  for (const name of ['journal.db', 'journal.db-wal', 'journal.db-head', 'seat.keys']) {
    const source = path.join(outDir, 'seat', name);
    if (existsSync(source)) copyFileSync(source, path.join(folder, name));
  }
  return path.join(folder, 'journal.db');
}

/** The journal's own verifier as IT calls it, on the copy that stays. */
export function verifyJournal(outDir: string, problems: string[]): { ok: boolean; report: string } {
  const file = copyJournal(outDir);
  const result = spawnSync(process.execPath, [path.join(rootDir, 'scripts/journal.ts'), 'verify', file], {
    encoding: 'utf8',
  });
  const report = `${result.stdout}${result.stderr}`.trim();
  writeFileSync(path.join(outDir, 'journal-verification.txt'), `${report}\n`);
  if (result.status !== 0) problems.push('the journal does not verify');
  return { ok: result.status === 0, report };
}

/** PDFs must be sound to an independent reader, traces must not be empty. */
export function checkFiles(
  outDir: string,
  deviceIds: readonly string[],
  problems: string[],
): { traces: Record<string, number> } {
  const folder = path.join(outDir, 'documents');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const result = spawnSync('qpdf', ['--check', path.join(folder, name)], { encoding: 'utf8' });
    if (result.status !== 0) problems.push(`${name}: ${result.stdout}${result.stderr}`);
  }
  const traces: Record<string, number> = {};
  for (const id of deviceIds) {
    const file = path.join(outDir, 'traces', `${id}.trace.txt`);
    traces[id] = existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => /^(=>|<=)/.test(line)).length
      : 0;
    if (traces[id] === 0) problems.push(`no trace of ${id}`);
    else if (statSync(file).size === 0) problems.push(`empty trace of ${id}`);
  }
  return { traces };
}
