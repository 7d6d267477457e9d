/** Who saw and did what, from the heads of the journal: without names of citizens, and without any text that somebody typed. */
import { erasable } from '../contract/retention.ts';
import type { Journal, JournalEvent } from '../journal/port.ts';
import { accessKind, isAccessLog, readAccess } from './access-log.ts';
import { protocolKinds } from './protocol-kinds.table.ts';
import { reasonPrefix } from './retention-run.ts';

export const protocolHeader = [
  ...['Nr.', 'Zeit (UTC)', 'Ereignis', 'Art', 'Konto', 'Vorgang', 'Kennung des Vorgangs', 'Virtuelles Gerät'],
  'Näheres',
] as const;

export interface ProtocolSources {
  journal: Pick<Journal, 'events'>;
  dayOf(iso: string): string;
  /** Empty once it is gone. */
  numberOf(vorgangId: string): string;
}

export type ProtocolRow = readonly [sequence: number, ...rest: string[]];

/** In order of time. Both days included. Kind by kind: bodies, which may be large, are let go of at once. */
export function protocolRows({ journal, dayOf, numberOf }: ProtocolSources, from: string, to: string): ProtocolRow[] {
  const rows = Object.keys(protocolKinds).flatMap((kind) =>
    journal
      .events({ kinds: [kind] })
      .filter(({ at }) => from <= dayOf(at) && dayOf(at) <= to)
      .map((event) => rowOf(event, numberOf)),
  );
  return rows.sort((a, b) => a[0] - b[0]);
}

function rowOf(event: JournalEvent, numberOf: (vorgangId: string) => string): ProtocolRow {
  const { sequence, at, virtual } = event;
  const { kind, actor, vorgangId } = subjectOf(event);
  const number = vorgangId === null ? '' : numberOf(vorgangId);
  const columns = [at, protocolKinds[kind] ?? '', kind, actor, number, vorgangId ?? '', virtual ? 'ja' : ''];
  return [sequence, ...columns, closer(event)];
}

/** An access names clerk and Vorgang in its sealed body; once that is gone the row tells only when it was. */
function subjectOf(event: JournalEvent): Pick<JournalEvent, 'kind' | 'actor' | 'vorgangId'> {
  if (event.kind !== accessKind) return event;
  const access = readAccess(event);
  return access ? { kind: access.what, actor: access.by, vorgangId: access.vorgangId } : { ...event, vorgangId: null };
}

const refusals: Readonly<Record<string, string>> = {
  locked: 'gesperrt',
  'session.access-ended': 'Zugang nicht offen',
  'session.directory-missing': 'Verzeichnis fehlt',
  'session.directory-too-old': 'Verzeichnis zu alt',
  'staff-card.removed': 'Karte weggenommen',
  'staff-card.unknown': 'fremde Karte',
  'staff-card.wrong-pin': 'falsche Karten-PIN',
  'staff-card.blocked': 'Karte gesperrt',
  'staff-card.not-proven': 'Karte nicht bewiesen',
  card: 'Karte nicht lesbar',
};

/** Closed words only: reasons that a person wrote stay in the journal. */
function closer({ kind, vorgangId, body }: JournalEvent): string {
  if (kind === 'sign-in-refused') return refusals[String(body?.reason)] ?? 'falsche PIN';
  if (kind !== 'erased') return '';
  const what = erasable.safeParse(body?.what).data;
  const reason = String(body?.reason ?? '');
  const whole = isAccessLog(vorgangId ?? '') ? 'Zugriffsprotokoll' : 'ganzer Vorgang';
  const words = what === 'biometrics' ? 'Biometrie' : what === 'vorgang' ? whole : '';
  return /^[a-z.-]+$/.test(reason) && reason.startsWith(reasonPrefix) ? `${words}, ${reason}` : words;
}
