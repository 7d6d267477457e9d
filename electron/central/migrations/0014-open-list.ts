/** The open Vorgänge of an Ortsverwaltung: which have ended, a list that does not grow with the years, indexes for it. Frozen. */
export const sql = `
-- Set once, by what arrives; a list of what is open need not look into every event of the past.
ALTER TABLE zp.leases ADD COLUMN ended boolean NOT NULL DEFAULT false;
UPDATE zp.leases l SET ended = true WHERE EXISTS (
  SELECT 1 FROM zp.sealed_events e WHERE e.vorgang_id = l.vorgang_id AND e.scope = 'vorgang'
  AND e.kind IN ('vorgang-finished', 'vorgang-cancelled'));
UPDATE zp.leases l SET ended = true WHERE EXISTS (
  SELECT 1 FROM zp.erasures e WHERE e.vorgang_id = l.vorgang_id AND e.scope = 'vorgang');
CREATE INDEX leases_open ON zp.leases (ortsverwaltung) WHERE NOT ended;
CREATE INDEX leases_of_vorgang ON zp.leases (vorgang_id);
CREATE INDEX handovers_to_seat ON zp.handovers (to_seat);
-- The few events of a Vorgang that a list shows.
CREATE INDEX sealed_events_cards ON zp.sealed_events (vorgang_id) WHERE kind IN ('vorgang-opened', 'vorgang-given-back');

CREATE FUNCTION zp.note_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  UPDATE zp.leases l SET ended = true WHERE NOT l.ended AND l.vorgang_id IN (
    SELECT n.vorgang_id FROM new_rows n WHERE n.scope = 'vorgang' AND n.kind IN ('vorgang-finished', 'vorgang-cancelled'));
  RETURN NULL;
END $$;
CREATE TRIGGER note_ended AFTER INSERT ON zp.sealed_events REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION zp.note_ended();
CREATE FUNCTION zp.note_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  UPDATE zp.leases l SET ended = true WHERE NOT l.ended AND l.vorgang_id = NEW.vorgang_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_erased AFTER INSERT ON zp.erasures FOR EACH ROW
  WHEN (NEW.scope = 'vorgang') EXECUTE FUNCTION zp.note_erased();

-- state: waiting | held | abandoned | mine | ended. Only for Vorgänge the caller may see.
CREATE FUNCTION zp.states_of(ids text[]) RETURNS TABLE (vorgang_id text, seat text, state text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  SELECT l.vorgang_id, l.seat,
    CASE WHEN l.ended THEN 'ended' WHEN l.released_at IS NOT NULL THEN 'waiting' WHEN l.seat = zp.my_seat() THEN 'mine'
         WHEN l.expires_at > clock_timestamp() THEN 'held' ELSE 'abandoned' END,
    CASE WHEN l.released_at IS NOT NULL THEN l.released_at WHEN l.expires_at <= clock_timestamp() THEN l.expires_at
         ELSE g.granted_at END
  FROM unnest(ids) id
  JOIN zp.leases l ON l.vorgang_id = id
  JOIN zp.lease_grants g ON g.ortsverwaltung = l.ortsverwaltung AND g.vorgang_id = l.vorgang_id AND g.epoch = l.epoch
  WHERE zp.may_see(id)
$$;

-- What this seat does not have itself: its Ortsverwaltung's open Vorgänge and those handed over to it, newest first.
CREATE FUNCTION zp.open_list(most integer) RETURNS TABLE (vorgang_id text, seat text, state text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  SELECT s.vorgang_id, s.seat, s.state, s.since FROM zp.states_of(ARRAY(
    SELECT l.vorgang_id FROM zp.leases l WHERE l.ortsverwaltung = (SELECT zp.my_ov()) AND NOT l.ended
      AND (l.seat <> (SELECT zp.my_seat()) OR l.released_at IS NOT NULL)
    UNION
    SELECT l.vorgang_id FROM zp.handovers h JOIN zp.leases l ON l.vorgang_id = h.vorgang_id
      WHERE h.to_seat = (SELECT zp.my_seat()) AND NOT l.ended AND (l.seat <> h.to_seat OR l.released_at IS NOT NULL)
  )) s ORDER BY s.since DESC, s.vorgang_id LIMIT least(greatest(most, 1), 500)
$$;

REVOKE ALL ON FUNCTION zp.note_ended(), zp.note_erased(), zp.states_of(text[]), zp.open_list(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.states_of(text[]), zp.open_list(integer) TO zp_seat;
`;
