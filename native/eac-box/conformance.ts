/** What every EAC-Box model must do, run against the virtual box. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeHex } from '../core/hex.ts';
import type { VirtualDevice } from '../core/model.ts';
import type { EacBox } from './port.ts';

export interface EacBoxSubject {
  virtual: VirtualDevice;
  box: EacBox;
}

const never = new AbortController().signal;
const address = Uint8Array.of(0x71, 0x05, 0xa2, 0x03, 0x0c, 0x01, 0x58);
const municipality = Uint8Array.of(0x72, 0x09, 0x04, 0x07, 0x02, 0x76, 0x08, 0x03, 0x17, 0x00, 0x47);

export function eacBoxConformance(title: string, start: () => Promise<EacBoxSubject>): void {
  describe(`EAC-Box conformance: ${title}`, () => {
    let virtual: VirtualDevice;
    let box: EacBox;
    beforeAll(async () => {
      ({ virtual, box } = await start());
    });
    afterAll(async () => {
      await box?.close();
      await virtual?.close();
    });
    beforeEach(async () => {
      await virtual.act('set-fault', { kind: 'none' });
      await virtual.act('set-pad', { byHand: false });
      await virtual.act('insert-card', { kind: 'id-card' });
    });
    const refuses = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

    it('says who it is and goes through its states', async () => {
      expect(box.info).toMatchObject({ virtual: true, firmware: '1.0' });
      await virtual.act('remove-card');
      expect(await box.state()).toMatchObject({ phase: 'ready', card: 'none', tokenConnected: false });
      await box.check();
      await virtual.act('alarm');
      expect(await box.state()).toMatchObject({ phase: 'locked' });
      await refuses(box.check(), 'eac-box.locked');
      await refuses(box.authenticate('CAN', 'AT', never), 'eac-box.locked');
      await virtual.act('insert-token');
      expect(await virtual.act('enter-token-pin', { pin: '0000' })).toEqual({ accepted: false });
      expect(await virtual.act('enter-token-pin', { pin: '1234' })).toEqual({ accepted: true });
      expect(await box.state()).toMatchObject({ phase: 'initialized', tokenConnected: true });
      await refuses(box.changePin(never), 'eac-box.locked');
      await virtual.act('remove-token');
      await box.check();
    });

    it('changes an address and reads it back', async () => {
      const passive = await box.authenticate('CAN', 'AT', never);
      expect(passive.digest.code).toBe(0);
      const before = await box.readFiles('eID', ['DG1', 'DG4', 'DG17', 'DG18', 'DG19']);
      expect([...before.keys()]).toEqual(['DG1', 'DG4', 'DG17', 'DG18']);
      await box.writeDataGroup(17, address);
      await box.writeDataGroup(18, municipality);
      const after = await box.readFiles('eID', ['DG17', 'DG18']);
      expect([
        encodeHex(after.get('DG17') ?? address.slice(0, 0)),
        encodeHex(after.get('DG18') ?? address.slice(0, 0)),
      ]).toEqual([encodeHex(address), encodeHex(municipality)]);
    });

    it('keeps the order and the rights', async () => {
      await refuses(box.readFiles('eID', ['DG1']), 'device.refused');
      await refuses(box.writeDataGroup(17, address), 'device.refused');
      await box.authenticate('CAN', 'IS', never);
      await refuses(box.writeDataGroup(17, address), 'device.refused');
      await expect(box.writeDataGroup(16, address)).rejects.toThrow(RangeError);
      expect((await box.readFiles('ePassport', ['DG1', 'EF-SOD'])).size).toBe(2);
      await virtual.act('insert-card', { kind: 'id-card' });
      await refuses(box.readFiles('ePassport', ['DG1']), 'device.refused');
    });

    it('tells wrong cards and no card', async () => {
      await virtual.act('insert-card', { kind: 'passport' });
      await refuses(box.authenticate('CAN', 'AT', never), 'eac-box.wrong-card');
      await box.authenticate('CAN', 'IS', never);
      await refuses(box.readFiles('eID', ['DG17']), 'eac-box.wrong-card');
      await virtual.act('insert-card', { kind: 'bac-passport' });
      await refuses(box.authenticate('CAN', 'IS', never), 'eac-box.wrong-card');
      await box.authenticate('MRZ', 'IS', never);
      await virtual.act('remove-card');
      await refuses(box.authenticate('CAN', 'AT', never), 'eac-box.no-card');
    });

    it('sets a new PIN and switches the function on', async () => {
      for (const pin of ['pin-suspended', 'pin-blocked', 'pin-deactivated']) {
        await virtual.act('insert-card', { kind: 'id-card', pin });
        expect((await box.state()).card).toBe(pin);
        await refuses(box.authenticate('PIN', 'AT', never), 'eac-box.pin-blocked');
      }
      await box.authenticate('CAN', 'AT', never);
      await box.changePin(never);
      expect((await box.state()).card).toBe('pin-deactivated');
      await box.activateEid();
      expect((await box.state()).card).toBe('eac2');
    });

    it('waits for the entry at the box, and for its cancel', async () => {
      await virtual.act('set-pad', { byHand: true });
      const right = box.authenticate('CAN', 'AT', never);
      await expect.poll(() => virtual.act('state')).toMatchObject({ prompt: 'CAN' });
      await virtual.act('enter-can', { can: '500540' });
      await right;
      await virtual.act('enter-can', { can: '000000' });
      await refuses(box.authenticate('CAN', 'AT', never), 'card.refused');
      await virtual.act('cancel');
      await refuses(box.authenticate('CAN', 'AT', never), 'device.cancelled');
      const removed = box.authenticate('CAN', 'AT', never);
      await expect.poll(() => virtual.act('state')).toMatchObject({ prompt: 'CAN' });
      await virtual.act('remove-card');
      await refuses(removed, 'eac-box.no-card');
      expect(await virtual.act('state')).toMatchObject({ secretsReceived: 0 });
    });

    it('ends a call the clerk cancels, and takes the next', async () => {
      await virtual.act('set-fault', { kind: 'slow', delayMs: 300 });
      const stop = new AbortController();
      const call = box.authenticate('CAN', 'AT', stop.signal);
      setTimeout(() => stop.abort(), 50);
      await refuses(call, 'device.cancelled');
      await expect
        .poll(() =>
          box.authenticate('CAN', 'AT', never).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
    });

    it.each([
      [{ kind: 'error', value: 101 }, 'eac-box.no-card'],
      [{ kind: 'error', value: 102 }, 'eac-box.pin-blocked'],
      [{ kind: 'error', value: 105 }, 'eac-box.wrong-card'],
      [{ kind: 'error', value: 107 }, 'device.cancelled'],
      [{ kind: 'error', value: 109 }, 'device.garbled'],
      [{ kind: 'error', value: 111 }, 'card.refused'],
      [{ kind: 'error', value: 4711 }, 'device.refused'],
      [{ kind: 'soap-fault', version: '1.1' }, 'device.garbled'],
      [{ kind: 'soap-fault', version: '1.2' }, 'device.garbled'],
      [{ kind: 'garbage' }, 'device.garbled'],
      [{ kind: 'half-answer' }, 'device.disconnected'],
      [{ kind: 'lost-answer' }, 'device.disconnected'],
    ])('tells the fault %o', async (fault, code) => {
      await virtual.act('set-fault', fault);
      await refuses(box.authenticate('CAN', 'AT', never), code);
    });

    it('leaves a write whose answer was lost to the caller, who reads it back', async () => {
      await box.authenticate('CAN', 'AT', never);
      await virtual.act('set-fault', { kind: 'lost-answer', operation: 'writeDataGroup' });
      await refuses(box.writeDataGroup(17, address), 'device.disconnected');
      expect((await box.readFiles('eID', ['DG17'])).get('DG17')).toEqual(address);
    });

    it('bears warnings and odd forms, and a box that was off', async () => {
      await virtual.act('set-fault', { kind: 'warning' });
      await box.authenticate('CAN', 'AT', never);
      await virtual.act('set-fault', { kind: 'odd-form' });
      await box.authenticate('CAN', 'AT', never);
      expect((await box.readFiles('eID', ['DG1'])).size).toBe(1);
      await virtual.act('power-off');
      await expect(box.check()).rejects.toThrow(/^device\.(disconnected|unreachable)/);
      await virtual.act('power-on');
      await refuses(box.check(), 'eac-box.locked');
      await virtual.act('insert-token');
      await virtual.act('enter-token-pin', { pin: '1234' });
      await virtual.act('remove-token');
      await box.check();
    });
  });
}
