/** The open Vorgänge of an Ortsverwaltung, in a list that does not grow with the years. Frozen. */
export const sql = `
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

REVOKE ALL ON FUNCTION zp.states_of(text[]), zp.open_list(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.states_of(text[]), zp.open_list(integer) TO zp_seat;
`;
