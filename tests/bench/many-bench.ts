/** A seat with 100,000 Vorgänge: size on disk, start, overview, search, memory; and the search among a million in one journal. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { writeManyVorgaenge } from './many-vorgaenge.ts';
import { timed } from './measure.ts';

export async function benchManyVorgaenge(vorgaenge: number): Promise<Record<string, number>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zweitplatz-bench-many-'));
  try {
    const empty = await timed(async () => (await startNodeSeat({ dataDir })).stop());
    const journalFile = path.join(dataDir, 'journal.db');
    const filled = await timed(async () =>
      writeManyVorgaenge({ journalFile, keysFile: path.join(dataDir, 'seat.keys'), vorgaenge, open: 12 }),
    );
    const bytes = statSync(journalFile).size;
    // The first start reads what a seat that grew slowly has noted long ago: where its open acts and numbers stand.
    const first = await measuredSeat(dataDir, vorgaenge, 'first');
    // The last one is searched among a million.
    const figures = await measuredSeat(dataDir, vorgaenge, 'last');
    return {
      Vorgänge: vorgaenge,
      events: filled.value.events,
      'written, events/s': (filled.value.events * 1000) / filled.ms,
      'journal MiB': bytes / 1024 / 1024,
      'journal bytes per Vorgang': bytes / vorgaenge,
      'start and stop without any ms': empty.ms,
      'very first start of the seat ms': first['start of the seat ms'] ?? Number.NaN,
      ...figures,
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function measuredSeat(dataDir: string, vorgaenge: number, which: 'first' | 'last'): Promise<Record<string, number>> {
  const child = fork(path.join(import.meta.dirname, 'many-bench-child.ts'), [dataDir, String(vorgaenge), which]);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Record<string, number>));
    child.once('exit', (code) => reject(new Error(`the measured seat ended with ${code}`)));
  });
}

if (import.meta.main) {
  console.table(await benchManyVorgaenge(Number(process.argv[2] ?? 100_000)));
  process.exit(0);
}
