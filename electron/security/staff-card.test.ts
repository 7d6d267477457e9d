import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CardChannel } from '../../native/card/pcsc/card-channel.ts';
import { readStaffCertificate, signWithStaffCard } from '../../native/card/pcsc/piv-card.ts';
import { staffCards } from '../../native/card/pcsc/virtual/staff-card.table.ts';
import { VirtualStaffCard } from '../../native/card/pcsc/virtual/virtual-staff-card.ts';
import { silentLog } from '../../native/core/system-context.ts';
import { AppError } from '../contract/app-error.ts';
import { codeOf, entryOf, MemoryDirectory, MemoryJournal, seatWith } from './directory-fixture.ts';
import type { CardOutcome, StaffCards } from './port.ts';
import { createCardProof } from './staff-card.ts';

type Name = keyof typeof staffCards;
const annaPin = staffCards['staff-berger'].pin;
const leoPin = staffCards['staff-kraus'].pin;

/** A reader with the virtual card behind it, and a hand that meddles with what the card said. */
class Reader implements StaffCards {
  lying: Name | null = null;
  readonly signatures: Uint8Array[] = [];
  readonly digests: string[] = [];
  meddle: (outcome: CardOutcome) => CardOutcome = (outcome) => outcome;
  asked = 0;
  readonly #cards = new Map<Name, VirtualStaffCard>();

  ready = () => true;
  identify = () => this.#with((channel) => readStaffCertificate(channel));
  sign = ({ pin, digest }: { pin: string; digest: Uint8Array }) =>
    this.#with(async (channel) => {
      this.asked += 1;
      this.digests.push(Buffer.from(digest).toString('hex'));
      await readStaffCertificate(channel);
      const outcome = await signWithStaffCard(channel, { pin, digest });
      if (outcome.kind === 'signed') this.signatures.push(outcome.signature);
      return this.meddle(outcome);
    });

  async #with<T>(work: (channel: CardChannel) => Promise<T>): Promise<T> {
    if (this.lying === null) throw new AppError('card.absent');
    const card = this.#cards.get(this.lying) ?? new VirtualStaffCard(staffCards[this.lying]);
    this.#cards.set(this.lying, card);
    card.reset();
    const exchange = { exchange: async (bytes: Uint8Array) => card.transmit(bytes), close: async () => {} };
    return work(new CardChannel(exchange, silentLog, new AbortController().signal));
  }
}

async function seat() {
  const reader = new Reader();
  const card = createCardProof({ cards: reader, authority: 'Stadt', seatId: 'P1', clock: { nowMs: () => 0 } });
  const remote = new MemoryDirectory();
  for (const name of ['ida', 'anna', 'leo'] as const) remote.texts.push(JSON.stringify(await entryOf(name)));
  const at = seatWith(remote, new MemoryJournal(), card);
  const lay = (name: Name | null) => {
    reader.lying = name;
  };
  lay('staff-berger');
  await at.room.registerCard({ userName: 'anna', cardPin: annaPin }, {});
  lay('staff-kraus');
  await at.room.registerCard({ userName: 'leo', cardPin: leoPin }, {});
  const signIn = (cardPin: string, expected = {}) => codeOf(at.clerks.verify({ cardPin }, expected));
  reader.asked = 0;
  return { ...at, remote, reader, lay, signIn };
}

describe('sign-in by staff card', () => {
  it('knows who it is by the card alone, and asks the card something new each time', async () => {
    const { clerks, reader, lay, journal } = await seat();
    lay('staff-berger');
    expect(await clerks.verify({ cardPin: annaPin })).toMatchObject({ userName: 'anna', role: 'clerk' });
    lay('staff-kraus');
    expect(await clerks.verify({ cardPin: leoPin })).toMatchObject({ userName: 'leo', role: 'lead' });
    await clerks.verify({ cardPin: leoPin });
    expect(new Set(reader.digests).size).toBe(reader.digests.length);
    expect(journal.events.at(-1)).toEqual({
      kind: 'clerk-signed-in',
      actor: 'leo',
      body: { role: 'lead', by: 'card' },
    });
  });

  it('takes no signature from before, from another card, or over something else', async () => {
    const { reader, lay, signIn } = await seat();
    lay('staff-berger');
    expect(await signIn(annaPin)).toBe('done');
    const replayed = reader.signatures.at(-1) ?? new Uint8Array(0);
    lay('staff-kraus');
    expect(await signIn(leoPin)).toBe('done');
    const foreign = reader.signatures.at(-1) ?? new Uint8Array(0);
    lay('staff-berger');
    for (const signature of [replayed, foreign, new Uint8Array(0), createHash('sha256').digest(), replayed.slice(1)]) {
      reader.meddle = () => ({ kind: 'signed', signature });
      expect(await signIn(annaPin)).toBe('staff-card.not-proven');
    }
    reader.meddle = (outcome) => outcome;
    expect(await signIn(annaPin)).toBe('done');
  });

  it('says before it tries the PIN that the card is nobody’s, somebody else’s, or one whose access is gone', async () => {
    const { room, reader, lay, signIn } = await seat();
    lay('staff-stranger');
    expect(await signIn(staffCards['staff-stranger'].pin)).toBe('staff-card.unknown');
    lay('staff-berger');
    expect(await signIn(annaPin, { only: 'leo' })).toBe('staff-card.other-person');
    expect(await signIn(annaPin, { except: 'Anna' })).toBe('session.second-clerk-same');
    await room.revoke({ userName: 'anna', reason: 'Karte und Zugang weg' }, {});
    expect(await signIn(annaPin)).toBe('staff-card.unknown');
    lay(null);
    expect(await signIn(annaPin)).toBe('staff-card.absent');
    expect(reader.asked).toBe(0);
  });

  it('counts the card’s tries, blocks with it, and neither PIN nor card is named in the journal', async () => {
    const { lay, signIn, journal } = await seat();
    lay('staff-berger');
    expect([await signIn('000001'), await signIn('000002'), await signIn('000003')]).toEqual([
      ...['staff-card.wrong-pin', 'staff-card.wrong-pin', 'staff-card.blocked'],
    ]);
    expect(await signIn(annaPin)).toBe('staff-card.blocked');
    const refused = journal.events.filter(({ kind }) => kind === 'sign-in-refused').map(({ body }) => body);
    expect(refused[0]).toEqual({ reason: 'staff-card.wrong-pin', by: 'card' });
    expect(JSON.stringify(journal.events)).not.toMatch(/00000|274913/);
  });

  it('registers a card for one person only, and only with its PIN', async () => {
    const { room, lay, directory, signIn, remote } = await seat();
    lay('staff-kraus');
    expect(await codeOf(room.registerCard({ userName: 'anna', cardPin: leoPin }, {}))).toBe('clerks.card-taken');
    lay('staff-stranger');
    const before = remote.texts.length;
    expect(await codeOf(room.registerCard({ userName: 'anna', cardPin: '000000' }, {}))).toBe('staff-card.wrong-pin');
    expect(remote.texts.length).toBe(before);
    await room.registerCard({ userName: 'anna', cardPin: staffCards['staff-stranger'].pin }, {});
    lay('staff-berger'); // the old one
    expect(await signIn(annaPin)).toBe('staff-card.unknown');
    await room.removeCard({ userName: 'anna' }, {});
    expect(directory.entries().find(({ userName }) => userName === 'anna')?.card).toBeNull();
  });

  it('takes no certificate without a P-256 key', async () => {
    const proof = (certificate: Uint8Array) =>
      createCardProof({
        cards: { ready: () => true, identify: async () => certificate, sign: async () => ({ kind: 'blocked' }) },
        ...{ authority: 'Stadt', seatId: 'P1', clock: { nowMs: () => 0 } },
      }).read();
    const good = new Uint8Array(Buffer.from(staffCards['staff-berger'].certificate, 'base64'));
    expect((await proof(good)).publicKey).toMatch(/^MFkw/);
    for (const bad of [new Uint8Array(0), good.slice(0, 200), new Uint8Array(500).fill(0x30)]) {
      expect(await codeOf(proof(bad))).toBe('staff-card.unreadable');
    }
  });
});
