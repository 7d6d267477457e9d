/** One Vorgang from its opening to its end, with the seat or its device host killed again and again on the way. */
import { isAppError } from '../../electron/contract/app-error.ts';
import type { JsonObject } from '../../electron/contract/json.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import type { SeededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { nextAct } from '../support/drive-vorgang.ts';
import { allReady, firstClerk, secondClerk } from '../support/open-node-seat.ts';
import type { Person } from '../support/persons.ts';
import { readJournal } from '../support/read-journal.ts';
import type { SeatCounter } from '../support/seat-counter.ts';
import { type SeatProcess, startSeatProcess } from '../support/seat-process.ts';
import { decisionOf, type Flaw, flawsAtEnd, flawsInJournal, headersOf, receiptFlaws } from './kill-truth.ts';

export interface KillPlan {
  serviceId: string;
  person: Person;
  pay: 'card' | 'cash';
  random: SeededRandom;
  /** Kills in a hundred acts. */
  killPercent: number;
  /** Kills in this act only, for example `fee/pay-card`. */
  only?: string | undefined;
}

export interface Kill {
  target: 'seat' | 'host';
  /** Step kind and act, for example `fee/pay-card`. */
  point: string;
  /** What became of the act: it was done, it has to be done again, or its outcome was asked for. */
  outcome: 'done' | 'again' | 'asked' | 'decided';
}

export interface VorgangResult {
  kills: Kill[];
  flaws: Flaw[];
}

/** Usual times of an act on two slow cores in ms; a kill falls anywhere within, and a little after. */
const usualMs: Readonly<Record<string, number>> = {
  'chip/capture': 30,
  'fingerprint/capture': 200,
  'signature/capture': 330,
  'check/ask-citizen': 180,
  'hand-over/hand-over': 150,
  'fee/pay-card': 330,
  'document/print': 320,
};
const usualOther = 15;
const actsMax = 300;

/** A seat that may be replaced by the next one on the same data. */
export interface SeatSlot {
  seat: SeatProcess;
  dataDir: string;
  counter: SeatCounter;
  headers: string[];
}

export async function openSlot(dataDir: string, counter: SeatCounter): Promise<SeatSlot> {
  const seat = await startSeatProcess(dataDir, counter.policyFile);
  await seat.session.signIn(firstClerk);
  return { seat, dataDir, counter, headers: [] };
}

export async function killVorgang(slot: SeatSlot, plan: KillPlan): Promise<VorgangResult> {
  return new KillVorgang(slot, plan).run();
}

class KillVorgang {
  readonly #slot: SeatSlot;
  readonly #plan: KillPlan;
  readonly #kills: Kill[] = [];
  readonly #flaws: Flaw[] = [];
  readonly #facts = new Map<string, JsonObject | null>();
  #bookedBefore = 0;

  constructor(slot: SeatSlot, plan: KillPlan) {
    this.#slot = slot;
    this.#plan = plan;
  }

  async run(): Promise<VorgangResult> {
    const { random, serviceId } = this.#plan;
    await this.#slot.counter.act('terminal-1', 'set-behaviour', {
      booking: random.below(2) === 0 ? 'A' : 'B',
      blind: random.below(3) === 0,
      failedStored: random.below(3) > 0,
      reversalMs: random.below(3) * 200,
    });
    this.#bookedBefore = (await this.#slot.counter.terminal()).bookings.length;
    let view = await this.#slot.seat.vorgang.start({ serviceId });
    for (let count = 0; view.summary.phase === 'open'; count += 1) {
      if (count > actsMax) throw new Error(`${view.summary.serviceId}/${view.panel?.stepId} does not end`);
      view = await this.#step(view);
    }
    const { bookings } = await this.#quietTerminal();
    this.#flaws.push(...flawsAtEnd(view, bookings, await this.#slot.counter.jobs()));
    return { kills: this.#kills, flaws: this.#flaws };
  }

  async #step(view: VorgangView): Promise<VorgangView> {
    const { panel, summary } = view;
    if (view.unknown) return (await this.#settle(view)).view;
    const action = panel && nextAct(panel, this.#plan.person.values, this.#plan.pay);
    if (!panel || !action) throw new Error(`nothing to do in ${summary.serviceId}/${panel?.stepId}`);
    await allReady(this.#slot.seat.devices);
    const point = `${panel.kind}/${action.do}`;
    const doing = this.#slot.seat.vorgang.act({ vorgangId: summary.id, stepId: panel.stepId, action });
    const { random, killPercent, only } = this.#plan;
    if (random.below(100) >= killPercent || (only !== undefined && only !== point)) {
      const answer = await doing;
      if (answer.problems.length > 0) throw new Error(`${panel.stepId}: ${JSON.stringify(answer.problems)}`);
      this.#remember(panel.stepId, action, answer.view);
      return answer.view;
    }
    const target = random.below(5) < 2 ? 'seat' : 'host';
    await new Promise((resolve) => setTimeout(resolve, ((usualMs[point] ?? usualOther) * random.below(1200)) / 1000));
    const seen = target === 'seat' ? await this.#killSeat(view, doing) : await this.#killHost(doing);
    if (seen.told) this.#remember(panel.stepId, action, seen.told);
    let { view: after } = seen;
    let how: Kill['outcome'] | null = null;
    if (after.unknown) ({ view: after, how } = await this.#settle(after));
    const isSame = after.panel?.stepId === panel.stepId && JSON.stringify(after.panel) === JSON.stringify(panel);
    this.#kills.push({ target, point, outcome: how ?? (isSame ? 'again' : 'done') });
    return after;
  }

  async #killSeat(
    before: VorgangView,
    doing: Promise<{ view: VorgangView }>,
  ): Promise<{ view: VorgangView; told: VorgangView | null }> {
    const { dataDir, counter } = this.#slot;
    const answered = doing.then(
      ({ view }) => view,
      () => null,
    );
    await this.#slot.seat.kill();
    const told = await answered;
    const { report, events } = readJournal(dataDir);
    if (!report.ok) this.#flaws.push({ kind: 'lost', what: `journal: ${report.firstBad?.reason}` });
    const facts = this.#facts;
    const operations = (told ?? before).operations;
    this.#flaws.push(
      ...flawsInJournal(events, { vorgangId: before.summary.id, facts, operations, headers: this.#slot.headers }),
    );
    this.#flaws.push(...receiptFlaws(events));
    this.#slot.headers = headersOf(events);
    this.#slot.seat = await startSeatProcess(dataDir, counter.policyFile);
    await this.#slot.seat.session.signIn(firstClerk);
    await this.#slot.seat.process.settled({});
    const view = await this.#slot.seat.vorgang.view({ vorgangId: before.summary.id });
    this.#checkStep(told ?? before, view);
    return { view, told };
  }

  async #killHost(doing: Promise<{ view: VorgangView }>): Promise<{ view: VorgangView; told: VorgangView }> {
    const { deviceHost } = await this.#slot.seat.process.pids({});
    if (deviceHost !== null) {
      try {
        process.kill(deviceHost, 'SIGKILL');
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    }
    const { view } = await doing;
    return { view, told: view };
  }

  /** The same step, or the next one when the last act had been written down without anybody hearing of it. */
  #checkStep(told: VorgangView, now: VorgangView): void {
    if (now.summary.phase === 'done') return;
    const ids = now.steps.map(({ id }) => id);
    const from = ids.indexOf(told.panel?.stepId ?? '');
    const to = ids.indexOf(now.panel?.stepId ?? '');
    const between = now.steps.slice(from + 1, to).filter(({ kind }) => kind !== 'fee');
    if (from < 0 || to < from || between.length > 0) {
      this.#flaws.push({ kind: 'lost', what: `stood at ${told.panel?.stepId}, now at ${now.panel?.stepId}` });
    }
  }

  #remember(stepId: string, action: StepAction, view: VorgangView): void {
    const isDone =
      view.summary.phase === 'done' || view.steps.some(({ id, state }) => id === stepId && state === 'done');
    if (isDone) this.#facts.set(stepId, action.do === 'record' ? action.values : (this.#facts.get(stepId) ?? null));
  }

  /** First the device is asked, then a person looks; with money a second one confirms. */
  async #settle(view: VorgangView): Promise<{ view: VorgangView; how: 'asked' | 'decided' }> {
    let after = view;
    const open = view.unknown;
    if (!open) throw new Error('nothing to settle');
    const { vorgang, devices } = this.#slot.seat;
    if (open.canAskDevice) {
      await allReady(devices);
      after = await vorgang.askDevice({ operationId: open.operation.id });
      if (!after.unknown) return { view: after, how: 'asked' };
    }
    const { bookings } = await this.#quietTerminal();
    const decision = decisionOf(open.operation, bookings, await this.#slot.counter.jobs());
    const reason = 'Am Gerät nachgesehen';
    const second = open.secondClerk ? { secondClerk } : {};
    after = await vorgang
      .settle({ operationId: open.operation.id, decision, reason, ...second })
      .catch((error: unknown) => {
        throw isAppError(error) ? new Error(`settlement: ${error.code}`) : error;
      });
    return { view: after, how: 'decided' };
  }

  /** What a person does before looking: waits until the terminal is at rest. */
  async #quietTerminal() {
    for (;;) {
      const truth = await this.#slot.counter.terminal();
      if (!truth.busy && !truth.pending) return { ...truth, bookings: truth.bookings.slice(this.#bookedBefore) };
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
