/** What every card reader model must do with a staff card; run against the virtual one over each of its links. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardSubject } from './conformance.ts';

const signal = new AbortController().signal;
const challenge = Buffer.from('eine Aufgabe, die es nur einmal gibt');
const digest = createHash('sha256').update(challenge).digest();
const pins = { 'staff-berger': '274913', 'staff-kraus': '931745' };

/** The reader under test must be opened with a trace: `traced` gives its lines so far. */
export function staffCardConformance(title: string, start: () => Promise<CardSubject & { traced(): string }>): void {
  describe(`staff card conformance: ${title}`, () => {
    let subject: CardSubject & { traced(): string };
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(async () => {
      await subject?.reader.close();
      await subject?.virtual.close();
    });
    const lay = async (profile: string, fault: Record<string, unknown> = { kind: 'none' }) => {
      await subject.virtual.act('remove');
      await subject.virtual.act('set-fault', fault);
      await subject.virtual.act('insert', { profile });
      await subject.reader.waitForCard({ timeoutMs: 5000, signal });
    };

    it('reads the certificate without a PIN and signs with it: what is signed proves whose card it is', async () => {
      await lay('staff-berger');
      const certificate = await subject.reader.readStaffCertificate(signal);
      const { publicKey } = new X509Certificate(certificate);
      expect(publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
      const outcome = await subject.reader.signAsStaff({ pin: pins['staff-berger'], digest, certificate }, signal);
      if (outcome.kind !== 'signed') throw new Error(outcome.kind);
      expect(verify('sha256', challenge, { key: publicKey, dsaEncoding: 'der' }, outcome.signature)).toBe(true);
      expect(verify('sha256', digest, { key: publicKey, dsaEncoding: 'der' }, outcome.signature)).toBe(false);
    });

    it('counts wrong PINs down, blocks, and stays blocked when the card was away', async () => {
      await lay('staff-kraus');
      const certificate = await subject.reader.readStaffCertificate(signal);
      const attempt = (pin: string) => subject.reader.signAsStaff({ pin, digest, certificate }, signal);
      expect(await attempt('000001')).toEqual({ kind: 'wrong-pin', left: 2 });
      expect(await attempt('00000002')).toEqual({ kind: 'wrong-pin', left: 1 });
      expect((await attempt(pins['staff-kraus'])).kind).toBe('signed');
      expect(await attempt('000003')).toEqual({ kind: 'wrong-pin', left: 2 });
      expect(await attempt('000004')).toEqual({ kind: 'wrong-pin', left: 1 });
      expect(await attempt('000005')).toEqual({ kind: 'blocked' });
      await lay('staff-kraus');
      expect(await attempt(pins['staff-kraus'])).toEqual({ kind: 'blocked' });
    });

    it('tries no PIN at another card than the one that was read', async () => {
      await lay('staff-berger');
      const certificate = await subject.reader.readStaffCertificate(signal);
      await lay('staff-stranger');
      const stranger = await subject.reader.readStaffCertificate(signal);
      for (let round = 0; round < 4; round += 1) {
        const exchanged = subject.reader.signAsStaff({ pin: '000001', digest, certificate }, signal);
        await expect(exchanged).rejects.toMatchObject({ code: 'card.exchanged' });
      }
      const wrong = await subject.reader.signAsStaff({ pin: '000001', digest, certificate: stranger }, signal);
      expect(wrong).toEqual({ kind: 'wrong-pin', left: 2 });
    });

    it.each(['passport', 'id-card-2021', 'empty'])('does not take %s for a staff card', async (profile) => {
      await lay(profile);
      const read = subject.reader.readStaffCertificate(signal);
      await expect(read).rejects.toMatchObject({ code: 'card.not-a-staff-card' });
    });

    it('tells an empty reader, a card taken away in between, and noise', async () => {
      await subject.virtual.act('remove');
      await expect.poll(() => subject.reader.cardPresent(), { timeout: 3000 }).toBe(false);
      await expect(subject.reader.readStaffCertificate(signal)).rejects.toMatchObject({ code: 'card.absent' });
      await lay('staff-berger');
      const certificate = await subject.reader.readStaffCertificate(signal);
      for (const afterCommands of [1, 2, 3, 4]) {
        await lay('staff-berger', { kind: 'removal', afterCommands });
        const signing = subject.reader.signAsStaff({ pin: pins['staff-berger'], digest, certificate }, signal);
        await expect(signing, `after ${afterCommands}`).rejects.toMatchObject({ code: 'card.removed' });
      }
      await lay('staff-berger', { kind: 'garbage' });
      await expect(subject.reader.readStaffCertificate(signal)).rejects.toMatchObject({ code: 'card.garbled' });
      await lay('staff-berger');
      expect((await subject.reader.signAsStaff({ pin: pins['staff-berger'], digest, certificate }, signal)).kind).toBe(
        'signed',
      );
    });

    it('notices that the card was taken away, and stops looking when told to', async () => {
      await lay('staff-berger');
      const gone = subject.reader.waitForRemoval(signal);
      await subject.virtual.act('remove');
      await gone;
      await lay('staff-berger');
      const stop = new AbortController();
      const waiting = subject.reader.waitForRemoval(stop.signal);
      setTimeout(() => stop.abort(), 50);
      await expect(waiting).rejects.toMatchObject({ code: 'device.cancelled' });
    });

    it('writes no PIN into the trace, right or wrong, whole or padded', () => {
      const lines = subject.traced().toLowerCase();
      expect(lines).toContain('=> 0020008000'); // a VERIFY, emptied
      const typed = [...Object.values(pins), '000001', '000002', '000003', '000004', '000005'];
      for (const pin of typed) expect(lines).not.toContain(Buffer.from(pin).toString('hex'));
    });
  });
}
