/** The stock of this seat: numbered sheets and counted pieces, and the Siegelbuch. */
import { stockContract } from '../contract/stock.ts';
import { serve } from '../ipc/serve.ts';
import type { Clerks } from '../security/port.ts';
import type { SessionRoom } from '../security/session-room.ts';
import type { StockPort } from '../stock/port.ts';
import { createStock } from '../stock/stock.ts';
import { StockBook } from '../stock/stock-book.ts';
import { createStockRoom, type StockRoom } from '../stock/stock-room.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export interface ComposedStock extends SeatRoom {
  readonly stock: StockPort;
  readonly stockRoom: StockRoom;
}

export function composeStock(
  { journal, policy, reportBug }: SeatCore,
  { session, clerks }: { session: SessionRoom; clerks: Clerks },
): ComposedStock {
  const book = new StockBook(journal);
  const kinds = policy.stock ?? [];
  const stockRoom = createStockRoom({
    ...{ journal, book, kinds, seals: policy.seals },
    clerk: () => session.clerk(),
    verifySecondClerk: (credentials) => session.verifySecondClerk(credentials),
    displayName: (userName) => clerks.list().find((clerk) => clerk.userName === userName)?.displayName ?? userName,
    emitChanged: (changed) => served.emit('changed', changed),
  });
  const served = serve(stockContract, stockRoom, reportBug);
  return { stock: createStock({ journal, book, kinds }), stockRoom, clerkWindow: [{ served, guard: 'personal' }] };
}
