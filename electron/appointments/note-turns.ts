/** Tells which Vorgang the clerk is with: the one last begun, looked at or worked on; none on the overview. */

interface Turning<I, A, S, V, L> {
  start(input: { serviceId: string }, context: S): Promise<V>;
  view(input: { vorgangId: string; stepId?: string | undefined }, context: S): Promise<V>;
  act(input: I, context: S): Promise<A>;
  list(input: Record<never, never>, context: S): Promise<L>;
}

/** After the call: what a Vorgang came to is known then. */
export function noteTurns<
  S,
  V extends { summary: { id: string } },
  A,
  L,
  I extends { vorgangId: string },
  Room extends Turning<I, A, S, V, L>,
>(room: Room & Turning<I, A, S, V, L>, turnedTo: (vorgangId: string | null) => void): Room {
  return {
    ...room,
    async start(input: { serviceId: string }, context: S) {
      const view = await room.start(input, context);
      turnedTo(view.summary.id);
      return view;
    },
    async view(input: { vorgangId: string; stepId?: string | undefined }, context: S) {
      const view = await room.view(input, context);
      turnedTo(view.summary.id);
      return view;
    },
    async act(input: I, context: S) {
      const answer = await room.act(input, context);
      turnedTo(input.vorgangId);
      return answer;
    },
    async list(input: Record<never, never>, context: S) {
      const list = await room.list(input, context);
      turnedTo(null);
      return list;
    },
  };
}
