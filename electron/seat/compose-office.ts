/** The Ortsverwaltung for its lead: the joined ledgers of all seats. */
import path from 'node:path';
import type { CentralRoom } from '../central/central-room.ts';
import { officeContract } from '../contract/office.ts';
import { serve } from '../ipc/serve.ts';
import { createOfficeRoom } from '../office/office-room.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { encodeCsv } from '../till/csv.ts';
import { saveExport } from '../till/save-export.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeOffice(
  core: SeatCore,
  { session, central }: { session: SessionRoom; central: CentralRoom },
): SeatRoom {
  const { policy, journal, clock } = core;
  const room = createOfficeRoom({
    ortsverwaltung: policy.seat.ortsverwaltung,
    nowMs: () => clock.nowMs(),
    read: central.office,
    titleOf: (kind) => policy.stock?.find((stock) => stock.kind === kind)?.title ?? kind,
    saveCsv(fileName, header, rows) {
      const cells = rows.map((row) =>
        row.map((cell) => (typeof cell === 'number' ? { number: cell } : { text: cell })),
      );
      return saveExport(path.join(core.parts.dataDir, 'export'), fileName, encodeCsv(header, cells));
    },
    note: (rows) =>
      void journal.append({ kind: 'office-exported', scope: 'seat', actor: session.clerk().userName, body: { rows } }),
  });
  return { clerkWindow: [{ served: serve(officeContract, room, core.reportBug), guard: 'personal' }] };
}
