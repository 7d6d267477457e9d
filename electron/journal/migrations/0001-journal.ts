/** First form of the journal. Frozen: a change is a new migration. */
export const sql = `
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  vorgang_id TEXT,
  scope TEXT NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  actor TEXT NOT NULL,
  virtual INTEGER NOT NULL CHECK (virtual IN (0, 1)),
  sealed_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  link_seal BLOB NOT NULL,
  sealed BLOB,
  CHECK (scope = 'seat' OR vorgang_id IS NOT NULL)
) STRICT;
CREATE INDEX events_of_vorgang ON events (vorgang_id) WHERE vorgang_id IS NOT NULL;
CREATE TABLE wrapped_keys (
  vorgang_id TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  wrapped BLOB,
  PRIMARY KEY (vorgang_id, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_terms (
  term BLOB NOT NULL,
  vorgang_id TEXT NOT NULL,
  PRIMARY KEY (term, vorgang_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_terms_of_vorgang ON search_terms (vorgang_id);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tables_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  digest BLOB NOT NULL,
  state_seal BLOB NOT NULL
) STRICT;
`;
