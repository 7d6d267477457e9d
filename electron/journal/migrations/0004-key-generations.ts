/** Keys of each generation of the authority key; what is there belongs to the first. Frozen: a change is a new migration. */
export const sql = `
ALTER TABLE events ADD COLUMN generation INTEGER NOT NULL DEFAULT 1 CHECK (generation > 0);
ALTER TABLE foreign_events ADD COLUMN generation INTEGER NOT NULL DEFAULT 1 CHECK (generation > 0);
CREATE TABLE keys_of_generations (
  vorgang_id TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  generation INTEGER NOT NULL DEFAULT 1 CHECK (generation > 0),
  wrapped_by INTEGER NOT NULL DEFAULT 1 CHECK (wrapped_by >= generation),
  wrapped BLOB,
  PRIMARY KEY (vorgang_id, scope, generation)
) STRICT, WITHOUT ROWID;
INSERT INTO keys_of_generations (vorgang_id, scope, wrapped) SELECT vorgang_id, scope, wrapped FROM wrapped_keys;
DROP TABLE wrapped_keys;
ALTER TABLE keys_of_generations RENAME TO wrapped_keys;
CREATE INDEX wrapped_keys_by ON wrapped_keys (wrapped_by) WHERE wrapped IS NOT NULL;
CREATE TABLE foreign_keys_of_generations (
  seat TEXT NOT NULL,
  vorgang_id TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('vorgang', 'biometrics')),
  generation INTEGER NOT NULL DEFAULT 1 CHECK (generation > 0),
  wrapped_by INTEGER NOT NULL DEFAULT 1 CHECK (wrapped_by >= generation),
  wrapped BLOB NOT NULL,
  PRIMARY KEY (seat, vorgang_id, scope, generation)
) STRICT, WITHOUT ROWID;
INSERT INTO foreign_keys_of_generations (seat, vorgang_id, scope, wrapped)
  SELECT seat, vorgang_id, scope, wrapped FROM foreign_keys;
DROP TABLE foreign_keys;
ALTER TABLE foreign_keys_of_generations RENAME TO foreign_keys;
CREATE INDEX foreign_keys_of_vorgang ON foreign_keys (vorgang_id);
CREATE INDEX foreign_keys_by ON foreign_keys (wrapped_by);
`;
