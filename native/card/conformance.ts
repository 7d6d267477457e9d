/** What every card reader model must do, whatever lies behind it; run against the virtual card over each of its links. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualDevice } from '../core/model.ts';
import type { CardReader } from './port.ts';

export interface CardSubject {
  virtual: VirtualDevice;
  reader: CardReader;
}

const never = new AbortController().signal;

export function cardConformance(title: string, start: () => Promise<CardSubject>): void {
  describe(`card conformance: ${title}`, () => {
    let virtual: VirtualDevice;
    let reader: CardReader;
    beforeAll(async () => {
      ({ virtual, reader } = await start());
    });
    afterAll(async () => {
      await reader?.close();
      await virtual?.close();
    });
    const lay = async (profile: string, fault: Record<string, unknown> = { kind: 'none' }) => {
      await virtual.act('remove');
      await virtual.act('set-fault', fault);
      await virtual.act('insert', { profile });
      await reader.waitForCard({ timeoutMs: 5000, signal: never });
    };

    it('tells an empty field and says that it is virtual', async () => {
      await reader.check();
      expect(reader.info).toMatchObject({ model: 'pcsc', virtual: true });
      expect(await reader.cardPresent()).toBe(false);
      await expect(reader.inspect(never)).rejects.toMatchObject({ code: 'card.absent' });
      await expect(reader.waitForCard({ timeoutMs: 50, signal: never })).rejects.toMatchObject({ code: 'card.absent' });
    });

    it('stops waiting when the clerk cancels', async () => {
      const stop = new AbortController();
      const waiting = reader.waitForCard({ timeoutMs: 60_000, signal: stop.signal });
      setTimeout(() => stop.abort(), 100);
      await expect(waiting).rejects.toMatchObject({ code: 'device.cancelled' });
      await expect(reader.waitForCard({ timeoutMs: 1000, signal: stop.signal })).rejects.toMatchObject({
        code: 'device.cancelled',
      });
    });

    it('notices a card that is laid on and taken away', async () => {
      const waiting = reader.waitForCard({ timeoutMs: 5000, signal: never });
      await virtual.act('insert', { profile: 'passport' });
      await waiting;
      expect(await reader.cardPresent()).toBe(true);
      await virtual.act('remove');
      await expect.poll(() => reader.cardPresent(), { timeout: 3000 }).toBe(false);
    });

    it.each([
      ['id-card-2021', ['ECDH-GM-AES-CBC-CMAC-128', 'ECDH-CAM-AES-CBC-CMAC-128'], true, true],
      ['id-card-2010', ['ECDH-GM-AES-CBC-CMAC-128'], true, true],
      ['passport', ['ECDH-GM-AES-CBC-CMAC-128', 'ECDH-CAM-AES-CBC-CMAC-128'], true, false],
      ['empty', [], false, false],
    ])('inspects %s twice with the same result', async (profile, protocols, biometric, eid) => {
      await lay(profile);
      const first = await reader.inspect(never);
      expect(first.pace.map((offer) => [offer.protocol, offer.parameterId])).toEqual(
        protocols.map((name) => [name, 13]),
      );
      expect(first.cardAccess === undefined).toBe(protocols.length === 0);
      expect([first.hasBiometricApplication, first.hasEidApplication]).toEqual([biometric, eid]);
      expect(await reader.inspect(never)).toEqual(first);
    });

    it('reads the same from chips with manners of their own', async () => {
      await lay('id-card-2021');
      const plain = await reader.inspect(never);
      const manners = [
        { kind: 'short-reads', bytes: 3 },
        { kind: 'exact-length' },
        { kind: 'get-response' },
        { kind: 'slow', delayMs: 20 },
      ];
      for (const fault of manners) {
        await virtual.act('set-fault', fault);
        expect(await reader.inspect(never), fault.kind).toEqual(plain);
      }
    });

    it('tells removal in the middle and garbage, and works again afterwards', async () => {
      await lay('id-card-2021', { kind: 'removal', afterCommands: 2 });
      await expect(reader.inspect(never)).rejects.toMatchObject({ code: 'card.removed' });
      await lay('id-card-2021', { kind: 'garbage' });
      await expect(reader.inspect(never)).rejects.toMatchObject({ code: 'card.garbled' });
      await lay('passport');
      expect((await reader.inspect(never)).hasBiometricApplication).toBe(true);
    });

    it('gives up between two commands when cancelled', async () => {
      await lay('id-card-2021', { kind: 'slow', delayMs: 100 });
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 150);
      await expect(reader.inspect(stop.signal)).rejects.toMatchObject({ code: 'device.cancelled' });
    });
  });
}
