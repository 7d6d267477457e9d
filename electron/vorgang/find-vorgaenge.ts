/** Finds Vorgänge here and at the centre, opens them in memory only, and puts beside each what other Vorgänge tell of it. */
import { isAppError } from '../contract/app-error.ts';
import type { Journal, JournalEvent } from '../journal/port.ts';
import type { FoundVorgang, ServiceDeclaration } from '../services/service.ts';
import { foldVorgang, type VorgangState } from './vorgang-state.ts';
import type { VorgangStore } from './vorgang-store.ts';

/** What the centre offers to the search; implemented by the central room, handed in by the seat. */
export interface CentreLookup {
  /** `none`: no centre is configured; `closed`: the line does not allow it now. */
  state(): 'none' | 'open' | 'closed';
  /** Ids of Vorgänge of this Ortsverwaltung, or handed over to this seat. Throws AppError `centre.*`. */
  search(term: string): Promise<string[]>;
  /** Proven and unsealed, not kept. Throws AppError `centre.*`. */
  read(vorgangIds: readonly string[]): Promise<ReadonlyMap<string, readonly JournalEvent[]>>;
}

export interface Finding {
  found: { vorgang: FoundVorgang; concerning: FoundVorgang[] }[];
  centre: 'none' | 'asked' | 'unreachable';
  /** There are more than are shown. */
  more: boolean;
}

export type FindVorgaenge = (terms: readonly string[], of: readonly string[], actor: string) => Promise<Finding>;

export interface FindParts {
  journal: Pick<Journal, 'search'>;
  store: Pick<VorgangStore, 'get'>;
  services: readonly ServiceDeclaration[];
  centre: CentreLookup;
  /** Who saw whose name is written down before it is shown. */
  noteSeen(vorgangId: string, actor: string): void;
}

/** So many a clerk can compare; whoever gets more has to search for more. */
const mostHits = 10;
const mostRead = 30;

export function createFindVorgaenge(parts: FindParts): FindVorgaenge {
  const { journal, centre } = parts;

  return async (terms, of, actor) => {
    const line = {
      state:
        centre.state() === 'open'
          ? ('asked' as const)
          : centre.state() === 'none'
            ? ('none' as const)
            : ('unreachable' as const),
    };
    /** What was found here stays found when the line goes meanwhile. */
    async function atCentre<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
      if (line.state !== 'asked') return otherwise;
      try {
        return await work();
      } catch (error) {
        if (!isAppError(error) || !unreachable.includes(error.code)) throw error;
        line.state = 'unreachable';
        return otherwise;
      }
    }
    const idsOf = async (term: string): Promise<string[]> => [
      ...journal.search(term),
      ...(await atCentre(() => centre.search(term), [])),
    ];
    const known = new Map<string, FoundVorgang>();
    async function load(ids: readonly string[]): Promise<FoundVorgang[]> {
      const fresh = [...new Set(ids)].filter((id) => !known.has(id)).slice(0, mostRead);
      const there =
        fresh.length === 0
          ? new Map()
          : await atCentre(() => centre.read(fresh), new Map<string, readonly JournalEvent[]>());
      for (const id of fresh) {
        const state = newest(here(id), foldVorgang(there.get(id) ?? []));
        const told = state && tell(state);
        if (told) known.set(id, told);
      }
      return [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
    }

    const ids = [...new Set((await Promise.all(terms.map(idsOf))).flat())];
    const first = await load(ids);
    const concerned = first.flatMap(({ about }) =>
      typeof about.concerns === 'string' && about.concerns !== '' ? [about.concerns] : [],
    );
    const all = await load([...ids, ...concerned]);
    // An arrival that belongs to an application speaks through it.
    const targets = all.filter(({ serviceId, about }) => of.includes(serviceId) && (about.concerns ?? '') === '');
    const found: Finding['found'] = [];
    for (const vorgang of targets.slice(0, mostHits)) {
      const others = await load(await idsOf(vorgang.number));
      const concerning = others.filter(({ about }) => about.concerns === vorgang.vorgangId);
      found.push({ vorgang, concerning: concerning.toSorted((a, b) => a.number.localeCompare(b.number)) });
    }
    for (const { vorgang } of found) parts.noteSeen(vorgang.vorgangId, actor);
    return {
      found: found.toSorted((a, b) => b.vorgang.openedDay.localeCompare(a.vorgang.openedDay)),
      centre: line.state,
      more: targets.length > mostHits || ids.length > mostRead,
    };
  };

  function here(vorgangId: string): VorgangState | null {
    try {
      return parts.store.get(vorgangId);
    } catch (error) {
      if (isAppError(error) && error.code === 'vorgang.not-found') return null;
      throw error;
    }
  }

  function tell(state: VorgangState): FoundVorgang | null {
    const service = parts.services.find(({ id }) => id === state.serviceId);
    if (state.erased || !service) return null;
    return {
      vorgangId: state.id,
      number: state.number,
      serviceId: state.serviceId,
      phase: state.phase,
      openedDay: state.openedDay,
      person: service.person(state.facts),
      about: service.tells?.(state.facts) ?? {},
    };
  }
}

const unreachable: readonly string[] = ['centre.disconnected', 'centre.untrusted', 'centre.refused'];

/** Another seat may have gone on with it; and what ended long ago is kept at the centre only. */
function newest(here: VorgangState | null, there: VorgangState | null): VorgangState | null {
  if (!here || !there) return here ?? there;
  if (here.erased) return here;
  const isBehind = here.phase === 'open' && there.phase !== 'open';
  return isBehind || Object.keys(here.facts).length === 0 ? there : here;
}
