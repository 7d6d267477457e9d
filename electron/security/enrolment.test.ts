/** Seats that give each other the authority key over a centre that may lie: what it changes, swaps, keeps or replays comes to nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeThrown } from '../../tests/support/code-of.ts';
import { openPackage, readExchange, sealPackage } from './authority-package.ts';
import { comparisonCode } from './comparison-code.ts';
import { accept, approve, packagesFor, prepareFirst, type Request, request, rotate } from './enrolment.ts';
import { makeEscrowCode, openEscrow, readEscrow, sealEscrow } from './key-escrow.ts';
import { decodeKeyFile, encodeKeyFile, type KeyFile } from './key-file.ts';
import { keyPairOf, makeSeatKeyPair } from './seat-key-pair.ts';

const today = '2026-11-22';
const publicOf = (file: KeyFile): Uint8Array => keyPairOf(file.seatPrivateKey ?? new Uint8Array(0)).publicKey;

function enrolled(): { it: KeyFile; seat: KeyFile } {
  const first = prepareFirst(null, today);
  const asked = request(null, 'DRA-1', { seat: 'IT-1', publicKey: first.publicKey });
  const approved = approve(first.file, 'IT-1', { seat: 'DRA-1', publicKey: asked.publicKey }, asked.code);
  const seat = accept(asked.file, 'DRA-1', { fromSeat: 'IT-1', package: approved.package }, today, 1);
  return { it: approved.file, seat };
}

describe('a seat', () => {
  it('gets the authority key of another one, and each its own file key', () => {
    const { it, seat } = enrolled();
    expect(seat.authorityKeys).toEqual(it.authorityKeys);
    expect(seat.fileKey).not.toEqual(it.fileKey);
    expect(publicOf(seat)).not.toEqual(publicOf(it));
    expect(decodeKeyFile(encodeKeyFile(seat))).toEqual(seat);
    expect(prepareFirst(it, today).file).toEqual(it);
    // Asked again, for example for a new IT seat, it keeps what it has.
    const again = request(seat, 'DRA-1', { seat: 'IT-2', publicKey: publicOf(it) }).file;
    expect([again.authorityKeys, again.seatPrivateKey]).toEqual([seat.authorityKeys, seat.seatPrivateKey]);
    expect(Object.keys(again.trusted)).toEqual(['IT-1', 'IT-2']);
  });

  it('gets each later generation without a code, and a stolen one that is left out gets none', () => {
    const { it, seat } = enrolled();
    const asked = request(null, 'DRA-2', { seat: 'IT-1', publicKey: publicOf(it) });
    const both = approve(it, 'IT-1', { seat: 'DRA-2', publicKey: asked.publicKey }, asked.code);
    const stolen = accept(asked.file, 'DRA-2', { fromSeat: 'IT-1', package: both.package }, today);
    const after = rotate(both.file, ['DRA-2'], today);
    const sent = packagesFor(after, 'IT-1');
    expect(sent.map(({ toSeat, generation }) => [toSeat, generation])).toEqual([['DRA-1', 2]]);
    const offer = { fromSeat: 'IT-1', package: sent[0]?.package ?? '' };
    expect(accept(seat, 'DRA-1', offer, today).authorityKeys).toEqual(after.authorityKeys);
    expect(codeThrown(() => accept(stolen, 'DRA-2', offer, today))).toBe('keys.package-forged');
    // Even with the centre's help it cannot pass a key of its own as the next generation: it is nobody's trusted seat.
    const made = packagesFor(rotate({ ...stolen, trusted: { 'DRA-1': publicOf(seat) } }, [], today), 'DRA-2');
    expect(codeThrown(() => accept(seat, 'DRA-1', { fromSeat: 'DRA-2', package: made[0]?.package ?? '' }, today))).toBe(
      'keys.package-forged',
    );
    expect(codeThrown(() => accept(seat, 'DRA-1', { fromSeat: 'IT-1', package: made[0]?.package ?? '' }, today))).toBe(
      'keys.package-forged',
    );
  });
});

describe('a centre that lies', () => {
  const liar = makeSeatKeyPair();
  const first = prepareFirst(null, today);

  it.each<[string, () => { asked: Request; shownToIt: Uint8Array }]>([
    [
      'shows the new seat another key',
      () => {
        const asked = request(null, 'DRA-1', { seat: 'IT-1', publicKey: liar.publicKey });
        return { asked, shownToIt: asked.publicKey };
      },
    ],
    [
      'shows the approving seat another key',
      () => ({
        asked: request(null, 'DRA-1', { seat: 'IT-1', publicKey: first.publicKey }),
        shownToIt: liar.publicKey,
      }),
    ],
    [
      'shows both another key',
      () => ({ asked: request(null, 'DRA-1', { seat: 'IT-1', publicKey: liar.publicKey }), shownToIt: liar.publicKey }),
    ],
  ])('%s: the code differs and nothing is sealed', (_, lie) => {
    const { asked, shownToIt } = lie();
    expect(codeThrown(() => approve(first.file, 'IT-1', { seat: 'DRA-1', publicKey: shownToIt }, asked.code))).toBe(
      'keys.code-differs',
    );
  });

  it('cannot make, change, turn round or hold back a package', () => {
    const asked = request(null, 'DRA-1', { seat: 'IT-1', publicKey: first.publicKey });
    const to = { seat: 'DRA-1', publicKey: asked.publicKey };
    const approved = approve(first.file, 'IT-1', to, asked.code);
    const offer = (text: string) => ({ fromSeat: 'IT-1', package: text });
    const tried = (text: string, expected?: number) =>
      codeThrown(() => accept(asked.file, 'DRA-1', offer(text), today, expected));
    const own = sealPackage({ seat: 'IT-1', keys: liar }, to, [new Uint8Array(32)]);
    expect(tried(own)).toBe('keys.package-forged');
    const fields = JSON.parse(approved.package) as Record<string, unknown>;
    for (const change of [
      { generation: 2 },
      { fromPublicKey: Buffer.from(liar.publicKey).toString('base64') },
      { fromSeat: 'IT-2' },
      { salt: Buffer.alloc(32).toString('base64') },
      { box: Buffer.alloc(60).toString('base64') },
      { fromPublicKey: Buffer.alloc(32).toString('base64') }, // a point of low order: a secret everybody knows
    ]) {
      expect(tried(JSON.stringify({ ...fields, ...change })), JSON.stringify(change)).toBe('keys.package-forged');
    }
    expect(codeThrown(() => accept(asked.file, 'DRA-2', offer(approved.package), today))).toBe('keys.package-forged');
    // Held back: people say «Generation 2», the centre shows only the first.
    expect(tried(approved.package, 2)).toBe('keys.package-old');
    const seat = accept(asked.file, 'DRA-1', offer(approved.package), today, 1);
    expect(codeThrown(() => accept(seat, 'DRA-1', offer(approved.package), today))).toBe('keys.package-old');
    const next = rotate(approved.file, [], today);
    const second = accept(seat, 'DRA-1', offer(packagesFor(next, 'IT-1')[0]?.package ?? ''), today);
    expect(second.authorityKeys).toHaveLength(2);
    expect(codeThrown(() => accept(second, 'DRA-1', offer(approved.package), today))).toBe('keys.package-old');
    const other = { ...next, authorityKeys: [new Uint8Array(32), new Uint8Array(32), new Uint8Array(32)] };
    const foreign = packagesFor(other, 'IT-1')[0]?.package ?? '';
    expect(codeThrown(() => accept(second, 'DRA-1', offer(foreign), today))).toBe('keys.other-authority');
  });

  it('gets a clear refusal for whatever it sends instead of a package', () => {
    const keys = makeSeatKeyPair();
    const valid = sealPackage({ seat: 'A', keys }, { seat: 'B', publicKey: keys.publicKey }, [new Uint8Array(32)]);
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(fc.nat(valid.length - 1), fc.string({ maxLength: 4 }))
        .map(([at, put]) => valid.slice(0, at) + put + valid.slice(at + 1)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text !== valid);
        const result = codeThrown(() => openPackage(text, { seat: 'B', keys }));
        return result === 'keys.package-forged' || (result === 'done' && JSON.stringify(JSON.parse(text)) === valid);
      }),
      { numRuns: 300 },
    );
    expect(readExchange(valid, { seat: 'B', publicKey: keys.publicKey })).toMatchObject({
      fromSeat: 'A',
      generation: 1,
    });
  });
});

it('shows a code of six groups that names both seats and both keys', () => {
  const way = {
    fromSeat: 'A',
    fromPublicKey: new Uint8Array(32).fill(1),
    toSeat: 'B',
    toPublicKey: new Uint8Array(32).fill(2),
  };
  const code = comparisonCode(way);
  expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
  const others = [
    { ...way, fromSeat: 'C' },
    { ...way, toSeat: 'C' },
    { ...way, fromPublicKey: way.toPublicKey },
    { ...way, toPublicKey: way.fromPublicKey },
    { fromSeat: 'B', fromPublicKey: way.toPublicKey, toSeat: 'A', toPublicKey: way.fromPublicKey },
  ];
  expect(new Set([code, ...others.map(comparisonCode)]).size).toBe(6);
});

describe('the deposited authority key', () => {
  const keys = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const people = ['Adler', 'Berg', 'Çelik'].map((name) => ({ name, code: makeEscrowCode() }));
  const text = sealEscrow({ authority: 'Stadt', madeOn: today }, people, keys);
  const typed = (person: number, code = people[person]?.code ?? '') => ({ person, code });

  it('opens for any two, however they type, and for nobody alone', () => {
    expect(readEscrow(text)).toEqual({
      authority: 'Stadt',
      madeOn: today,
      generation: 2,
      people: ['Adler', 'Berg', 'Çelik'],
    });
    for (const pair of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      expect(
        openEscrow(
          text,
          pair.map((person) => typed(person)),
        ),
      ).toEqual(keys);
    }
    expect(openEscrow(text, [typed(0, people[0]?.code.toLowerCase().replaceAll('-', ' ')), typed(1)])).toEqual(keys);
    for (const wrong of [
      [typed(0)],
      [typed(0), typed(0)],
      [typed(0), typed(1, people[2]?.code)],
      [typed(0), typed(7)],
      [typed(0, people[1]?.code), typed(1, people[0]?.code)],
    ]) {
      expect(codeThrown(() => openEscrow(text, wrong))).toBe('keys.escrow-code');
    }
    for (const { code } of people) expect(text).not.toContain(code);
  });

  it('says when the file is damaged or was changed', () => {
    for (const bad of ['', '{}', text.slice(0, 90)]) {
      expect(codeThrown(() => openEscrow(bad, [typed(0), typed(1)]))).toBe('keys.escrow-damaged');
    }
    for (const [from, to] of [
      ['"Stadt"', '"Stall"'],
      [`"${today}"`, '"2020-01-01"'],
      ['"Adler"', '"Luchs"'],
    ] as const) {
      expect(codeThrown(() => openEscrow(text.replace(from, to), [typed(0), typed(1)]))).toBe('keys.escrow-code');
    }
  });
});
