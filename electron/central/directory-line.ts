/** The clerks' directory at the centre: reads what is new with its chain proven, appends, and says what this seat has read. */
import { createHash } from 'node:crypto';
import { AppError, isAppError } from '../contract/app-error.ts';
import type { DirectoryBoxes } from '../journal/directory-boxes.ts';
import { sqlStateOf } from './centre-error.ts';
import type { CentreLine } from './centre-line.ts';

/** How far somebody has read: a number that only grows, and the link of the chain there. */
export interface DirectoryPoint {
  version: number;
  /** Hex, 64 digits. */
  link: string;
}

export interface DirectoryNews {
  entries: { version: number; text: string }[];
  at: DirectoryPoint;
}

export interface SeatSeen {
  seat: string;
  version: number;
  /** By the clock of that seat, ISO. */
  saidAt: string;
}

export const directoryStart: DirectoryPoint = { version: 0, link: '0'.repeat(64) };

const pageRows = 500;
const changedMeanwhile = 'ZP006';

const placeOf = (version: number, previousLink: string): string =>
  JSON.stringify(['clerk entry', 1, version, previousLink]);
const seenText = ({ seat, version, saidAt }: SeatSeen): string =>
  JSON.stringify(['directory seen', 1, seat, version, saidAt]);
const nextLink = (previousLink: string, sealed: Uint8Array): string =>
  createHash('sha256').update(Buffer.from(previousLink, 'hex')).update(sealed).digest('hex');

interface Row {
  version: string;
  sealed: Buffer;
}

export class DirectoryLine {
  readonly #line: CentreLine;
  readonly #boxes: DirectoryBoxes;
  readonly #seatId: string;

  constructor(parts: { line: CentreLine; boxes: DirectoryBoxes; seatId: string }) {
    this.#line = parts.line;
    this.#boxes = parts.boxes;
    this.#seatId = parts.seatId;
  }

  /**
   * Everything after `known`. Throws `clerks.tampered` when an entry is missing, changed, replaced, moved or from elsewhere, and
   * when the centre suddenly knows less than this seat did, or less than another seat says it has read.
   */
  async read(known: DirectoryPoint): Promise<DirectoryNews> {
    const entries: DirectoryNews['entries'] = [];
    let at = known;
    // Asked first: what another seat has read by now must be among what is read next.
    const furthest = Math.max(0, ...(await this.seats()).map(({ version }) => version));
    await this.#assertStillThere(known);
    for (;;) {
      const rows = await this.#line.run(async (client) => {
        const text = 'SELECT version, sealed FROM zp.clerk_entries WHERE version > $1 ORDER BY version LIMIT $2';
        return (await client.query<Row>(text, [at.version, pageRows])).rows;
      });
      for (const { version, sealed } of rows) {
        const next = at.version + 1;
        if (Number(version) !== next) throw tampered('gap');
        const text = this.#boxes.open(placeOf(next, at.link), sealed);
        if (text === null) throw tampered('entry');
        entries.push({ version: next, text });
        at = { version: next, link: nextLink(at.link, sealed) };
      }
      if (rows.length < pageRows) break;
    }
    if (furthest > at.version) throw tampered('behind');
    return { entries, at };
  }

  /** Throws `clerks.changed-meanwhile` when another seat was faster. */
  async append(known: DirectoryPoint, text: string): Promise<void> {
    const version = known.version + 1;
    const sealed = this.#boxes.seal(placeOf(version, known.link), text);
    const send = () =>
      this.#line.run((client) =>
        client
          .query('SELECT zp.clerk_append($1, $2, $3)', [version, Buffer.from(known.link, 'hex'), sealed])
          .catch((error: unknown) => {
            throw sqlStateOf(error) === changedMeanwhile ? new AppError('clerks.changed-meanwhile') : error;
          }),
      );
    // It may have arrived though its answer did not: the same box once more is no second entry.
    await send().catch((error: unknown) => {
      if (isAppError(error) && error.code === 'centre.disconnected') return send();
      throw error;
    });
  }

  async saySeen(version: number, nowMs: number): Promise<void> {
    const seen = { seat: this.#seatId, version, saidAt: new Date(nowMs).toISOString() };
    const mark = this.#boxes.mark(seenText(seen));
    await this.#line.run((client) => client.query('SELECT zp.clerk_seen($1, $2, $3)', [version, seen.saidAt, mark]));
  }

  /** What the seats themselves said; what carries no true mark is left out. */
  async seats(): Promise<SeatSeen[]> {
    const rows = await this.#line.run(async (client) => {
      const text = 'SELECT seat, version, said_at, mark FROM zp.clerk_directory_seen ORDER BY seat';
      return (await client.query<{ seat: string; version: string; said_at: string; mark: Buffer }>(text)).rows;
    });
    return rows
      .map(({ seat, version, said_at, mark }) => ({ seat, version: Number(version), saidAt: said_at, mark }))
      .filter(({ mark, ...seen }) => this.#boxes.isMark(seenText(seen), mark))
      .map(({ mark: _, ...seen }) => seen);
  }

  async #assertStillThere({ version, link }: DirectoryPoint): Promise<void> {
    if (version === 0) return;
    const found = await this.#line.run(async (client) => {
      const text = `SELECT encode(sha256(previous_link || sealed), 'hex') AS link FROM zp.clerk_entries WHERE version = $1`;
      return (await client.query<{ link: string }>(text, [version])).rows[0]?.link;
    });
    if (found === undefined) throw tampered('rolled-back');
    if (found !== link) throw tampered('replaced');
  }
}

const tampered = (part: string): AppError => new AppError('clerks.tampered', { part });
