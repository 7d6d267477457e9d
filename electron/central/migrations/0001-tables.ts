/** Tables of the centre: sealed events, wrapped keys, ledgers and search terms, one partition an Ortsverwaltung. Frozen. */
export const sql = `
CREATE SCHEMA zp;

-- Small tables without partitions: every node of a distributed PostgreSQL may hold a copy.
CREATE TABLE zp.ortsverwaltungen (
  ortsverwaltung text PRIMARY KEY CHECK (length(ortsverwaltung) BETWEEN 1 AND 60),
  suffix text NOT NULL UNIQUE CHECK (suffix ~ '^[a-z0-9_]{1,24}$')
);
CREATE TABLE zp.seats (
  seat text PRIMARY KEY CHECK (seat ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'),
  role name NOT NULL UNIQUE,
  ortsverwaltung text NOT NULL REFERENCES zp.ortsverwaltungen,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE zp.vorgaenge (
  vorgang_id text PRIMARY KEY CHECK (length(vorgang_id) BETWEEN 1 AND 64),
  ortsverwaltung text NOT NULL REFERENCES zp.ortsverwaltungen,
  opened_by text NOT NULL REFERENCES zp.seats,
  known_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE zp.handovers (
  vorgang_id text NOT NULL REFERENCES zp.vorgaenge,
  to_seat text NOT NULL REFERENCES zp.seats,
  from_seat text NOT NULL REFERENCES zp.seats,
  handed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (vorgang_id, to_seat)
);
CREATE INDEX handovers_to_seat ON zp.handovers (to_seat);

-- A seat's journal as it is: the header in clear, the body sealed, the link of the chain. The checks need no key.
CREATE TABLE zp.sealed_events (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  vorgang_id text,
  scope text NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  kind text NOT NULL,
  -- The lease it was written under; none for what belongs to no Vorgang's content.
  epoch integer,
  header text NOT NULL CHECK (length(header) <= 2000),
  previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
  sealed_hash bytea NOT NULL,
  hash bytea NOT NULL,
  link_seal bytea NOT NULL CHECK (length(link_seal) = 32),
  origin_seal bytea NOT NULL CHECK (length(origin_seal) = 32),
  sealed bytea CHECK (length(sealed) <= 16777216),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, sequence),
  CONSTRAINT body_fits CHECK (sealed IS NULL OR sha256(sealed) = sealed_hash),
  CONSTRAINT link_fits CHECK (sha256(previous_hash || sealed_hash || convert_to(header, 'UTF8')) = hash),
  CONSTRAINT header_fits CHECK (
    header::jsonb ->> 0 = '1' AND header::jsonb ->> 1 = sequence::text AND header::jsonb ->> 3 = kind
    AND header::jsonb ->> 4 IS NOT DISTINCT FROM vorgang_id AND header::jsonb ->> 5 = scope),
  CONSTRAINT lease_named CHECK ((scope = 'seat') = (epoch IS NULL)),
  CONSTRAINT vorgang_named CHECK (scope = 'seat' OR vorgang_id IS NOT NULL)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX sealed_events_of_vorgang ON zp.sealed_events (vorgang_id) WHERE vorgang_id IS NOT NULL;
-- The few events of a Vorgang that a list shows, and its end.
CREATE INDEX sealed_events_cards ON zp.sealed_events (vorgang_id) WHERE kind IN ('vorgang-opened', 'vorgang-given-back');
CREATE INDEX sealed_events_ends ON zp.sealed_events (ortsverwaltung, vorgang_id)
  WHERE kind IN ('vorgang-finished', 'vorgang-cancelled');

-- Wrapped with the authority key, which the centre never has. NULL: destroyed.
CREATE TABLE zp.wrapped_keys (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL,
  vorgang_id text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  wrapped bytea CHECK (length(wrapped) = 60),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, vorgang_id, scope),
  CONSTRAINT id_fits CHECK (length(vorgang_id) <= 64)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX wrapped_keys_of_vorgang ON zp.wrapped_keys (vorgang_id);

-- Amounts and numbers only: no person, no Vorgang beyond the event that caused the entry.
CREATE TABLE zp.ledger_entries (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL,
  sequence bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fee', 'fee-returned', 'seal', 'stock')),
  amount_cents bigint NOT NULL DEFAULT 0,
  number text NOT NULL DEFAULT '' CHECK (length(number) <= 60),
  training boolean NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, sequence)
) PARTITION BY LIST (ortsverwaltung);

-- Keyed hashes: without the authority's search key nobody can ask for a name or read one.
CREATE TABLE zp.search_terms (
  ortsverwaltung text NOT NULL,
  term bytea NOT NULL CHECK (length(term) = 32),
  vorgang_id text NOT NULL,
  PRIMARY KEY (ortsverwaltung, term, vorgang_id)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX search_terms_of_vorgang ON zp.search_terms (vorgang_id);

-- Every lease there ever was, and the one that counts now.
CREATE TABLE zp.lease_grants (
  ortsverwaltung text NOT NULL,
  vorgang_id text NOT NULL,
  epoch integer NOT NULL CHECK (epoch > 0),
  seat text NOT NULL,
  how text NOT NULL CHECK (how IN ('opened', 'acquired', 'taken-over')),
  lead text,
  reason text CHECK (length(reason) <= 500),
  granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, vorgang_id, epoch),
  CONSTRAINT take_over_justified CHECK (how <> 'taken-over' OR (lead IS NOT NULL AND reason IS NOT NULL)),
  CONSTRAINT lead_fits CHECK (length(lead) <= 100)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX lease_grants_of_seat ON zp.lease_grants (vorgang_id, seat);
CREATE TABLE zp.leases (
  ortsverwaltung text NOT NULL,
  vorgang_id text NOT NULL,
  epoch integer NOT NULL,
  seat text NOT NULL,
  expires_at timestamptz NOT NULL,
  released_at timestamptz,
  -- Set once, by what arrives; a list of what is open need not look into every event of the past.
  ended boolean NOT NULL DEFAULT false,
  PRIMARY KEY (ortsverwaltung, vorgang_id)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX leases_open ON zp.leases (ortsverwaltung) WHERE NOT ended;
CREATE INDEX leases_of_vorgang ON zp.leases (vorgang_id);
`;
