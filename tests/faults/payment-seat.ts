/** A seat reduced to what matters for money: intent, act, settlement after a break, a second try only after "not executed". */
import { DeviceError } from '../../native/core/device-error.ts';
import type { CardTerminal, PaymentHooks, PaymentOutcome, TerminalCounters } from '../../native/payment/port.ts';

/** Where the seat itself fails: its process dies or its disk refuses at the n-th call of a hook. */
export interface SeatFault {
  hook: 'onRecord' | 'onReceipt';
  call: number;
}

export interface SeatPlan {
  amountCents: number;
  nowMs(): number;
  /** Another process takes over after a break, as after a power cut of the seat. */
  reopen?: () => Promise<CardTerminal>;
  seatFault?: SeatFault | undefined;
  /** Called when the act is about to start, and when the settlement is. */
  onAct(): Promise<void>;
  onSettle(): Promise<void>;
}

export interface SeatResult {
  verdict: PaymentOutcome['kind'];
  /** Whether the seat ever was in doubt. */
  doubted: boolean;
  attempts: number;
  /** Whether the fault of the seat happened. */
  seatFailed: boolean;
}

const never = new AbortController().signal;
const settlements = 3;

export async function payAtSeat(first: CardTerminal, plan: SeatPlan): Promise<SeatResult> {
  let terminal = first;
  let doubted = false;
  let seatFailed = false;
  const onFail = () => {
    seatFailed = true;
  };
  const before = await countersOf(terminal);
  const startedAtMs = plan.nowMs();
  await plan.onAct();
  let outcome = await terminal.pay({ amountCents: plan.amountCents }, failingHooks(plan.seatFault, onFail), never);
  for (let i = 0; i < settlements && outcome.kind === 'unknown'; i += 1) {
    doubted = true;
    await plan.onSettle();
    if (plan.reopen && i === 0) {
      await terminal.close();
      terminal = (await reopened(plan.reopen)) ?? terminal;
    }
    outcome = await terminal.settle({ amountCents: plan.amountCents, startedAtMs, before }, failingHooks(), never);
  }
  if (outcome.kind !== 'not-executed') return { verdict: outcome.kind, doubted, seatFailed, attempts: 1 };
  // The clerk agrees to a second try, this time without disturbance.
  const again = await terminal.pay({ amountCents: plan.amountCents }, failingHooks(), never);
  return { verdict: again.kind, doubted, seatFailed, attempts: 2 };
}

async function countersOf(terminal: CardTerminal): Promise<TerminalCounters> {
  return terminal.counters();
}

/** A terminal that cannot be reached while the seat starts is tried again by the settlement. */
async function reopened(reopen: () => Promise<CardTerminal>): Promise<CardTerminal | undefined> {
  try {
    return await reopen();
  } catch (error) {
    if (error instanceof DeviceError) return undefined;
    throw error;
  }
}

function failingHooks(fault?: SeatFault, onFail?: () => void): PaymentHooks {
  const calls = { onRecord: 0, onReceipt: 0 };
  const count = async (hook: SeatFault['hook']) => {
    calls[hook] += 1;
    if (fault?.hook !== hook || fault.call !== calls[hook]) return;
    onFail?.();
    throw new Error('the seat is gone');
  };
  return {
    onDisplay() {},
    onRecord: () => count('onRecord'),
    onReceipt: () => count('onReceipt'),
    onQuestion: async () => true,
  };
}
