import { expect, it } from 'vitest';
import { never, witness } from '../conformance.ts';
import { startMemorySubject } from './memory-subject.ts';

const order = { amountCents: 3700 };

it('reprints, diagnoses, initialises, speaks another language, logs off and comes back', async () => {
  const { terminal, virtual, clock } = await startMemorySubject({ seed: 4 });
  const seen = witness();
  const all = async () => {
    await terminal.pay(order, seen, never);
    await terminal.pay(order, seen, never);
    const again = witness();
    await terminal.reprint({ from: 1, to: 2 }, again);
    expect(again.receipts.map(({ kind }) => kind)).toEqual(['merchant', 'customer', 'merchant', 'customer']);
    const service = witness();
    await terminal.diagnose(service);
    await terminal.initialise(service);
    expect(service.receipts.map(({ kind, lines }) => `${kind} ${lines[1]}`)).toEqual([
      'administration Erweiterte Diagnose',
      'administration Initialisierung',
    ]);
    await terminal.selectLanguage('pl');
    await terminal.logOff();
    expect((await terminal.pay(order, seen, never)).kind).toBe('paid');
    await virtual.act('lock', { status: 0xf0 });
    expect(await terminal.state()).toMatchObject({ statusCode: 0xf0, locks: ['Kassenschnitt nötig'] });
  };
  await clock.run(all());
});

it('asks for totals before every payment where the profile says so, and never where it says not', async () => {
  const before = async (askTotals: string, repeat: string) => {
    const { terminal, virtual, clock } = await startMemorySubject({ seed: 4, options: { askTotals } });
    await virtual.act('set-behaviour', { repeat });
    await virtual.act('pay-at-terminal', order);
    return (await clock.run(terminal.counters())).totals?.totalCents;
  };
  expect(await before('always', 'normal')).toBe(3700);
  expect(await before('when-unsure', 'normal')).toBeUndefined();
  expect(await before('when-unsure', 'unsupported')).toBe(3700);
  expect(await before('never', 'unsupported')).toBeUndefined();
});
