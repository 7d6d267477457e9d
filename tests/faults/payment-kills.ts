/** Card payments of a real seat, whose process or whose device host is killed meanwhile: the ledger against the terminal's own books. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { type SeededRandom, seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { nextAct } from '../support/drive-vorgang.ts';
import { allReady, firstClerk, secondClerk } from '../support/open-node-seat.ts';
import { type Person, personsFor } from '../support/persons.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';
import { type SeatProcess, startSeatProcess } from '../support/seat-process.ts';
import { PaymentTally, type RunTruth, type SimulationResult } from './payment-tally.ts';

export interface PaymentKillOptions {
  kills: number;
  seed: number;
  onKill?(text: string): void;
}

const serviceId = 'meldebescheinigung';
/** A payment at the pace below takes about so long; kills fall anywhere within, and a little after. */
const paymentMs = 450;
const pace = 0.02;
/** A fresh folder now and then: the start of a seat must not depend on how much has piled up. */
const paymentsPerFolder = 25;
const actsMax = 60;
const asksMax = 3;

export async function killPayments(options: PaymentKillOptions): Promise<SimulationResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-payment-kills-'));
  const counter = await startSeatCounter(folder, { pace, seed: options.seed });
  const tally = new PaymentTally();
  const [person] = personsFor(serviceId, berlinDay(Date.now()));
  if (!person) throw new Error('no person');
  let slot: KilledSeat | undefined;
  try {
    for (let i = 0; i < options.kills; i += 1) {
      if (i % paymentsPerFolder === 0) {
        await slot?.seat.stop();
        slot = new KilledSeat(path.join(folder, `seat-${i}`), counter, person);
        await slot.open();
      }
      if (!slot) break;
      const seed = options.seed * 1_000_003 + i;
      const run = await slot.payAndKill(seededRandom(seed));
      tally.add(seed, run);
      options.onKill?.(`kill ${i + 1}: ${run.fault}, ${run.verdict}, booked ${run.bookedCents.join() || 'nothing'}`);
    }
  } finally {
    await slot?.seat.stop();
    await counter.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.result();
}

class KilledSeat {
  readonly #dataDir: string;
  readonly #counter: SeatCounter;
  readonly #person: Person;
  #seat: SeatProcess | undefined;

  constructor(dataDir: string, counter: SeatCounter, person: Person) {
    this.#dataDir = dataDir;
    this.#counter = counter;
    this.#person = person;
  }

  get seat(): SeatProcess {
    if (!this.#seat) throw new Error('the seat is not open');
    return this.#seat;
  }

  async open(): Promise<void> {
    this.#seat = await startSeatProcess(this.#dataDir, this.#counter.policyFile);
    await this.seat.session.signIn(firstClerk);
  }

  async payAndKill(random: SeededRandom): Promise<RunTruth> {
    const booking = random.below(2) === 0 ? 'A' : 'B';
    await this.#counter.act('terminal-1', 'set-behaviour', {
      booking,
      blind: random.below(3) === 0,
      failedStored: random.below(3) > 0,
      reversalMs: random.below(3) * 200,
      messageIds: random.below(2) === 0,
    });
    const before = await this.#driveToFee(await this.seat.vorgang.start({ serviceId }));
    await allReady(this.seat.devices);
    const bookedBefore = (await this.#quietTerminal()).length;
    const vorgangId = before.summary.id;
    const doing = this.seat.vorgang
      .act({ vorgangId, stepId: before.panel?.stepId ?? '', action: { do: 'pay-card' } })
      .then(
        ({ view }) => view,
        () => null,
      );
    await new Promise((resolve) => setTimeout(resolve, random.below(paymentMs)));
    const target = random.below(3) === 0 ? 'seat' : 'device host';
    const struck = target === 'seat' ? await this.#killSeat() : await this.#killHost();
    await doing;
    let view = await this.seat.vorgang.view({ vorgangId });
    const doubted = view.unknown !== null;
    for (let asked = 0; view.unknown && asked < asksMax; asked += 1) {
      await allReady(this.seat.devices);
      view = await this.seat.vorgang.askDevice({ operationId: view.unknown.operation.id });
    }
    const booked = (await this.#quietTerminal()).slice(bookedBefore);
    const bookedCents = booked
      .filter((entry) => entry.kind === 'payment' && !entry.reversed)
      .map((entry) => entry.amountCents);
    const verdict = verdictOf(view);
    const believedCents = view.operations
      .filter(({ kind, phase }) => kind === 'payment' && phase === 'done')
      .map(({ details }) => Number(details.amountCents));
    await this.#leave(view, bookedCents.length > 0);
    return {
      fault: `kill -9 of the ${target}, booking model ${booking}`,
      terminal: 'virtual, over TCP',
      byLedger: true,
      struck,
      verdict,
      doubted,
      bookedCents,
      believedCents,
      mirrored: 0,
    };
  }

  async #driveToFee(start: VorgangView): Promise<VorgangView> {
    let view = start;
    for (let i = 0; i < actsMax && view.panel; i += 1) {
      const { panel } = view;
      if (panel.kind === 'fee') return view;
      const action = nextAct(panel, this.#person.values, 'card');
      if (!action) break;
      await allReady(this.seat.devices);
      const answer = await this.seat.vorgang.act({ vorgangId: view.summary.id, stepId: panel.stepId, action });
      if (answer.problems.length > 0) throw new Error(`${panel.stepId}: ${JSON.stringify(answer.problems)}`);
      view = answer.view;
    }
    throw new Error(`no way to the fee: ${view.panel?.stepId ?? view.summary.phase}`);
  }

  async #killSeat(): Promise<boolean> {
    await this.seat.kill();
    await this.open();
    await this.seat.process.settled({});
    return true;
  }

  async #killHost(): Promise<boolean> {
    const { deviceHost } = await this.seat.process.pids({});
    if (deviceHost === null) return false;
    try {
      process.kill(deviceHost, 'SIGKILL');
    } catch {
      return false;
    }
    return true;
  }

  /** What is unknown still is decided by a person, so that the next payment begins clean. */
  async #leave(view: VorgangView, isBooked: boolean): Promise<void> {
    if (view.unknown) {
      const decision = isBooked ? 'done' : 'declined';
      const operationId = view.unknown.operation.id;
      await this.seat.vorgang.settle({ operationId, decision, reason: 'Am Terminal nachgesehen', secondClerk });
    }
    if (view.summary.phase === 'open') {
      await this.seat.vorgang.cancel({ vorgangId: view.summary.id, reason: 'Probelauf' }).catch(() => undefined);
    }
  }

  /** What a person does before looking: waits until the terminal is at rest. */
  async #quietTerminal() {
    for (;;) {
      const truth = await this.#counter.terminal();
      if (!truth.busy && !truth.pending) return truth.bookings;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

function verdictOf(view: VorgangView): RunTruth['verdict'] {
  const payments = view.operations.filter(({ kind }) => kind === 'payment');
  if (payments.some(({ phase }) => phase === 'unknown' || phase === 'intended')) return 'unknown';
  if (payments.some(({ phase }) => phase === 'done')) return 'paid';
  const declined = payments.some(({ phase, details }) => phase === 'declined' && details.notExecuted !== true);
  return declined ? 'declined' : 'not-executed';
}
