/** The clerks' directory: a chain of sealed entries that only grows, and what each seat says it has read of it. Frozen. */
export const sql = `
-- One row a change of one person. Who it is and what changed lies in the box; the centre sees that something changed, and where.
CREATE TABLE zp.clerk_entries (
  version bigint PRIMARY KEY CHECK (version > 0),
  previous_link bytea NOT NULL CHECK (length(previous_link) = 32),
  link bytea NOT NULL,
  sealed bytea NOT NULL CHECK (length(sealed) BETWEEN 28 AND 16384),
  seat text NOT NULL REFERENCES zp.seats,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT link_fits CHECK (sha256(previous_link || sealed) = link)
);

-- Marked by the seat itself: an administrator cannot claim for a seat that it knows of a revocation.
CREATE TABLE zp.clerk_directory_seen (
  seat text PRIMARY KEY REFERENCES zp.seats,
  version bigint NOT NULL CHECK (version >= 0),
  said_at text NOT NULL CHECK (length(said_at) <= 30),
  mark bytea NOT NULL CHECK (length(mark) = 32),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.clerk_entries FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.clerk_entries EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON zp.clerk_directory_seen FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.clerk_directory_seen EXECUTE FUNCTION zp.refuse_change();

ALTER TABLE zp.clerk_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.clerk_directory_seen ENABLE ROW LEVEL SECURITY;
-- A stand-in signs in at any seat of the authority: every seat reads the whole directory. It opens with the authority's key only.
CREATE POLICY all_entries ON zp.clerk_entries FOR SELECT TO zp_seat USING (true);
CREATE POLICY all_seen ON zp.clerk_directory_seen FOR SELECT TO zp_seat USING (true);
GRANT SELECT ON zp.clerk_entries, zp.clerk_directory_seen TO zp_seat;

-- The next entry and no other; the same one once more is no second one, its first answer may have got lost.
CREATE FUNCTION zp.clerk_append(of_version bigint, after_link bytea, box bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  last zp.clerk_entries%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT * INTO last FROM zp.clerk_entries ORDER BY version DESC LIMIT 1;
  IF last.version IS DISTINCT FROM of_version THEN
    IF of_version <> coalesce(last.version, 0) + 1
       OR after_link <> coalesce(last.link, decode(repeat('00', 32), 'hex')) THEN
      RAISE EXCEPTION 'zp: the directory has changed meanwhile' USING ERRCODE = 'ZP006';
    END IF;
    -- Whoever comes second with this number waits here for the first, and then finds the entry.
    INSERT INTO zp.clerk_entries (version, previous_link, link, sealed, seat)
    VALUES (of_version, after_link, sha256(after_link || box), box, me.seat) ON CONFLICT (version) DO NOTHING;
    SELECT * INTO STRICT last FROM zp.clerk_entries e WHERE e.version = of_version;
  END IF;
  IF last.seat <> me.seat OR last.sealed <> box THEN
    RAISE EXCEPTION 'zp: the directory has changed meanwhile' USING ERRCODE = 'ZP006';
  END IF;
END $$;

CREATE FUNCTION zp.clerk_seen(of_version bigint, at_time text, with_mark bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  INSERT INTO zp.clerk_directory_seen (seat, version, said_at, mark) VALUES (me.seat, of_version, at_time, with_mark)
  ON CONFLICT (seat) DO UPDATE SET version = excluded.version, said_at = excluded.said_at, mark = excluded.mark,
    received_at = clock_timestamp();
END $$;

REVOKE ALL ON FUNCTION zp.clerk_append(bigint, bytea, bytea), zp.clerk_seen(bigint, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.clerk_append(bigint, bytea, bytea), zp.clerk_seen(bigint, text, bytea) TO zp_seat;
CREATE TRIGGER count_row BEFORE INSERT ON zp.clerk_entries FOR EACH ROW EXECUTE FUNCTION zp.count_row();
`;
