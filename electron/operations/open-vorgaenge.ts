/** Finds the Vorgänge with open operations after a start without reading the whole journal. */
import { z } from 'zod';
import type { Journal } from '../journal/port.ts';
import { foldOperations, isOpen, operationEventKinds } from './operation-fold.ts';

const settingName = 'operations-open';
/** Up to `sequence` exactly these Vorgänge had open operations; the rest follows from the events after it. */
const bookmark = z.object({ sequence: z.int().min(0), vorgangIds: z.array(z.string()) });

/** So many events are read again rather than writing the bookmark at every start. */
const eventsBehindMax = 200;

/** A bookmark may be old, never wrong: it speaks of a past that cannot change. */
export function findOpenVorgaenge(journal: Journal): Set<string> {
  const known = bookmark.safeParse(journal.setting(settingName)).data ?? { sequence: 0, vorgangIds: [] };
  const since = journal.events({ kinds: operationEventKinds, afterSequence: known.sequence });
  const touched = new Set([...known.vorgangIds, ...since.flatMap(({ vorgangId }) => vorgangId ?? [])]);
  const open = [...touched].filter((vorgangId) =>
    foldOperations(journal.events({ vorgangId, kinds: operationEventKinds })).some(isOpen),
  );
  if (since.length > eventsBehindMax) {
    journal.putSetting(settingName, { sequence: since.at(-1)?.sequence ?? known.sequence, vorgangIds: open });
  }
  return new Set(open);
}
