/** Entry of a seat on a large journal: its start, its overview, its search, its memory; one process, so that nothing else is in it. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { decodeSeatKeys } from '../../electron/security/key-file.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { addStrangerTerms } from './many-terms.ts';
import { idOf, personOf } from './many-vorgaenge.ts';
import { percentile, repeat, timed } from './measure.ts';
import { memoryOf } from './process-memory.ts';

const [dataDir = '', count = '0', last = ''] = process.argv.slice(2);
const vorgaenge = Number(count);
const before = memoryOf([process.pid]);
const { ms: startMs, value: seat } = await timed(() => startNodeSeat({ dataDir }));
const vorgang = connectServed(vorgangContract, seat.clerkWindow);
await connectServed(sessionContract, seat.clerkWindow).signIn({ userName: 'berger', pin: '274913' });
const firstList = await timed(() => vorgang.list({}));
const lists = await repeat(20, () => vorgang.list({}));
const open = await timed(() => vorgang.start({ serviceId: 'meldebescheinigung' }));
const memory = memoryOf([process.pid]);
await seat.stop();

const searchedAmong = Math.max(vorgaenge, 1_000_000);
const keys = decodeSeatKeys(readFileSync(path.join(dataDir, 'seat.keys'), 'utf8'));
const strangers = searchedAmong - vorgaenge;
if (last === 'last') addStrangerTerms(path.join(dataDir, 'journal.db'), keys.fileKey, strangers);
const journal = openJournal({
  ...{ file: path.join(dataDir, 'journal.db'), ...keys, clock: { nowMs: () => Date.now() } },
  randomBytes: (length) => new Uint8Array(length),
});
let turn = 0;
const searches = await repeat(2_000, async () => {
  turn += 1;
  const i = (turn * 7_919) % vorgaenge;
  if (!journal.search(personOf(i)).includes(idOf(i))) throw new Error(`the search did not find Vorgang ${i}`);
});
journal.close();
process.send?.({
  'start of the seat ms': startMs,
  'first overview ms': firstList.ms,
  'overview p50 ms': percentile(lists, 0.5),
  'Vorgänge on it': firstList.value.length,
  'opening a Vorgang ms': open.ms,
  'Vorgänge searched among': last === 'last' ? searchedAmong : vorgaenge,
  'local search p50 ms': percentile(searches, 0.5),
  'local search p99 ms': percentile(searches, 0.99),
  'memory of the seat MiB (PSS, less Node before)': memory.pssMiB - before.pssMiB,
});
