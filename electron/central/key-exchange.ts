/** The centre as post box for keys: the seats' public keys, and packages that only their receiver can open. It is not believed. */
import type { CentreLine } from './centre-line.ts';

export interface KeyPackage {
  toSeat: string;
  generation: number;
  package: string;
}

/** A seat that was sent more reads the newest ones. */
const readMax = 20;

export class KeyExchange {
  readonly #line: CentreLine;

  constructor(line: CentreLine) {
    this.#line = line;
  }

  /** Doing it again changes nothing. */
  async publish(publicKey: Uint8Array): Promise<void> {
    await this.#line.run((client) =>
      client.query(
        `INSERT INTO zp.seat_keys (seat, number, public_key)
         SELECT zp.my_seat(), coalesce(max(k.number), 0) + 1, $1 FROM zp.seat_keys k WHERE k.seat = zp.my_seat()
         HAVING coalesce(bool_or(k.public_key = $1 AND k.number = (
           SELECT max(number) FROM zp.seat_keys WHERE seat = zp.my_seat())), false) = false`,
        [Buffer.from(publicKey)],
      ),
    );
  }

  /** Null when that seat has published none. */
  async publicKeyOf(seat: string): Promise<Uint8Array | null> {
    const { rows } = await this.#line.run((client) =>
      client.query<{ public_key: Buffer }>(
        'SELECT public_key FROM zp.seat_keys WHERE seat = $1 ORDER BY number DESC LIMIT 1',
        [seat],
      ),
    );
    return rows[0] ? new Uint8Array(rows[0].public_key) : null;
  }

  /** All or none. */
  async send(packages: readonly KeyPackage[]): Promise<void> {
    await this.#line.transaction(async (client) => {
      for (const { toSeat, generation, package: text } of packages) {
        await client.query(
          `INSERT INTO zp.key_packages (to_seat, from_seat, generation, package) VALUES ($1, zp.my_seat(), $2, $3)`,
          [toSeat, generation, text],
        );
      }
    });
  }

  /** Newest generation first, of that the latest first. */
  async received(): Promise<{ fromSeat: string; package: string }[]> {
    const { rows } = await this.#line.run((client) =>
      client.query<{ from_seat: string; package: string }>(
        `SELECT from_seat, package FROM zp.key_packages WHERE to_seat = zp.my_seat()
         ORDER BY generation DESC, number DESC LIMIT ${readMax}`,
      ),
    );
    return rows.map(({ from_seat: fromSeat, package: text }) => ({ fromSeat, package: text }));
  }
}
