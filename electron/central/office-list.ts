/** The Vorgänge of the Ortsverwaltung at the centre, each with the card its seat left: fetched by need, unsealed in memory, not stored. */
import { isAppError } from '../contract/app-error.ts';
import {
  type OfficeList,
  type OfficeVorgang,
  officeState,
  type VorgangCard,
  vorgangCard,
} from '../contract/central.ts';
import type { JsonObject } from '../contract/json.ts';
import type { ForeignKey } from '../journal/sealed-event.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';
import { type ForeignEventRow, toForeign } from './foreign-event-row.ts';
import { readKeys } from './read-keys.ts';

export interface OfficeParts {
  line: CentreLine;
  journal: SealedJournal;
  serviceTitle(serviceId: string): string;
}

const rowsMax = 200;
/** A card is some hundred bytes; what is larger is none, and is not taken into memory. */
const cardBytesMax = 8_192;

interface State {
  vorgang_id: string;
  seat: string;
  state: string;
  since: Date;
}

type CardRow = ForeignEventRow & { vorgang_id: string };

interface Cards {
  rows: ReadonlyMap<string, readonly CardRow[]>;
  keys: readonly ForeignKey[];
}

/** Open ones that this seat does not have; at most 200. */
export async function listOffice(parts: OfficeParts): Promise<OfficeList> {
  const states = await parts.line.run(async (client) => {
    const { rows } = await client.query<State>({
      name: 'open-list',
      text: 'SELECT * FROM zp.open_list($1)',
      values: [rowsMax + 1],
    });
    return rows;
  });
  return { rows: await withCards(parts, states.slice(0, rowsMax)), more: states.length > rowsMax };
}

/** The given ones, in any state, as far as this seat may see them. */
export async function officeRows(parts: OfficeParts, vorgangIds: readonly string[]): Promise<OfficeVorgang[]> {
  if (vorgangIds.length === 0) return [];
  const states = await parts.line.run(async (client) => {
    const { rows } = await client.query<State>('SELECT * FROM zp.states_of($1) ORDER BY since DESC', [
      vorgangIds.slice(0, rowsMax),
    ]);
    return rows;
  });
  return withCards(parts, states);
}

async function withCards(parts: OfficeParts, states: readonly State[]): Promise<OfficeVorgang[]> {
  if (states.length === 0) return [];
  const cards = await fetchCards(parts.line, states);
  // What was never opened is no Vorgang: a seat's log of a year stands under a key of its own, too.
  const vorgaenge = states.filter(({ vorgang_id }) => cards.rows.has(vorgang_id));
  return vorgaenge.map(({ vorgang_id: vorgangId, seat, state, since }) => ({
    ...{
      vorgangId,
      seat,
      state: officeState.parse(state),
      since: since.toISOString(),
      here: parts.journal.knows(vorgangId),
    },
    ...cardOf(parts, cards, vorgangId),
  }));
}

/** The last card that was left, before it the opening. */
async function fetchCards(line: CentreLine, states: readonly State[]): Promise<Cards> {
  const vorgangIds = states.map(({ vorgang_id }) => vorgang_id);
  const { found, keys } = await line.run(async (client) => {
    const found = await client.query<CardRow>({
      name: 'cards',
      text: `SELECT DISTINCT ON (e.vorgang_id, e.kind) e.seat, e.sequence, e.vorgang_id, e.scope, e.kind, e.epoch, e.header,
           e.previous_hash, e.sealed_hash, e.hash, e.link_seal, e.origin_seal, e.sealed
         FROM zp.sealed_events e
         WHERE e.vorgang_id = ANY ($1) AND e.kind IN ('vorgang-opened', 'vorgang-given-back') AND e.scope = 'vorgang'
           AND (e.sealed IS NULL OR length(e.sealed) <= ${cardBytesMax})
         ORDER BY e.vorgang_id, e.kind, e.epoch DESC, e.sequence DESC`,
      values: [vorgangIds],
    });
    return { found: found.rows, keys: await readKeys(client, vorgangIds) };
  });
  // «vorgang-given-back» stands before «vorgang-opened».
  const rows = new Map<string, CardRow[]>();
  for (const row of found) rows.set(row.vorgang_id, [...(rows.get(row.vorgang_id) ?? []), row]);
  return { rows, keys };
}

function cardOf(
  parts: OfficeParts,
  { rows, keys }: Cards,
  vorgangId: string,
): { card: VorgangCard | null; unproven: boolean } {
  const boxes = keys.filter((key) => key.vorgangId === vorgangId);
  for (const row of rows.get(vorgangId) ?? []) {
    const body = openCard(parts, row, boxes);
    if (body === 'unproven') return { card: null, unproven: true };
    const card = body && readCard(body, parts.serviceTitle);
    if (card) return { card, unproven: false };
  }
  return { card: null, unproven: false };
}

/** A card sealed with a key that has not come to this seat yet is no forgery: it is not read here, that is all. */
function openCard({ journal }: OfficeParts, row: CardRow, boxes: readonly ForeignKey[]) {
  try {
    return journal.centre.openAlone(toForeign(row, row.vorgang_id), boxes);
  } catch (error) {
    if (isAppError(error) && error.code === 'keys.generation-missing') return null;
    throw error;
  }
}

function readCard(body: JsonObject, serviceTitle: (id: string) => string): VorgangCard | null {
  const left = vorgangCard.safeParse(body.card);
  if (left.success) return left.data;
  const { number, serviceId } = body;
  if (typeof number !== 'string' || typeof serviceId !== 'string') return null;
  const opened = { number, serviceTitle: serviceTitle(serviceId), person: '', stepTitle: '', unknown: false };
  return vorgangCard.safeParse(opened).data ?? null;
}
