/** Kills seats and device hosts in every step of every service and compares all books afterwards. Repeats from its seed. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { personsFor } from '../support/persons.ts';
import { startSeatCounter } from '../support/seat-counter.ts';
import type { Flaw } from './kill-truth.ts';
import { type Kill, killVorgang, openSlot, type SeatSlot } from './kill-vorgang.ts';

export interface KillOptions {
  kills: number;
  seed: number;
  /** Kills in this act only, for example `document/print`; two of three times it is due. */
  point?: string | undefined;
  /** Repeats this one Vorgang instead. */
  only?: number | undefined;
  onVorgang?(text: string): void;
}

export interface KillResult {
  /** Vorgänge carried to their end. */
  runs: number;
  kills: number;
  lost: number;
  double: number;
  wrong: number;
  /** Kills after which the outcome of an act had to be asked for or decided by a person. */
  unknown: number;
  table: (Kill & { count: number })[];
  flaws: (Flaw & { seed: number })[];
  killsPerMinute: number;
}

const services = ['personalausweis', 'meldebescheinigung', 'unterschriftsbeglaubigung', 'wareneingang', 'ausgabe'];
const killPercent = 45;
const killPercentOfOne = 67;
/** A fresh folder now and then: the start of a seat must not depend on how much has piled up, nor the test's time. */
const vorgaengePerFolder = 8;
/** Half a hundredth of a person's pauses: the states of the devices have some width. */
const pace = 0.02;

export async function runKills(options: KillOptions): Promise<KillResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-kills-'));
  const counter = await startSeatCounter(folder, { pace, seed: options.seed });
  const startedMs = performance.now();
  const kills: Kill[] = [];
  const flaws: KillResult['flaws'] = [];
  let runs = 0;
  let slot: SeatSlot | null = null;
  try {
    while (kills.length < options.kills) {
      const seed: number = options.only ?? options.seed * 1_000_003 + runs;
      if (runs % vorgaengePerFolder === 0) {
        await slot?.seat.stop();
        slot = await openSlot(path.join(folder, `seat-${runs}`), counter);
      }
      if (slot === null) break;
      const result = await oneVorgang(slot, seed, options.point);
      runs += 1;
      kills.push(...result.kills);
      flaws.push(...result.flaws.map((flaw) => ({ ...flaw, seed })));
      options.onVorgang?.(
        `${seed} ${result.name}: ${result.kills.length} kills ${result.flaws.map(({ what }) => what).join('; ')}`,
      );
      if (options.only !== undefined) break;
    }
  } finally {
    await slot?.seat.stop();
    await counter.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const count = (kind: Flaw['kind']) => flaws.filter((flaw) => flaw.kind === kind).length;
  return {
    runs,
    kills: kills.length,
    lost: count('lost'),
    double: count('double'),
    wrong: count('wrong'),
    unknown: kills.filter(({ outcome }) => outcome === 'asked' || outcome === 'decided').length,
    table: tableOf(kills),
    flaws,
    killsPerMinute: Math.round((kills.length * 60_000) / (performance.now() - startedMs)),
  };
}

async function oneVorgang(slot: SeatSlot, seed: number, only: string | undefined) {
  const random = seededRandom(seed);
  const serviceId = services[random.below(services.length)] ?? 'personalausweis';
  const persons = personsFor(serviceId, berlinDay(Date.now()));
  const person = persons[random.below(persons.length)];
  if (!person) throw new RangeError(`no persons for ${serviceId}`);
  const pay = random.below(4) === 0 ? 'cash' : 'card';
  const percent = only === undefined ? killPercent : killPercentOfOne;
  const name = `${serviceId}/${person.id}/${pay}`;
  try {
    return { name, ...(await killVorgang(slot, { serviceId, person, pay, random, killPercent: percent, only })) };
  } catch (error) {
    throw new Error(`seed ${seed} (${name})`, { cause: error });
  }
}

function tableOf(kills: readonly Kill[]): KillResult['table'] {
  const rows = new Map<string, Kill & { count: number }>();
  for (const kill of kills) {
    const key = `${kill.point} ${kill.target} ${kill.outcome}`;
    rows.set(key, { ...kill, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return [...rows.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, row]) => row);
}
