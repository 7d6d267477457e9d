/** Entry of many seats in one process: each beats every two seconds and pushes a little work as often, for a while. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { centreHeart } from '../../electron/central/gate-driver.ts';
import type { CentrePolicy } from '../../scripts/centre/start-centre.ts';
import { addressOf, type CentreForSeat, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import type { SeatsAnswer, SeatsOrder } from './centre-seats-bench.ts';

const everyMs = 2_000;
/** 400 connections are made at once on the cores that the server needs too; that is over by then. */
const settlingMs = 10_000;
const { folder, seats, measuredMs } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SeatsOrder;
const answer: SeatsAnswer = { beats: [], pushes: [], events: 0, failed: 0 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const begun = performance.now();

async function timed(into: number[], act: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  const isMeasured = startedMs - begun > settlingMs;
  try {
    await act();
    if (isMeasured) into.push(performance.now() - startedMs);
  } catch {
    answer.failed += 1;
  }
}

async function play(index: number): Promise<void> {
  const mine = seats[index];
  if (!mine) return;
  const place: CentreForSeat = {
    // Seats have disks of their own; here a hundred would wait for one.
    folder: mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : folder, 'zweitplatz-bench-seat-')),
    seats,
    policyOf: () => mine.centre as CentrePolicy,
  };
  const seat = startSeatAtCentre(place, mine.seat);
  const heart = centreHeart(addressOf(place, mine.seat));
  await pause((everyMs * index) / seats.length);
  while (performance.now() - begun < measuredMs) {
    const roundMs = performance.now();
    await timed(answer.beats, () => heart.beat());
    const id = randomUUID();
    seat.open(id, 'Person');
    seat.pay(id, 500);
    seat.finish(id);
    answer.events += 5;
    await timed(answer.pushes, () => seat.sync.tick());
    await pause(Math.max(0, everyMs - (performance.now() - roundMs)));
  }
  heart.stop();
  seat.close();
  rmSync(place.folder, { recursive: true, force: true });
}

await Promise.all(seats.map((_seat, index) => play(index)));
process.send?.(answer, () => process.exit(0));
