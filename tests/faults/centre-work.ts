/** What clerks do all day in the fault test: open, write, take money, give away, pick up, finish. Never without the lease. */
import { randomUUID } from 'node:crypto';
import type { Slot } from './centre-slot.ts';
import { expected, type World } from './centre-world.ts';

/** A few events at one seat, on Vorgänge it may write on; what it lost is asked for again as a clerk's next act would. */
export async function work(world: World, slot: Slot): Promise<void> {
  const { random } = world;
  for (let i = random.below(4); i >= 0; i -= 1) {
    const id = world.pick([...slot.mine]);
    const choice = random.below(8);
    if (id === undefined || choice === 0) {
      const opened = randomUUID();
      slot.seat.open(opened, `Person ${random.below(50)}`);
      slot.mine.add(opened);
    } else if (await mayWrite(slot, id)) {
      write(world, slot, id, choice);
    }
  }
}

async function mayWrite(slot: Slot, id: string): Promise<boolean> {
  if (slot.seat.sync.mayWrite(id)) return true;
  if ((await expected(slot.seat.sync.takeUp(id, 'clerk'))) && !isClosed(slot, id)) return true;
  slot.mine.delete(id);
  return false;
}

/** Finished or erased, here or elsewhere: nobody writes on it any more. */
export function isClosed({ seat }: Slot, vorgangId: string): boolean {
  const kinds = ['vorgang-finished', 'erased'];
  return seat.journal
    .events({ vorgangId, kinds })
    .some(({ kind, body }) => kind !== 'erased' || body?.what === 'vorgang');
}

export function write(world: World, slot: Slot, id: string, choice: number): void {
  const { random } = world;
  const { seat } = slot;
  switch (choice) {
    case 1:
      seat.pay(id, 100 * (1 + random.below(90)));
      break;
    case 2:
      seat.act(id, 'reversal', { amountCents: 100 * (1 + random.below(9)) });
      break;
    case 3:
      seat.act(id, 'seal', { sealNumber: String(random.below(9)) });
      seat.act(id, 'print', { stockKind: 'blatt', stockNumber: `B${random.below(9_999)}` });
      break;
    case 4:
      if (!world.erased.has(id)) seat.biometrics(id);
      break;
    case 5:
      if (random.below(2) === 0) {
        seat.finish(id);
        slot.mine.delete(id);
      }
      break;
    default:
      seat.record(id, `step-${random.below(5)}`, `value ${random.below(1000)}`);
  }
  slot.noteActs();
}

/** Gives a Vorgang back and lets another seat take it up; either may fail on the way. */
export async function passOn(world: World, from: Slot, to = world.pick(world.others(from))): Promise<string | null> {
  const id = from.held();
  if (id === undefined || !to) return null;
  if (to.office !== from.office) await expected(from.seat.sync.handOver(id, to.id));
  from.mine.delete(id);
  if (!(await expected(from.seat.sync.giveBack(id, 'clerk')))) return null;
  if (!(await expected(to.seat.sync.takeUp(id, 'clerk')))) return null;
  to.mine.add(id);
  return id;
}
