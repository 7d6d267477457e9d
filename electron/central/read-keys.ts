/** The wrapped keys of Vorgänge as the centre has them: those of the first generation, and those that came later. */
import type pg from 'pg';
import type { EventScope } from '../journal/port.ts';
import type { ForeignKey } from '../journal/sealed-event.ts';

/** Destroyed ones are left out, and those of the seats themselves. */
export async function readKeys(client: pg.Client, vorgangIds: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<Row>({
    name: 'keys',
    text: `SELECT seat, vorgang_id, scope, 1 AS generation, 1 AS wrapped_by, wrapped FROM zp.wrapped_keys
       WHERE vorgang_id = ANY ($1) AND scope <> 'seat' AND wrapped IS NOT NULL
       UNION ALL SELECT seat, vorgang_id, scope, generation, wrapped_by, wrapped FROM zp.later_keys
       WHERE vorgang_id = ANY ($1) AND scope <> 'seat' AND wrapped IS NOT NULL`,
    values: [vorgangIds],
  });
  return rows.map(({ vorgang_id: vorgangId, wrapped_by: wrappedBy, ...row }) => ({ ...row, vorgangId, wrappedBy }));
}

interface Row {
  seat: string;
  vorgang_id: string;
  scope: EventScope;
  generation: number;
  wrapped_by: number;
  wrapped: Buffer;
}
