import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAppError } from './contract/app-error.ts';
import { loadPolicy, trainingPolicy } from './load-policy.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'zweitplatz-policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const device = { id: 'terminal-1', class: 'payment', model: 'zvt-tcp', options: { host: '10.1.2.3' } };
const centre = {
  host: '10.1.0.1',
  port: 5432,
  ca: 'ca.crt',
  cert: 'a.crt',
  key: 'a.key',
  pinnedSha256: 'ab'.repeat(32),
};
const live = { ...trainingPolicy, mode: 'live', devices: [device], centre };

function load(content: unknown) {
  const file = path.join(folder, 'policy.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadPolicy(file);
}

function refusal(content: unknown): string {
  try {
    load(content);
    return 'accepted';
  } catch (error) {
    return isAppError(error) ? `${error.code} ${error.params.field ?? error.params.device}` : String(error);
  }
}

describe('the policy file', () => {
  it('is a training seat without one, and never falls back to it', () => {
    expect(loadPolicy(null).mode).toBe('training');
    expect(load(live)).toEqual(live);
    const missing = path.join(folder, 'gone.json');
    expect(() => loadPolicy(missing)).toThrow(
      expect.objectContaining({ code: 'policy.invalid', params: { field: missing, problem: 'Datei fehlt' } }),
    );
  });

  it.each([
    ['format', { ...live, format: 2 }],
    ['mode', { ...live, mode: 'demo' }],
    ['seat.id', { ...live, seat: { ...live.seat, id: 'platz 7' } }],
    ['seat.ags', { ...live, seat: { ...live.seat, ags: '7315' } }],
    ['seat.authorityAddress', { ...live, seat: { ...live.seat, authorityAddress: [] } }],
    ['seat.place', { ...live, seat: { ...live.seat, place: undefined } }],
    ['devices.0.class', { ...live, devices: [{ ...device, class: 'scanner' }] }],
    ['devices.0.id', { ...live, devices: [{ ...device, id: '../terminal' }] }],
    ['devices.1.options.host', { ...live, devices: [device, { ...device, id: 'b', options: { host: ['a'] } }] }],
    ['till.cash', { ...live, till: { name: 'Kasse', cash: 'ja' } }],
    ['seals', { ...live, seals: 'S-07' }],
    ['centre.pinnedSha256', { ...live, centre: { ...centre, pinnedSha256: 'AB' } }],
    ['centre.port', { ...live, centre: { ...centre, port: 0 } }],
    ['devices', { ...live, devices: [device, { ...device, class: 'printer' }] }],
  ])('names the broken field %s', (field, content) => {
    expect(refusal(content)).toBe(`policy.invalid ${field}`);
  });

  it('refuses a live seat without a centre, and lets a training seat stand alone', () => {
    expect(refusal({ ...live, centre: undefined })).toBe('centre.missing-in-live undefined');
    expect(refusal({ ...trainingPolicy, devices: [device] })).toBe('accepted');
  });

  it('refuses unknown keys by name, text that is no JSON, and a file too large', () => {
    const problem = (content: unknown) => {
      try {
        load(content);
        return '';
      } catch (error) {
        return isAppError(error) ? String(error.params.problem) : '';
      }
    };
    expect(problem({ ...live, center: 'x' })).toContain('center');
    expect(problem({ ...live, seat: { ...live.seat, nmae: 'x' } })).toContain('nmae');
    expect(problem('{"format": 1,')).toMatch(/JSON/);
    for (const nothing of ['', 'null', '[]', '7', '"live"'])
      expect(refusal(nothing)).toMatch(/^policy\.invalid .*policy\.json$/);
    expect(problem(' '.repeat(1024 * 1024 + 1))).toBe('Datei zu groß');
  });

  it('refuses a virtual device at a live seat and takes it at a training seat', () => {
    const devices = [{ ...device, options: { virtual: true } }];
    expect(refusal({ ...live, devices })).toBe('policy.virtual-in-live terminal-1');
    expect(load({ ...live, mode: 'training', devices }).devices).toEqual(devices);
  });
});
