import { describe, expect, it } from 'vitest';
import type { GateView } from '../contract/central.ts';
import type { DeviceView } from '../contract/devices.ts';
import type { JsonObject } from '../contract/json.ts';
import { checkDevices } from './check-devices.ts';
import { checkKeys } from './check-keys.ts';
import { checkLaw } from './check-law.ts';
import { checkMachine } from './check-machine.ts';
import { checkGate, checkTill } from './check-till.ts';
import { createSeatCheckRoom } from './seat-check-room.ts';

const brief = (items: readonly { id: string; state: string }[]) => items.map(({ id, state }) => `${id} ${state}`);
const gigabyte = 1024 ** 3;
const nowMs = Date.UTC(2026, 10, 22, 8);
const fine = { nowMs, lastEventAt: new Date(nowMs - 60_000).toISOString(), events: 12_345, freeBytes: 20 * gigabyte };

const pad: DeviceView = {
  id: 'pad-1',
  deviceClass: 'signature',
  title: 'Unterschriften-Pad',
  model: 'wacom-stu',
  label: 'STU-540',
  firmware: '1',
  virtual: true,
  state: 'ready',
  error: null,
  since: '',
};

describe('the parts of the Platzprüfung', () => {
  it('name every device, its virtual mark and the remedy of its fault', () => {
    const textOf = (code: string) => ({ title: `Titel ${code}`, remedy: 'Stecker prüfen.' });
    const items = checkDevices(
      [pad, { ...pad, id: 'pad-2', virtual: false, label: '', state: 'fault', error: 'device.disconnected' }],
      textOf,
    );
    expect(items).toMatchObject([
      { id: 'device-pad-1', state: 'ok', text: 'STU-540 (virtuell): bereit.', remedy: '' },
      { id: 'device-pad-2', state: 'fault', text: 'wacom-stu: Titel device.disconnected.', remedy: 'Stecker prüfen.' },
    ]);
    expect(brief(checkDevices([], textOf))).toEqual(['devices warning']);
    expect(brief(checkDevices([{ ...pad, state: 'starting' }], textOf))).toEqual(['device-pad-1 warning']);
  });

  it.each([
    [{}, ['clock ok', 'disk ok', 'journal ok']],
    [{ nowMs: nowMs - 62_000 }, ['clock ok', 'disk ok', 'journal ok']],
    [{ nowMs: nowMs - 62_001 }, ['clock fault', 'disk ok', 'journal ok']],
    [{ nowMs: nowMs + 400 * 24 * 3_600_000 }, ['clock warning', 'disk ok', 'journal ok']],
    [{ lastEventAt: null, freeBytes: gigabyte }, ['clock ok', 'disk warning', 'journal ok']],
    [{ freeBytes: gigabyte / 8 }, ['clock ok', 'disk fault', 'journal ok']],
    [{ freeBytes: null }, ['clock ok', 'disk warning', 'journal ok']],
  ])('look at clock and disk: %j', (change, expected) => {
    expect(brief(checkMachine({ ...fine, ...change }))).toEqual(expected);
  });

  it('tell the generation of the authority key, and that a newer one waits for the next start', () => {
    const facts = { inUse: 2, inFile: 2, adoptedOn: '2026-11-22' };
    expect(checkKeys(facts)).toMatchObject({
      state: 'ok',
      text: 'Generation 2, hinterlegt am 22.11.2026.',
      remedy: '',
    });
    expect(checkKeys({ ...facts, adoptedOn: null }).text).toBe('Generation 2.');
    expect(checkKeys({ ...facts, inFile: 3 })).toMatchObject({
      state: 'warning',
      text: 'Generation 2 in Gebrauch. Generation 3 liegt bereit und gilt ab dem nächsten Start.',
    });
  });

  it('find law rows that are unverified or end within 30 days without a next one', () => {
    const row = { key: 'a.fee', validFrom: '2026-01-01', validTo: null, confidence: 'H' as const };
    const today = '2026-12-05';
    const texts = (rows: Parameters<typeof checkLaw>[0]) =>
      checkLaw(rows, today).map(({ state, text }) => [state, text]);
    expect(texts([row])).toEqual([
      ['ok', 'Alle Werte sind geprüft.'],
      ['ok', 'In den nächsten 30 Tagen läuft nichts aus.'],
    ]);
    const ending = { ...row, validTo: '2026-12-31' };
    expect(texts([ending])[1]).toEqual(['warning', 'Bald ohne gültigen Wert: a.fee bis 31.12.2026.']);
    expect(texts([ending, { ...row, validFrom: '2027-01-01' }])[1]?.[0]).toBe('ok');
    expect(texts([{ ...row, validTo: '2027-01-05' }])[1]?.[0]).toBe('ok');
    const unverified = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ ...row, key, confidence: 'U' as const }));
    expect(texts([...unverified, { ...row, confidence: 'U', validTo: '2026-06-30' }])[0]).toEqual([
      'warning',
      'Nicht geprüft: a, b, c und 2 weitere.',
    ]);
  });

  it('look at till and city network', () => {
    const till = { takesCash: true, cashCents: 10_000, closingOpen: false };
    const states = [
      till,
      { ...till, cashCents: 0 },
      { ...till, closingOpen: true },
      { ...till, takesCash: false, cashCents: 0 },
    ];
    expect(states.map((facts) => checkTill(facts).state)).toEqual(['ok', 'warning', 'warning', 'ok']);
    const gate: GateView = { state: null, reason: 'start', showsPersonal: true, since: null, acts: [], waiting: null };
    const lines = [null, 'verbunden', 'gestört', 'getrennt'] as const;
    expect(lines.map((state) => checkGate({ ...gate, state, waiting: 3 }).state)).toEqual([
      'ok',
      'ok',
      'warning',
      'fault',
    ]);
    expect(checkGate({ ...gate, state: 'gestört', waiting: 3 }).text).toContain('Einträge: 3.');
  });
});

describe('the room', () => {
  function room(signedIn = true) {
    const written: { kind: string; body: JsonObject }[] = [];
    const printed: string[] = [];
    const calls = createSeatCheckRoom({
      journal: {
        append(event) {
          written.push(event);
          return { sequence: 1, at: '', vorgangId: null, virtual: false, ...event, body: event.body } as never;
        },
        events: () => [],
        centre: { lastSequence: () => 0 },
      },
      clock: { nowMs: () => nowMs, after: () => () => {} },
      centreClock: null,
      certificateEnds: null,
      terminalOffsetMs: () => null,
      stockLow: () => [],
      stockKinds: () => 0,
      seat: {
        id: 'P1',
        name: 'Platz',
        authority: 'Stadt',
        ortsverwaltung: 'OV',
        authorityAddress: [],
        place: 'Mainz',
        training: false,
      },
      notes: ['Das Dienstsiegel liegt im Tresor.'],
      today: () => '2026-11-22',
      views: () => [pad],
      textOf: () => ({ title: '', remedy: '' }),
      lawRows: () => [],
      till: () => ({ takesCash: true, cashCents: 0, closingOpen: false }),
      keys: async () => ({ inUse: 1, inFile: 1, adoptedOn: null }),
      gate: async () => ({ state: null, reason: 'start', showsPersonal: true, since: null, acts: [], waiting: null }),
      freeBytes: async () => 20 * gigabyte,
      devices: {
        printerSupplies: async () => ({ reasons: [], mediaReady: [], markers: [] }),
        async print(order) {
          printed.push(order.jobName);
          return { kind: 'rejected', code: 'device.busy', text: '' };
        },
      },
      pdf: async (definition) => new TextEncoder().encode(JSON.stringify(definition)),
      clerk() {
        if (!signedIn) throw new Error('nobody');
        return { userName: 'adler', displayName: 'Anna Adler', role: 'stand-in' };
      },
    });
    return { calls, written, printed };
  }

  it('reports to whoever is signed in and journals counts only', async () => {
    const { calls, written, printed } = room();
    const report = await calls.run({}, {});
    expect(report).toMatchObject({
      checkedAt: '2026-11-22T08:00:00.000Z',
      notes: ['Das Dienstsiegel liegt im Tresor.'],
    });
    expect(written).toEqual([
      { kind: 'seat-checked', scope: 'seat', actor: 'adler', body: { ok: 8, warning: 1, fault: 0 } },
    ]);
    await expect(calls.print({}, {})).rejects.toMatchObject({ code: 'device.busy' });
    expect(printed).toEqual(['Platzpruefung-P1-20261122080000000']);
    const nobody = room(false);
    await expect(nobody.calls.run({}, {})).rejects.toThrow('nobody');
    await expect(nobody.calls.notes({}, {})).rejects.toThrow('nobody');
    expect(nobody.written).toEqual([]);
  });
});
