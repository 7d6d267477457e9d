/** What the way to the centre costs: pushing against a plain COPY of the same rows, and a keyed search among many Vorgänge. */
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import type { SealedJournal } from '../../electron/journal/sealed-journal.ts';
import { startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre } from '../support/postgres/test-centre.ts';
import { percentile } from './measure.ts';

const events = 6_000;
const vorgaenge = 1_000_000;
const searches = 1_000;
/** A form step as it is recorded at the counter: about 600 bytes. */
const body = { stepId: 'form', value: Buffer.alloc(420, 7).toString('base64') };

function fill(journal: SealedJournal): void {
  for (let start = 0; start < events; start += 200) {
    journal.appendAll(
      Array.from({ length: 200 }, (_none, i) => ({
        kind: 'facts-recorded',
        vorgangId: `vorgang-${Math.floor((start + i) / 25)}`,
        scope: 'vorgang' as const,
        actor: 'adler',
        body,
      })),
    );
  }
}

/** As COPY reads it. */
function manyTerms(): Buffer {
  const rows: string[] = [];
  for (let i = 0; i < vorgaenge; i += 1) {
    const id = `v${i}`;
    for (const name of ['person', 'number']) {
      rows.push(`Drais\t\\\\x${createHash('sha256').update(`${name} ${i}`).digest('hex')}\t${id}\n`);
    }
  }
  return Buffer.from(rows.join(''));
}

/** A real disk under the server: fsync is on. */
export async function benchCentre(): Promise<Record<string, number>> {
  const centre = await startTestCentre({ fsync: true, settings: { shared_buffers: '128MB' } });
  const seat = startSeatAtCentre(centre, 'DRA-1');
  try {
    fill(seat.journal);
    const startedMs = performance.now();
    await seat.sync.pushedThrough(seat.journal.centre.lastSequence());
    const pushMs = performance.now() - startedMs;

    const admin = await centre.admin();
    await admin.query('CREATE TABLE public.bare (LIKE zp.sealed_events)');
    const psql = (sql: string, input?: Buffer): Buffer => {
      const { socketDir, port } = centre.cluster;
      const result = spawnSync(
        'psql',
        ['-qAt', '-h', socketDir, '-p', String(port), '-U', 'postgres', 'zweitplatz', '-c', sql],
        {
          ...(input ? { input } : {}),
          maxBuffer: 1 << 28,
        },
      );
      if (result.status !== 0) throw new Error(result.stderr.toString());
      return result.stdout;
    };
    const rows = psql('COPY (SELECT * FROM zp.sealed_events) TO STDOUT');
    const connectStartedMs = performance.now();
    psql('SELECT 1');
    const connectMs = performance.now() - connectStartedMs;
    const copyStartedMs = performance.now();
    psql('COPY public.bare FROM STDIN', rows);
    const copyMs = performance.now() - copyStartedMs - connectMs;

    // Two terms each, hashes as long as real ones, spread over the tree as real ones are.
    psql('COPY zp.search_terms FROM STDIN', manyTerms());
    await admin.query('ANALYZE zp.search_terms');
    await admin.end();
    const known: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      const id = randomUUID();
      seat.open(id, `Abholer ${i}`);
      known.push(id);
    }
    await seat.sync.tick();
    const searchMs: number[] = [];
    for (let i = 0; i < searches; i += 1) {
      const began = performance.now();
      const found = await seat.sync.search(`Abholer ${i % 20}`);
      searchMs.push(performance.now() - began);
      if (found[0] !== known[i % 20]) throw new Error('the search did not find its Vorgang');
    }
    return {
      'push events/s': (events * 1000) / pushMs,
      'plain COPY events/s': (events * 1000) / copyMs,
      'push / COPY time': pushMs / copyMs,
      'pick-up search p50 ms': percentile(searchMs, 0.5),
      'pick-up search p99 ms': percentile(searchMs, 0.99),
      'Vorgänge searched among': vorgaenge,
    };
  } finally {
    seat.close();
    await centre.remove();
  }
}

if (import.meta.main) {
  console.table(await benchCentre());
  process.exit(0);
}
