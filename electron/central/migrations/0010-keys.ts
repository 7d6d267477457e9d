/** Generations of the authority key: keys wrapped with later ones, the seats' public keys, packages for them. Frozen. */
export const sql = `
-- Whatever is not of the first generation or not wrapped by it any more. zp.wrapped_keys keeps the others. NULL: destroyed.
CREATE TABLE zp.later_keys (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL REFERENCES zp.seats,
  vorgang_id text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('vorgang', 'biometrics', 'seat')),
  generation integer NOT NULL CHECK (generation > 0),
  wrapped_by integer NOT NULL CHECK (wrapped_by >= generation AND wrapped_by > 1),
  wrapped bytea CHECK (length(wrapped) = 60),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, vorgang_id, scope, generation, wrapped_by)
);
CREATE INDEX later_keys_of_vorgang ON zp.later_keys (vorgang_id);

-- The newest row of a seat counts. Nobody is to believe it before two people have compared the code.
CREATE TABLE zp.seat_keys (
  seat text NOT NULL REFERENCES zp.seats,
  number integer NOT NULL CHECK (number > 0),
  public_key bytea NOT NULL CHECK (length(public_key) = 32),
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (seat, number),
  UNIQUE (seat, public_key)
);

-- The authority key for one seat, sealed for its public key; all generations up to this one.
CREATE TABLE zp.key_packages (
  to_seat text NOT NULL REFERENCES zp.seats,
  from_seat text NOT NULL REFERENCES zp.seats,
  number bigint GENERATED ALWAYS AS IDENTITY,
  generation integer NOT NULL CHECK (generation > 0),
  package text NOT NULL CHECK (length(package) BETWEEN 1 AND 16000),
  sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (to_seat, number)
);

CREATE FUNCTION zp.only_destroy_later_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.wrapped IS NULL AND ROW(NEW.ortsverwaltung, NEW.seat, NEW.vorgang_id, NEW.scope, NEW.generation, NEW.wrapped_by,
      NEW.received_at) IS NOT DISTINCT FROM ROW(OLD.ortsverwaltung, OLD.seat, OLD.vorgang_id, OLD.scope, OLD.generation,
      OLD.wrapped_by, OLD.received_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'zp: a wrapped key is never replaced' USING ERRCODE = 'ZP001';
END $$;
CREATE TRIGGER append_only BEFORE DELETE ON zp.later_keys FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER only_destroy BEFORE UPDATE ON zp.later_keys FOR EACH ROW EXECUTE FUNCTION zp.only_destroy_later_key();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.seat_keys FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.key_packages FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.later_keys EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.seat_keys EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.key_packages EXECUTE FUNCTION zp.refuse_change();

ALTER TABLE zp.later_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.seat_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.key_packages ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.later_keys FOR SELECT TO zp_seat
  USING (ortsverwaltung = (SELECT zp.my_ov()) OR (scope <> 'seat' AND zp.may_see(vorgang_id)));
CREATE POLICY all_keys ON zp.seat_keys FOR SELECT TO zp_seat USING (true);
CREATE POLICY as_myself ON zp.seat_keys FOR INSERT TO zp_seat WITH CHECK (seat = (SELECT zp.my_seat()));
CREATE POLICY for_me ON zp.key_packages FOR SELECT TO zp_seat USING (to_seat = (SELECT zp.my_seat()));
CREATE POLICY as_myself ON zp.key_packages FOR INSERT TO zp_seat WITH CHECK (from_seat = (SELECT zp.my_seat()));
GRANT SELECT ON zp.later_keys, zp.seat_keys, zp.key_packages TO zp_seat;
GRANT INSERT (seat, number, public_key) ON zp.seat_keys TO zp_seat;
GRANT INSERT (to_seat, from_seat, generation, package) ON zp.key_packages TO zp_seat;

-- What was erased stays erased, for late keys and for those that are wrapped anew at the same time.
CREATE TRIGGER keep_erased BEFORE INSERT ON zp.later_keys FOR EACH ROW
  WHEN (NEW.scope IN ('vorgang', 'biometrics')) EXECUTE FUNCTION zp.keep_erased_key();
CREATE FUNCTION zp.erase_later_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  UPDATE zp.later_keys k SET wrapped = NULL
  WHERE k.vorgang_id = NEW.vorgang_id AND k.scope = NEW.scope AND k.wrapped IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER erase_later AFTER INSERT ON zp.erasures FOR EACH ROW EXECUTE FUNCTION zp.erase_later_keys();

-- New keys of later generations, and older keys wrapped anew: the new row first, then the older ones are emptied. A key is
-- never wrapped by an older generation again. Doing it twice changes nothing.
CREATE FUNCTION zp.put_keys(vorgaenge text[], scopes text[], generations integer[], wrappers integer[], boxes bytea[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  k record;
  was_destroyed boolean;
  newest integer;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  FOR k IN SELECT * FROM unnest(vorgaenge, scopes, generations, wrappers, boxes) u (vorgang, scope, generation, wrapper, box)
           ORDER BY u.vorgang, u.scope, u.generation LOOP
    IF k.scope <> 'seat' AND NOT zp.may_see(k.vorgang) THEN
      RAISE EXCEPTION 'zp: a key for a Vorgang of others' USING ERRCODE = 'ZP003';
    END IF;
    SELECT count(*) > 0 AND count(o.wrapped) = 0, coalesce(max(o.wrapped_by) FILTER (WHERE o.wrapped IS NOT NULL), 0)
      INTO was_destroyed, newest
    FROM (SELECT 1 AS generation, 1 AS wrapped_by, w.wrapped FROM zp.wrapped_keys w
          WHERE w.ortsverwaltung = me.ortsverwaltung AND w.seat = me.seat AND w.vorgang_id = k.vorgang AND w.scope = k.scope
          UNION ALL
          SELECT w.generation, w.wrapped_by, w.wrapped FROM zp.later_keys w
          WHERE w.ortsverwaltung = me.ortsverwaltung AND w.seat = me.seat AND w.vorgang_id = k.vorgang AND w.scope = k.scope) o
    WHERE o.generation = k.generation;
    CONTINUE WHEN was_destroyed OR newest >= k.wrapper;
    INSERT INTO zp.later_keys (ortsverwaltung, seat, vorgang_id, scope, generation, wrapped_by, wrapped)
    VALUES (me.ortsverwaltung, me.seat, k.vorgang, k.scope, k.generation, k.wrapper, k.box) ON CONFLICT DO NOTHING;
    IF k.generation = 1 THEN
      UPDATE zp.wrapped_keys w SET wrapped = NULL WHERE w.ortsverwaltung = me.ortsverwaltung AND w.seat = me.seat
        AND w.vorgang_id = k.vorgang AND w.scope = k.scope AND w.wrapped IS NOT NULL;
    END IF;
    UPDATE zp.later_keys w SET wrapped = NULL WHERE w.ortsverwaltung = me.ortsverwaltung AND w.seat = me.seat
      AND w.vorgang_id = k.vorgang AND w.scope = k.scope AND w.generation = k.generation AND w.wrapped_by < k.wrapper
      AND w.wrapped IS NOT NULL;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION zp.only_destroy_later_key(), zp.erase_later_keys(),
  zp.put_keys(text[], text[], integer[], integer[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.put_keys(text[], text[], integer[], integer[], bytea[]) TO zp_seat;
CREATE TRIGGER count_row BEFORE INSERT ON zp.later_keys FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.seat_keys FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.key_packages FOR EACH ROW EXECUTE FUNCTION zp.count_row();
`;
