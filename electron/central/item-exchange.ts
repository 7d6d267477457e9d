/** Fees left to the Sammelkasse, shared by the seats of an Ortsverwaltung: one of them at a time may collect one. */
import type { JsonObject } from '../contract/json.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { ClaimedItem, ItemClaim, ItemExchange, ItemState, ItemWord, SharedItem } from '../till/port.ts';
import type { CentreLine } from './centre-line.ts';

interface Row {
  item_id: string;
  posted_by: string;
  posted_at: Date;
  state: ItemState['state'];
  claim: number;
  claimed_by: string | null;
  changed_at: Date;
  receipt: string;
  method: string;
  amount_cents: string;
  sealed: Buffer;
  overdue: boolean;
  words: RawWord[] | null;
}
interface RawWord {
  word: 'unpaid' | 'paid' | 'returned';
  seat: string;
  at: string;
  claim: number;
  box: string;
}

const shownMax = 200;
const columns = `item_id, posted_by, posted_at, state, claim, claimed_by, changed_at, receipt, method, amount_cents, sealed,
  state = 'claimed' AND changed_at <= clock_timestamp() - interval '15 minutes' AS overdue,
  (SELECT json_agg(json_build_object('word', s.word, 'seat', s.seat, 'at', s.at, 'claim', s.claim,
                                     'box', encode(s.sealed, 'hex')) ORDER BY s.step)
   FROM zp.open_item_steps s WHERE s.ortsverwaltung = i.ortsverwaltung AND s.item_id = i.item_id AND s.word <> '') AS words`;
/** Bound to the item, to what it says and to the state that it speaks of. */
const wordPlace = (id: string, word: string, of: string | number): string => `open-item-word ${word} ${of} ${id}`;

export function createItemExchange(parts: {
  line: CentreLine;
  journal: SealedJournal;
  seatId: string;
  training: boolean;
}): ItemExchange {
  const { line, journal, seatId, training } = parts;

  const ask = <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
    line.run(async (client) => (await client.query<T>(sql, values)).rows);

  /** Null when it was not a seat of this authority that wrote it: such an item is never collected. */
  function open(row: Row): ClaimedItem | null {
    const item = journal.centre.openShared(`open-item ${row.item_id}`, row.sealed) as unknown as SharedItem | null;
    if (item === null || item.id !== row.item_id || item.totalCents !== Number(row.amount_cents)) return null;
    const { claim, claimed_by: holder, state, receipt, posted_by: seat, overdue } = row;
    const method = row.method === 'cash' ? 'cash' : 'card';
    const words = (row.words ?? []).flatMap((word) => openWord(row, word) ?? []);
    return {
      ...item,
      seat,
      state,
      claim,
      holder,
      since: row.changed_at.toISOString(),
      receipt,
      method,
      overdue,
      words,
    };
  }

  /** Null when no seat of this authority said so, or another one than it stands there. */
  function openWord({ item_id, receipt }: Row, { word, seat, at, claim, box }: RawWord): ItemWord | null {
    const of = word === 'returned' ? receipt : claim;
    const said = journal.centre.openShared(wordPlace(item_id, word, of), Buffer.from(box, 'hex'));
    if (said === null || said.seat !== seat) return null;
    const text = (key: string): string => String(said[key] ?? '');
    const head = { seat, at: new Date(at).toISOString(), claim, reason: text('reason') };
    if (word !== 'returned') {
      return { ...head, word: 'decided', outcome: word, lead: text('lead'), second: text('second') };
    }
    const afterwards = said.afterwards === 'due-again' ? 'due-again' : 'closed';
    return { ...head, word, receipt: text('receipt'), afterwards };
  }

  return {
    seatId,
    async post(item) {
      const { id, vorgangId, totalCents, items } = item;
      const kassenzeichen = [...new Set(items.flatMap(({ accounting }) => accounting?.kassenzeichen ?? []))].join(' ');
      const sealed = journal.centre.sealShared(`open-item ${id}`, item as unknown as JsonObject);
      await ask('SELECT zp.post_open_item($1, $2, $3, $4, $5, $6)', [
        ...[id, vorgangId, totalCents, kassenzeichen.slice(0, 200), training, sealed],
      ]);
    },
    async claim(id): Promise<ItemClaim> {
      const rows = await ask<{ state: ItemClaim['state']; claim: number | null; holder: string | null }>(
        'SELECT * FROM zp.claim_open_item($1)',
        [id],
      );
      const { state = 'not-found', claim, holder } = rows[0] ?? {};
      return { state, claim: claim ?? 0, holder: holder ?? '' };
    },
    async settle(id, claim, paid) {
      const rows = await ask<{ settled: boolean }>('SELECT zp.settle_open_item($1, $2, $3, $4, $5) AS settled', [
        ...[id, claim, paid === null ? 'open' : 'paid', paid?.receipt ?? '', paid?.method ?? ''],
      ]);
      return rows[0]?.settled === true;
    },
    async withdraw(id) {
      const rows = await ask<{
        state: 'withdrawn' | 'held' | 'paid' | 'returned' | 'not-found';
        holder: string | null;
      }>('SELECT * FROM zp.withdraw_open_item($1)', [id]);
      return { state: rows[0]?.state ?? 'not-found', holder: rows[0]?.holder ?? '' };
    },
    async decide(id, claim, decision) {
      const { outcome } = decision;
      const place = wordPlace(id, outcome, claim + 1);
      const box = journal.centre.sealShared(place, { ...decision, seat: seatId });
      const rows = await ask<{
        state: 'decided' | 'moved-on' | 'too-early' | 'own' | 'not-found';
        holder: string | null;
      }>('SELECT * FROM zp.decide_open_item($1, $2, $3, $4)', [id, claim, outcome, box]);
      return { state: rows[0]?.state ?? 'not-found', holder: rows[0]?.holder ?? '' };
    },
    async tellReceipt(id, { receipt, method }) {
      const rows = await ask<{ told: boolean }>('SELECT zp.tell_item_receipt($1, $2, $3) AS told', [
        id,
        receipt,
        method,
      ]);
      return rows[0]?.told === true;
    },
    async giveBack(id, given) {
      const box = journal.centre.sealShared(wordPlace(id, 'returned', given.receipt), { ...given, seat: seatId });
      const rows = await ask<{ given: boolean }>('SELECT zp.return_open_item($1, $2, $3) AS given', [
        ...[id, given.receipt, box],
      ]);
      return rows[0]?.given === true;
    },
    async states(ids) {
      if (ids.length === 0) return [];
      const rows = await ask<Row>(`SELECT ${columns} FROM zp.open_items i WHERE item_id = ANY ($1)`, [ids]);
      return rows.flatMap((row) => open(row) ?? []);
    },
    async claimedHere() {
      const rows = await ask<Row>(
        `SELECT ${columns} FROM zp.open_items i WHERE ortsverwaltung = zp.my_ov() AND state = 'claimed' AND claimed_by = zp.my_seat()`,
        [],
      );
      return rows.flatMap((row) => open(row) ?? []);
    },
    async open() {
      const rows = await ask<Row>(
        `SELECT ${columns} FROM zp.open_items i WHERE ortsverwaltung = zp.my_ov() AND state IN ('open', 'claimed')
         AND training = $1 ORDER BY posted_at DESC LIMIT ${shownMax}`,
        [training],
      );
      return rows.flatMap((row) => open(row) ?? []);
    },
  };
}
