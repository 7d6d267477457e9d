/** Appointments at this seat: the list of the day from its calendar, one board with the other seats, times for the lead. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAppointmentsRoom } from '../appointments/appointments-room.ts';
import { CalendarSource } from '../appointments/calendar-source.ts';
import { createLocalBoard } from '../appointments/local-board.ts';
import type { StartVorgang } from '../appointments/port.ts';
import { defaultQueueRules } from '../appointments/queue-rule.ts';
import { type ServiceWords, serviceWords } from '../appointments/service-words.ts';
import type { CentralRoom } from '../central/central-room.ts';
import { CentreLine } from '../central/centre-line.ts';
import { createSharedBoard } from '../central/shared-board.ts';
import { createSharedTimes } from '../central/shared-times.ts';
import { AppError } from '../contract/app-error.ts';
import { appointmentsContract } from '../contract/appointments.ts';
import { serve } from '../ipc/serve.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { services } from '../services/index.ts';
import { encodeCsv } from '../till/csv.ts';
import { saveExport } from '../till/save-export.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

const defaultPollSeconds = 60;
const endKinds = ['vorgang-finished', 'vorgang-cancelled'];
/** A citizen stands there: a call waits neither for a batch on its way nor for a server that hangs. */
const connectTimeoutMs = 3_000;
const queryTimeoutMs = 4_000;

interface AppointmentsNeeds {
  session: SessionRoom;
  central: CentralRoom;
  startVorgang: StartVorgang;
}

export function composeAppointments(core: SeatCore, { session, central, startVorgang }: AppointmentsNeeds): SeatRoom {
  const { journal, policy, training, clock, signals, parts } = core;
  const wanted = policy.appointments ?? {};
  const known = readWords(parts.resourcesDir);
  const line =
    core.address &&
    new CentreLine({ address: core.address, purpose: 'appointments', connectTimeoutMs, queryTimeoutMs });
  const gated = line && {
    run: <T>(work: Parameters<typeof line.run<T>>[0]): Promise<T> =>
      central.rules().showPersonal ? line.run(work) : Promise.reject(new AppError('centre.disconnected')),
  };
  const room = createAppointmentsRoom({
    ...{ journal, clock, seat: policy.seat.id, ortsverwaltung: policy.seat.ortsverwaltung },
    board: gated ? createSharedBoard(gated) : createLocalBoard(journal, policy.seat.id),
    times: gated && createSharedTimes(gated, training),
    hash: (...of) => journal.centre.pseudonym(of),
    source:
      wanted.source === undefined ? null : new CalendarSource(besidePolicy(parts.policyFile, wanted.source), clock),
    pollMs: (wanted.pollSeconds ?? defaultPollSeconds) * 1_000,
    training: training && wanted.trainingList !== false,
    rules: {
      ...defaultQueueRules,
      ...(wanted.noShowMinutes === undefined ? {} : { noShowMinutes: wanted.noShowMinutes }),
      ...(wanted.walkInMaxMinutes === undefined ? {} : { walkInMaxMinutes: wanted.walkInMaxMinutes }),
    },
    walkIns: wanted.walkIns ?? true,
    words: wanted.services ?? known,
    offered: new Set([...known, ...(wanted.services ?? [])].map(({ service }) => service)),
    services,
    clerk: () => session.clerk(),
    startVorgang,
    endOfVorgang(vorgangId) {
      const end = journal.events({ vorgangId, kinds: endKinds })[0];
      return end ? Date.parse(end.at) : null;
    },
    showCall: (call) => signals.numberCalled.emit(call),
    emitChanged: (view) => served.emit('changed', view),
    saveCsv(fileName, header, rows) {
      const text = encodeCsv(
        header,
        rows.map((row) => row.map((cell) => ({ text: cell }))),
      );
      return { file: saveExport(path.join(parts.dataDir, 'export'), fileName, text), text };
    },
    warn: (event, fields) => core.log.warn(event, fields),
  });
  const served = serve(appointmentsContract, room, core.reportBug);
  signals.turnedTo.on((vorgangId) => room.turnedTo(vorgangId));
  signals.signedOut.on(() => room.signedOut());
  return {
    clerkWindow: [{ served, guard: 'personal' }],
    start: () => room.start(),
    stop() {
      room.stop();
      line?.close();
    },
  };
}

const besidePolicy = (policyFile: string | null, source: string): string =>
  path.resolve(path.dirname(policyFile ?? '.'), source);

function readWords(resourcesDir: string): ServiceWords {
  const text = readFileSync(path.join(resourcesDir, 'appointments/service-words.json'), 'utf8');
  return serviceWords.parse(JSON.parse(text));
}
