/** Indexes for what is asked of a journal of years: events of a kind, and how a Vorgang began and ended. Frozen. */
export const sql = `
CREATE INDEX events_of_kind ON events (kind, sequence);
CREATE INDEX vorgang_ends ON events (kind, at, vorgang_id)
  WHERE kind IN ('vorgang-opened', 'foreign-imported', 'vorgang-finished', 'vorgang-cancelled');
CREATE INDEX foreign_events_of_kind ON foreign_events (kind, vorgang_id);
`;
