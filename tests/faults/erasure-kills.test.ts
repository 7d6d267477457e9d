/** The seat dies at any line of a hand-over: after the next start a card that went out has left no prints, and no other card has lost any. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { testKeys } from '../../electron/journal/journal-fixture.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { createErasureOrders, erasureOrderedKind } from '../../electron/vorgang/erasure-orders.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-erasure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const child = path.join(import.meta.dirname, 'erasure-child.ts');
const openHere = (file: string) =>
  openJournal({
    file,
    ...testKeys,
    clock: { nowMs: () => Date.now() },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });

/**
 * Runs until it was killed so many milliseconds after it was ready, or kills itself between the n-th hand-over and its erasing:
 * a machine that is never killed just there by chance still proves something. Gives the applications whose card it said was out.
 */
async function runAndKill(file: string, kill: { afterMs: number } | { between: number }): Promise<string[]> {
  const dieAt = 'between' in kill ? kill.between : 0;
  const seat = spawn(process.execPath, [child, file, String(dieAt)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: string[] = [];
  const ended = new Promise((resolve) => seat.once('exit', resolve));
  for await (const line of createInterface({ input: seat.stdout })) {
    if (line !== 'ready') told.push(line);
    else if ('afterMs' in kill) setTimeout(() => seat.kill('SIGKILL'), kill.afterMs);
  }
  await ended;
  return told;
}

it('24 kills of one seat, seed 7', { timeout: 120_000 }, async () => {
  const file = path.join(folder, 'journal.db');
  const random = seededRandom(7);
  const out = new Set<string>();
  let between = 0;
  for (let run = 0; run < 24; run += 1) {
    const kill = run % 3 === 0 ? { between: 1 + random.below(4) } : { afterMs: 40 + random.below(320) };
    for (const id of await runAndKill(file, kill)) out.add(id);
    const journal = openHere(file);
    const ofKind = (kind: string) => new Set(journal.events({ kinds: [kind] }).map(({ vorgangId }) => vorgangId));
    const [ordered, erasedBefore] = [ofKind(erasureOrderedKind), ofKind('erased')];
    const waiting = [...ordered].filter((id) => !erasedBefore.has(id));
    expect(waiting.length).toBeLessThanOrEqual(1);
    between += waiting.length;
    const parts = { journal, acknowledged: () => 'none' as const, onErased() {}, warn() {} };
    createErasureOrders(parts).carryOut();
    const erased = ofKind('erased');
    expect([...out].filter((id) => !erased.has(id))).toEqual([]);
    expect([...erased].filter((id) => !ordered.has(id))).toEqual([]);
    // Once each, whatever died in between; and nothing of a finger can be read.
    expect(journal.events({ kinds: ['erased'] })).toHaveLength(erased.size);
    const prints = journal.events({ kinds: ['biometrics-recorded'] }).filter(({ body }) => body !== null);
    expect(prints.filter(({ vorgangId }) => ordered.has(vorgangId))).toEqual([]);
    expect(journal.verify()).toMatchObject({ ok: true });
    journal.close();
  }
  expect(out.size).toBeGreaterThan(10);
  expect(between).toBeGreaterThanOrEqual(8);
});
