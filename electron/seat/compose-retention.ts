/** Löschfristen at this seat: the job that erases, the page, the protocol. */
import path from 'node:path';
import type { CentralRoom } from '../central/central-room.ts';
import { retentionContract } from '../contract/retention.ts';
import { serve } from '../ipc/serve.ts';
import { createRetentionRoom } from '../retention/retention-room.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { encodeCsv } from '../till/csv.ts';
import { saveExport } from '../till/save-export.ts';
import type { Till } from '../till/till.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeRetention(
  core: SeatCore,
  { session, till, central }: { session: SessionRoom; till: Till; central: CentralRoom },
): SeatRoom {
  const room = createRetentionRoom({
    ...{ journal: core.journal, ledger: core.ledger, clock: core.clock, settled: core.settled },
    law: core.law.row,
    seatId: core.policy.seat.id,
    dayOf: (iso) => berlinDay(Date.parse(iso)),
    clerk: () => session.clerk(),
    heldByTill: () => new Set(unsettledMoney(till)),
    heldByCentre: () => new Set(central.unsent()),
    findOrphans: central.findOrphans,
    bookMoney: () => void till.sweep(),
    onErased: (vorgangId) => core.signals.vorgangErased.emit(vorgangId),
    saveCsv(fileName, header, rows) {
      const cells = rows.map(([number, ...texts]) => [{ number }, ...texts.map((text) => ({ text }))]);
      const text = encodeCsv(header, cells);
      return { file: saveExport(path.join(core.parts.dataDir, 'export'), fileName, text), text };
    },
    emitChanged: (state) => served.emit('changed', state),
    warn: (event, fields) => core.log.warn(event, fields),
  });
  const served = serve(retentionContract, room, core.reportBug);
  return { clerkWindow: [{ served, guard: 'personal' }], start: () => room.start(), stop: () => room.stop() };
}

/** Vorgänge whose money is owed, not yet in a closing, or waiting for another seat's receipt: the till still reads them. */
function unsettledMoney({ book, items, shared, awaited }: Till): string[] {
  const booked = book.period().bookings.map(({ body }) => body.vorgangId);
  const posted = items.all().map(({ vorgangId }) => vorgangId);
  return [...booked, ...posted, ...shared.unsettled(), ...awaited()];
}
