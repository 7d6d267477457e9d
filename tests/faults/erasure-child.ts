/** For the kill test: a process that hands over card after card, telling each line when the hand-over is on disk. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { testKeys } from '../../electron/journal/journal-fixture.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { ausgabe } from '../../electron/services/ausgabe/ausgabe.ts';
import { createErasureOrders } from '../../electron/vorgang/erasure-orders.ts';
import { VorgangStore } from '../../electron/vorgang/vorgang-store.ts';

/** `dieAt`: kills itself between this hand-over and its erasing; 0 leaves the moment to the parent. */
const [file = '', dieAt = '0'] = process.argv.slice(2);
// Straight to the descriptor: what was told must not sit in a buffer when the process is killed.
const tell = (line: string): void => void writeSync(1, `${line}\n`);
const journal = openJournal({ file, ...testKeys, clock: { nowMs: () => Date.now() }, randomBytes });
const store = new VorgangStore(journal);
const erasures = createErasureOrders({
  journal,
  acknowledged: () => 'none',
  onErased: (vorgangId) => store.forget(vorgangId),
  warn: (event) => tell(`warn ${event}`),
});
erasures.carryOut();
tell('ready');

const day = '2026-11-22';
const open = (serviceId: string) => store.open({ serviceId, seatId: 'SCH', day, actor: 'adler' });

for (let handedOver = 1; ; handedOver += 1) {
  const application = open('personalausweis');
  store.recordBiometrics(application.id, 'finger:right-index', { isoRecordBase64: 'AAAA' }, 'adler', true);
  store.finish(application.id, {}, 'adler');
  const handOver = open('ausgabe');
  const found = { vorgangId: application.id, serviceId: 'personalausweis', number: application.number };
  store.recordFacts(handOver.id, 'find', { ...found, person: '', day, about: {}, term: '' }, 'adler');
  const items = { items: { document: { at: new Date().toISOString(), receipt: true } } };
  const before = store.get(handOver.id).facts;
  const by = { vorgangId: handOver.id, actor: 'adler' };
  const orders = erasures.ordersFor(ausgabe, before, { ...before, 'hand-over': items }, by);
  store.recordFacts(handOver.id, 'hand-over', items, 'adler', true, orders);
  tell(application.id);
  if (handedOver === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
  erasures.carryOut();
}
