/** Two seats of one authority without a line between them: what leaves one journal is proven before it enters the other. */
import { afterEach, describe, expect, it } from 'vitest';
import { makeTestFolder, type TestFolder, testKeys } from './journal-fixture.ts';
import type { ForeignEvent, ForeignKey } from './sealed-event.ts';
import type { SealedJournal } from './sealed-journal.ts';
import { verifyJournalFile } from './verify-file.ts';

const folders: TestFolder[] = [];
const otherFile = { fileKey: new Uint8Array(32).fill(0x33), authorityKey: testKeys.authorityKey };
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
function open(seed: number, over = {}): { journal: SealedJournal; file: string } {
  const folder = makeTestFolder(seed);
  folders.push(folder);
  return { journal: folder.open(over), file: folder.file };
}

const write = (
  journal: SealedJournal,
  vorgangId: string,
  kind: string,
  body: object,
  scope: 'vorgang' | 'biometrics' = 'vorgang',
) => journal.append({ kind, vorgangId, scope, actor: 'adler', body: { ...body } });

function packed(journal: SealedJournal, vorgangId: string): { events: ForeignEvent[]; keys: ForeignKey[] } {
  const { events, keys } = journal.centre.batchAfter(0, 'DRA-1', { maxEvents: 1000, maxBytes: 1e9 });
  return {
    events: events
      .filter((event) => event.vorgangId === vorgangId && event.scope !== 'seat')
      .map((event) => ({ ...event, seat: 'DRA-1', epoch: 1 })),
    keys: keys.filter((key) => key.vorgangId === vorgangId).map((key) => ({ ...key, seat: 'DRA-1' })),
  };
}

function origin(): SealedJournal {
  const { journal } = open(1);
  write(journal, 'v1', 'vorgang-opened', { number: 'DRA-1-2026-000001' });
  write(journal, 'v2', 'vorgang-opened', { number: 'DRA-1-2026-000002' });
  write(journal, 'v1', 'facts-recorded', { stepId: 'form', value: { name: 'Weiß' } });
  write(journal, 'v1', 'biometrics-recorded', { name: 'right-index' }, 'biometrics');
  journal.append({ kind: 'signed-in', scope: 'seat', actor: 'adler', body: {} });
  journal.centre.giveBack('v1', 'adler');
  return journal;
}

describe('events of another seat', () => {
  it('are read beside the own ones, survive a restart, prove, and can be taken in again', () => {
    const from = origin();
    const { journal, file } = open(2, otherFile);
    const folder = folders.at(-1);
    write(journal, 'v9', 'vorgang-opened', {});
    expect(journal.centre.importForeign('v1', packed(from, 'v1'), 'seat')).toBe(4);
    expect(journal.centre.importForeign('v1', packed(from, 'v1'), 'seat')).toBe(0);
    write(journal, 'v1', 'facts-recorded', { stepId: 'check', value: true });
    const read = () => journal.events({ vorgangId: 'v1' });
    expect(read().map(({ kind, origin: from }) => [kind, from?.seat, from?.sequence])).toEqual([
      ['foreign-imported', undefined, undefined],
      ['vorgang-opened', 'DRA-1', 1],
      ['facts-recorded', 'DRA-1', 3],
      ['biometrics-recorded', 'DRA-1', 4],
      ['vorgang-given-back', 'DRA-1', 6],
      ['facts-recorded', undefined, undefined],
    ]);
    expect(read()[2]?.body).toEqual({ stepId: 'form', value: { name: 'Weiß' } });
    expect(journal.vorgangIds()).toEqual(['v9', 'v1']);
    expect(journal.events({}).filter((event) => event.origin)).toEqual([]);
    expect(journal.verify()).toMatchObject({ ok: true, firstBad: null });
    journal.close();
    expect(verifyJournalFile(file, otherFile)).toMatchObject({ ok: true });
    const again = folder?.open(otherFile);
    expect(again?.events({ vorgangId: 'v1' })).toHaveLength(6);
    again?.close();
    from.close();
  });

  it('go with their keys when the Vorgang is erased', () => {
    const from = origin();
    const { journal } = open(2, otherFile);
    journal.centre.importForeign('v1', packed(from, 'v1'), 'seat');
    journal.erase({ vorgangId: 'v1', what: 'biometrics', reason: 'ausgehändigt', actor: 'seat' });
    const bodies = () =>
      journal
        .events({ vorgangId: 'v1' })
        .filter((event) => event.origin)
        .map(({ body }) => body !== null);
    expect(bodies()).toEqual([true, true, false, true]);
    expect(journal.verify().ok).toBe(true);
    journal.erase({ vorgangId: 'v1', what: 'vorgang', reason: 'Frist', actor: 'seat' });
    expect(bodies()).toEqual([false, false, false, false]);
    expect(journal.verify().ok).toBe(true);
    expect(() =>
      journal.centre.importForeign('v1', { ...packed(from, 'v1'), events: packed(from, 'v2').events }, 'x'),
    ).toThrow();
    journal.close();
    from.close();
  });

  it.each<[string, (content: ReturnType<typeof packed>) => unknown]>([
    ['body', ({ events }) => events[1]?.sealed?.writeUInt8(7, 20)],
    [
      'header',
      ({ events: [first] }) => first && Object.assign(first, { header: first.header.replace('[1,1', '[1,2') }),
    ],
    [
      'link',
      ({ events: [first] }) => first && Object.assign(first, { header: first.header.replace('adler', 'eibel') }),
    ],
    ['link', ({ events: [first] }) => first && Object.assign(first, { previousHash: Buffer.alloc(32, 1) })],
    ['seal', ({ events: [first] }) => first && Object.assign(first, { seat: 'DRA-3' })],
    ['seal', ({ events: [first] }) => first && Object.assign(first, { linkSeal: Buffer.alloc(32) })],
    ['missing', ({ events }) => events.splice(1, 1)],
    ['vorgang', ({ events: [first] }) => first && Object.assign(first, { vorgangId: 'v2' })],
    ['key', ({ keys }) => keys[0]?.wrapped.writeUInt8(1, 30)],
  ])('do not come in with a changed %s, and leave nothing behind', (part, change) => {
    const from = origin();
    const content = packed(from, 'v1');
    change(content);
    const { journal } = open(2, otherFile);
    const before = journal.verify().lastHash;
    expect(() => journal.centre.importForeign('v1', content, 'seat')).toThrow(
      expect.objectContaining({ code: 'centre.tampered', params: expect.objectContaining({ part }) }),
    );
    expect(journal.verify()).toMatchObject({ ok: true, lastHash: before });
    expect(journal.events({ vorgangId: 'v1' })).toEqual([]);
    journal.close();
    from.close();
  });

  it('drops bodies once, keeps the chain, and leaves erasures', () => {
    const journal = origin();
    const bodies = journal.centre.bodiesOf('v1', ['facts-recorded', 'biometrics-recorded'], 3);
    expect(bodies).toEqual([3]);
    expect(journal.centre.dropBodies(bodies)).toBe(1);
    expect(journal.centre.dropBodies(bodies)).toBe(0);
    expect(journal.verify()).toMatchObject({ ok: true, erasedBodies: 1 });
    journal.close();
  });
});
