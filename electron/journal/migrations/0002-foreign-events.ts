/** Events of other seats on a Vorgang that came here, and the keys to read them. Frozen: a change is a new migration. */
export const sql = `
CREATE TABLE foreign_events (
  seat TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  vorgang_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  imported_at INTEGER NOT NULL,
  header TEXT NOT NULL,
  previous_hash BLOB NOT NULL,
  sealed_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  link_seal BLOB NOT NULL,
  origin_seal BLOB NOT NULL,
  sealed BLOB,
  PRIMARY KEY (seat, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_events_of_vorgang ON foreign_events (vorgang_id, imported_at, epoch, sequence);
CREATE TABLE foreign_keys (
  seat TEXT NOT NULL,
  vorgang_id TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('vorgang', 'biometrics')),
  wrapped BLOB NOT NULL,
  PRIMARY KEY (seat, vorgang_id, scope)
) STRICT, WITHOUT ROWID;
`;
