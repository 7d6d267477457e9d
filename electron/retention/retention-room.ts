/** Deadlines at work: the job that erases, the page that tells, and the protocol. Erasing by hand and exporting are a lead's. */
import { createHash } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import {
  type DueView,
  type ErasedView,
  erasable,
  type RetentionState,
  type RetentionView,
  type retentionContract,
} from '../contract/retention.ts';
import type { ClerkView } from '../contract/session.ts';
import type { Journal } from '../journal/port.ts';
import type { Ledger } from '../operations/port.ts';
import { isAccessLog, logTitle } from './access-log.ts';
import { CentreDuty, type CentreDutyParts } from './centre-duty.ts';
import { dueErasures, dueLogs, heldVorgaenge, isOverdue, type RetentionSubject } from './due-erasures.ts';
import { type ProtocolRow, protocolHeader, protocolRows } from './protocol.ts';
import { createSubjectReader, shortId } from './read-subjects.ts';
import { type JobParts, RetentionJob } from './retention-job.ts';
import { othersDeadlines, type RetentionLaw, ruleTitles, ruleViews } from './retention-rules.ts';
import { ranKind, runRetention } from './retention-run.ts';

export interface RetentionParts {
  journal: Pick<Journal, 'append' | 'events' | 'erase' | 'logIds'>;
  ledger: Pick<Ledger, 'open'>;
  law: RetentionLaw;
  seatId: string;
  clock: JobParts['clock'];
  settled: Promise<void>;
  /** The calendar day at the counter. */
  dayOf(iso: string): string;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  heldByTill(): ReadonlySet<string>;
  heldByCentre(): ReadonlySet<string>;
  findOrphans: CentreDutyParts['findOrphans'];
  bookMoney(): void;
  onErased(vorgangId: string): void;
  /** Gives the text and the whole path; throws AppError. */
  saveCsv(fileName: string, header: readonly string[], rows: readonly ProtocolRow[]): { file: string; text: string };
  emitChanged(state: RetentionState): void;
  warn: JobParts['warn'];
}

const shownErased = 100;
const lookAheadDays = 14;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface RetentionRoom extends Implementation<(typeof retentionContract)['calls'], unknown> {
  start(): void;
  stop(): void;
}

export function createRetentionRoom(parts: RetentionParts): RetentionRoom {
  const { journal, law } = parts;
  const subjects = createSubjectReader(parts);
  const nowIso = (): string => new Date(parts.clock.nowMs()).toISOString();
  const today = (): string => parts.dayOf(nowIso());
  let lastOverdue = 0;

  const dueList = (all: readonly RetentionSubject[], day: string, horizonDays = 0): DueView[] => [
    ...dueLogs(journal.logIds(), law, day, horizonDays),
    ...dueErasures(all, law, day, horizonDays),
  ];
  const overdueOf = (all: readonly RetentionSubject[], day: string): number =>
    dueList(all, day).filter(({ overdue }) => overdue).length +
    heldVorgaenge(all, law, day).filter(({ dueOn }) => isOverdue(dueOn, day)).length;

  const duty: CentreDuty = new CentreDuty({ ...parts, today, nowIso, stopped: () => job.stopped });
  const job: RetentionJob = new RetentionJob({
    ...parts,
    atCentre: (night) => duty.eachLook(night),
    async run(trigger, actor) {
      await subjects.prepare(pause);
      return runRetention(
        {
          ...parts,
          nowIso,
          due: () => dueList(subjects.read(), today()),
          pause,
          stopped: () => job.stopped,
        },
        trigger,
        actor,
      );
    },
    overdue: () => overdueOf(subjects.read(), today()),
    onOverdue: tell,
  });

  function tell(overdue: number): void {
    if (overdue === lastOverdue) return;
    lastOverdue = overdue;
    parts.emitChanged({ overdue });
  }

  function lead(): ClerkView {
    const clerk = parts.clerk();
    if (clerk.role !== 'lead') throw new AppError('session.forbidden');
    return clerk;
  }

  function erasedViews(all: readonly RetentionSubject[]): ErasedView[] {
    const numbers = new Map(all.map(({ vorgangId, number }) => [vorgangId, number]));
    return journal.events({ kinds: ['erased'] }).flatMap(({ sequence, at, vorgangId, actor, body }) => {
      const what = erasable.safeParse(body?.what).data;
      if (vorgangId === null || what === undefined) return [];
      const reason = String(body?.reason);
      const because = Object.hasOwn(ruleTitles, reason) ? reason : null;
      const place: ErasedView['place'] = body?.elsewhere === true ? 'centre' : 'here';
      const common = { sequence, at, because, by: actor, place };
      if (isAccessLog(vorgangId)) return [{ ...common, label: logTitle(vorgangId), what: 'log' }];
      return [{ ...common, label: numbers.get(vorgangId) ?? shortId(vorgangId), what }];
    });
  }

  function view(): RetentionView {
    const day = today();
    const all = subjects.read();
    const list = dueList(all, day, lookAheadDays);
    const erased = erasedViews(all);
    const overdue = overdueOf(all, day);
    tell(overdue);
    return {
      today: day,
      due: list.filter(({ dueOn }) => dueOn <= day),
      upcoming: list.filter(({ dueOn }) => dueOn > day),
      held: heldVorgaenge(all, law, day),
      erased: erased.slice(-shownErased).reverse(),
      erasedTotal: erased.length,
      rules: ruleViews(law, day),
      others: othersDeadlines(law, day),
      centre: duty.view,
      lastRunAt: journal.events({ kinds: [ranKind], last: 1 })[0]?.at ?? null,
      overdue,
    };
  }

  return {
    start: () => job.start(),
    stop: () => job.stop(),
    async state() {
      parts.clerk();
      return { overdue: lastOverdue };
    },
    async view() {
      parts.clerk();
      await subjects.prepare(pause);
      return view();
    },
    async eraseDue() {
      const { userName } = lead();
      await parts.settled;
      const here = await job.runNow(userName);
      const there = await duty.eachLook(`${nowIso()} ${userName}`, userName);
      return { erased: here + there, view: view() };
    },
    async exportProtocol({ from, to }) {
      const { userName } = lead();
      const numbers = new Map(subjects.read().map(({ vorgangId, number }) => [vorgangId, number]));
      const numberOf = (vorgangId: string): string => numbers.get(vorgangId) ?? '';
      const rows = protocolRows({ journal, dayOf: parts.dayOf, numberOf }, from, to);
      const { file, text } = parts.saveCsv(`protokoll-${parts.seatId}-${from}-${to}.csv`, protocolHeader, rows);
      const sha256 = createHash('sha256').update(text).digest('hex');
      const body = { from, to, rows: rows.length, sha256 };
      journal.append({ kind: 'protocol-exported', scope: 'seat', actor: userName, body });
      return { file, rows: rows.length };
    },
  };
}
