/** Writes down that a clerk looked at a Vorgang: once for each sign-in, before the clerk sees it. */
import type { ClerkView } from '../contract/session.ts';
import type { Journal } from '../journal/port.ts';
import { noteAccess } from './access-log.ts';

interface ViewCall<Input, View> {
  view(input: Input, context: unknown): Promise<View>;
}

/** A sign-in is the object that `clerk` gives as long as it lasts. A view that cannot be written down is not given. */
export function noteViews<Input, View extends { summary: { id: string } }, Room extends ViewCall<Input, View>>(
  room: Room & ViewCall<Input, View>,
  parts: { journal: Pick<Journal, 'append'>; clerk(): ClerkView; seatId: string; today(): string },
): Room {
  const seen = new WeakMap<ClerkView, Set<string>>();
  return {
    ...room,
    async view(input: Input, context: unknown) {
      const view = await room.view(input, context);
      const clerk = parts.clerk();
      const mine = seen.get(clerk) ?? new Set<string>();
      seen.set(clerk, mine);
      const vorgangId = view.summary.id;
      if (!mine.has(vorgangId)) {
        const place = { seatId: parts.seatId, day: parts.today() };
        noteAccess(parts.journal, place, { what: 'vorgang-viewed', by: clerk.userName, vorgangId });
        mine.add(vorgangId);
      }
      return view;
    },
  };
}
