/**
 * The day before the demo, played quickly by the real seat through its own contracts: people come, wait, are called and served.
 * Only the seat's clock runs ahead; what the lead sees of that day is what the seat measured.
 */

import { appointmentsContract } from '../../electron/contract/appointments.ts';
import { gateContract } from '../../electron/contract/central.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { systemClock } from '../../native/core/system-context.ts';
import { startNodeSeat } from '../host/node-seat.ts';

const minuteMs = 60_000;
const people = 40;
/** Twice the Ausweis: that is what people come for. */
const wishes = ['personalausweis', 'meldebescheinigung', 'personalausweis', 'ausgabe', 'unterschriftsbeglaubigung'];
const minutes: Readonly<Record<string, number>> = { personalausweis: 13, meldebescheinigung: 5, ausgabe: 4 };

/** Eight in the morning of the day before, at the counter. */
function openingMs(nowMs: number): number {
  const noonMs = Date.parse(`${berlinDay(nowMs - 24 * 60 * minuteMs)}T12:00:00Z`);
  const hourThere = Number(
    new Intl.DateTimeFormat('de-DE', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/Berlin' })
      .formatToParts(noonMs)
      .find(({ type }) => type === 'hour')?.value,
  );
  return noonMs - (hourThere - 8) * 60 * minuteMs;
}

/** Gives the day. The same seed gives the same day. */
export async function playDayBefore(seat: { dataDir: string; policyFile: string }): Promise<string> {
  let aheadMs = openingMs(Date.now()) - Date.now();
  const skip = (spanMs: number): void => {
    aheadMs += spanMs;
  };
  const clock = { ...systemClock, nowMs: () => Date.now() + aheadMs };
  const day = berlinDay(clock.nowMs());
  const running = await startNodeSeat({ ...seat, clock, training: { pace: 0, seed: 3 } });
  try {
    const appointments = connectServed(appointmentsContract, running.clerkWindow);
    const vorgang = connectServed(vorgangContract, running.clerkWindow);
    const gate = connectServed(gateContract, running.clerkWindow);
    await connectServed(sessionContract, running.clerkWindow).signIn({ userName: 'berger', pin: '274913' });
    await until(async () => (await gate.state({})).state === 'verbunden');
    let come = 0;
    for (let turn = 0; turn < people; turn += 1) {
      // Two at once now and then: so that some wait longer.
      for (const _ of turn % 9 === 0 ? [1, 2] : [1]) {
        if (come >= people) break;
        await appointments.walkIn({ serviceId: wishes[come % wishes.length] ?? null });
        come += 1;
        skip(((come * 37) % 4) * minuteMs);
      }
      const { calledId, entries } = await appointments.callNext({});
      const called = entries.find(({ id }) => id === calledId);
      if (!called) continue;
      skip(minuteMs / 2);
      const serviceId = called.serviceId ?? 'meldebescheinigung';
      const { summary } = await appointments.startVorgang({ id: called.id, serviceId });
      skip((minutes[serviceId] ?? 8) * minuteMs + ((turn * 53) % 150) * 1_000);
      await vorgang.cancel({ vorgangId: summary.id, reason: 'Tag davor in der Vorführung' });
    }
    await until(async () => (await gate.state({})).waiting === 0);
  } finally {
    await running.stop();
  }
  return day;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 40_000;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('the day before does not end');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
