/** What was erased stays erased: late keys and search terms come to nothing, and every seat with a copy hears of it. Frozen. */
export const sql = `
CREATE TABLE zp.erasures (
  vorgang_id text NOT NULL REFERENCES zp.vorgaenge,
  scope text NOT NULL CHECK (scope IN ('vorgang', 'biometrics')),
  seat text NOT NULL REFERENCES zp.seats,
  erased_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (vorgang_id, scope)
);
CREATE INDEX erasures_by_time ON zp.erasures (erased_at, vorgang_id, scope);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.erasures FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.erasures EXECUTE FUNCTION zp.refuse_change();
ALTER TABLE zp.erasures ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.erasures FOR SELECT TO zp_seat USING (zp.may_see(vorgang_id));
GRANT SELECT ON zp.erasures TO zp_seat;
-- The row of the Vorgang is the lock: a key that is under way is seen by the erasure, or sees it.
CREATE FUNCTION zp.keep_erased_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  PERFORM 1 FROM zp.vorgaenge v WHERE v.vorgang_id = NEW.vorgang_id FOR SHARE;
  IF EXISTS (SELECT 1 FROM zp.erasures e WHERE e.vorgang_id = NEW.vorgang_id AND e.scope = NEW.scope) THEN
    NEW.wrapped := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_erased BEFORE INSERT ON zp.wrapped_keys FOR EACH ROW
  WHEN (NEW.scope IN ('vorgang', 'biometrics')) EXECUTE FUNCTION zp.keep_erased_key();
CREATE FUNCTION zp.keep_erased_term() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  PERFORM 1 FROM zp.vorgaenge v WHERE v.vorgang_id = NEW.vorgang_id FOR SHARE;
  IF EXISTS (SELECT 1 FROM zp.erasures e WHERE e.vorgang_id = NEW.vorgang_id AND e.scope = 'vorgang') THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_erased BEFORE INSERT ON zp.search_terms FOR EACH ROW EXECUTE FUNCTION zp.keep_erased_term();

CREATE FUNCTION zp.note_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  UPDATE zp.leases l SET ended = true WHERE NOT l.ended AND l.vorgang_id = NEW.vorgang_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_erased AFTER INSERT ON zp.erasures FOR EACH ROW
  WHEN (NEW.scope = 'vorgang') EXECUTE FUNCTION zp.note_erased();

-- After the seat's own erased event: the keys of all seats go, and the search terms. The sealed bodies stay and tell nothing.
CREATE FUNCTION zp.erase_vorgang(id text, biometrics_only boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  scopes text[] := CASE WHEN biometrics_only THEN ARRAY['biometrics'] ELSE ARRAY['biometrics', 'vorgang'] END;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  IF NOT zp.may_see(id) OR NOT EXISTS (SELECT 1 FROM zp.sealed_events e WHERE e.ortsverwaltung = me.ortsverwaltung
      AND e.seat = me.seat AND e.vorgang_id = id AND e.kind = 'erased') THEN
    RAISE EXCEPTION 'zp: no erased event of this seat' USING ERRCODE = 'ZP003';
  END IF;
  PERFORM 1 FROM zp.vorgaenge v WHERE v.vorgang_id = id FOR UPDATE;
  INSERT INTO zp.erasures (vorgang_id, scope, seat) SELECT id, s, me.seat FROM unnest(scopes) s ON CONFLICT DO NOTHING;
  UPDATE zp.wrapped_keys k SET wrapped = NULL WHERE k.vorgang_id = id AND k.wrapped IS NOT NULL AND k.scope = ANY (scopes);
  IF NOT biometrics_only THEN DELETE FROM zp.search_terms t WHERE t.vorgang_id = id; END IF;
END $$;
REVOKE ALL ON FUNCTION zp.keep_erased_key(), zp.keep_erased_term(), zp.note_erased(), zp.erase_vorgang(text, boolean)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.erase_vorgang(text, boolean) TO zp_seat;
`;
