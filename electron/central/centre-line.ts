/** One connection to the centre, opened when needed, thrown away after the first doubt; one piece of work at a time. */
import type pg from 'pg';
import { AppError } from '../contract/app-error.ts';
import { sqlStateOf, toCentreError } from './centre-error.ts';
import { type CentreAddress, closeNow, connectCentre } from './connect-centre.ts';

export interface CentreLineOptions {
  address: CentreAddress;
  purpose: string;
  connectTimeoutMs?: number;
  queryTimeoutMs?: number;
}

const defaultConnectTimeoutMs = 5_000;
const defaultQueryTimeoutMs = 15_000;
/** More than that waiting means that nobody is served any more: better to say so. */
const waitingMax = 32;

/** Thrown while the line itself is sound. */
const keepsLine: ReadonlySet<string> = new Set(['centre.tampered', 'clerks.changed-meanwhile']);

export class CentreLine {
  readonly #options: CentreLineOptions;
  #client: pg.Client | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(options: CentreLineOptions) {
    this.#options = options;
  }

  /** Throws AppError `centre.*`. After an error that no server sent the connection is gone; the next call opens another. */
  run<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    if (this.#closed || this.#waiting >= waitingMax) return Promise.reject(new AppError('centre.disconnected'));
    this.#waiting += 1;
    const result = this.#queue.then(() => this.#runNow(work));
    this.#queue = result.catch(() => {});
    return result.finally(() => {
      this.#waiting -= 1;
    });
  }

  /** All or nothing. A commit whose answer got lost may have happened: the work must bear being done again. */
  transaction<T>(work: (client: pg.Client) => Promise<T>, mode = ''): Promise<T> {
    return this.run(async (client) => {
      await client.query(`BEGIN ${mode}`);
      try {
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // A server that answered with an error can be told; a silent one cannot.
        if (sqlStateOf(error) !== '') await client.query('ROLLBACK');
        throw error;
      }
    });
  }

  drop(): void {
    if (this.#client) closeNow(this.#client);
    this.#client = null;
  }

  close(): void {
    this.#closed = true;
    this.drop();
  }

  async #runNow<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const { address, purpose, connectTimeoutMs, queryTimeoutMs } = this.#options;
    if (this.#closed) throw new AppError('centre.disconnected');
    try {
      this.#client ??= await connectCentre(
        address,
        {
          connectTimeoutMs: connectTimeoutMs ?? defaultConnectTimeoutMs,
          queryTimeoutMs: queryTimeoutMs ?? defaultQueryTimeoutMs,
        },
        purpose,
      );
      return await work(this.#client);
    } catch (error) {
      const fatal = sqlStateOf(error) === '' || sqlStateOf(error).startsWith('57P');
      if (fatal && !(error instanceof AppError && keepsLine.has(error.code))) this.drop();
      throw toCentreError(error);
    }
  }
}
