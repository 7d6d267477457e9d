/** Vorgänge whose seat is gone for good: one seat of the Ortsverwaltung at a time sees to their deadlines, by their heads. Frozen. */
export const sql = `
CREATE TABLE zp.retention_duty (
  ortsverwaltung text PRIMARY KEY REFERENCES zp.ortsverwaltungen,
  seat text NOT NULL REFERENCES zp.seats,
  until timestamptz NOT NULL
);
ALTER TABLE zp.retention_duty ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.retention_duty FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
GRANT SELECT ON zp.retention_duty TO zp_seat;

-- Gives the seat that has the duty now; whoever has it may go on.
CREATE FUNCTION zp.take_retention_duty(ttl_ms integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  INSERT INTO zp.retention_duty AS d (ortsverwaltung, seat, until) VALUES (me.ortsverwaltung, me.seat, zp.lease_until(ttl_ms))
  ON CONFLICT (ortsverwaltung) DO UPDATE SET seat = EXCLUDED.seat, until = EXCLUDED.until
    WHERE d.seat = EXCLUDED.seat OR d.until <= clock_timestamp();
  RETURN (SELECT d.seat FROM zp.retention_duty d WHERE d.ortsverwaltung = me.ortsverwaltung);
END $$;

-- From heads alone: what ended (or, of kind open, did not) at a seat of this Ortsverwaltung that has been silent for so long,
-- and is not erased. A seat at work is heard of every day and sees to its own.
CREATE FUNCTION zp.orphans(silent_ms bigint, most integer)
RETURNS TABLE (vorgang_id text, kind text, at text, seat text, has_biometrics boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  WITH alive AS (
    SELECT s.seat FROM zp.seats s WHERE s.ortsverwaltung = zp.my_ov() AND (s.seat = zp.my_seat() OR coalesce(
      (SELECT e.received_at FROM zp.sealed_events e WHERE e.ortsverwaltung = s.ortsverwaltung AND e.seat = s.seat
       ORDER BY e.sequence DESC LIMIT 1), s.added_at) > clock_timestamp() - make_interval(secs => silent_ms / 1000.0))
  ), ends AS (
    SELECT DISTINCT ON (e.vorgang_id) e.vorgang_id, e.kind, e.header::jsonb ->> 2 AS at, e.seat FROM zp.sealed_events e
    WHERE e.ortsverwaltung = zp.my_ov() AND e.kind IN ('vorgang-finished', 'vorgang-cancelled')
    ORDER BY e.vorgang_id, e.received_at DESC, e.sequence DESC
  ), unended AS (
    SELECT v.vorgang_id, CASE WHEN v.vorgang_id LIKE 'log-%' THEN 'log' ELSE 'open' END AS kind,
      to_char(v.known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, l.seat
    FROM zp.vorgaenge v JOIN zp.leases l ON l.ortsverwaltung = v.ortsverwaltung AND l.vorgang_id = v.vorgang_id
    WHERE v.ortsverwaltung = zp.my_ov() AND NOT EXISTS (SELECT 1 FROM ends x WHERE x.vorgang_id = v.vorgang_id)
  )
  SELECT o.vorgang_id, o.kind, o.at, o.seat, EXISTS (
    SELECT 1 FROM zp.wrapped_keys k WHERE k.vorgang_id = o.vorgang_id AND k.scope = 'biometrics' AND k.wrapped IS NOT NULL
    UNION ALL
    SELECT 1 FROM zp.later_keys k WHERE k.vorgang_id = o.vorgang_id AND k.scope = 'biometrics' AND k.wrapped IS NOT NULL)
  FROM (SELECT * FROM ends UNION ALL SELECT * FROM unended) o
  WHERE NOT EXISTS (SELECT 1 FROM alive a WHERE a.seat = o.seat)
    AND NOT EXISTS (SELECT 1 FROM zp.erasures x WHERE x.vorgang_id = o.vorgang_id AND x.scope = 'vorgang')
  ORDER BY o.at, o.vorgang_id LIMIT least(most, 1000) $$;

REVOKE ALL ON FUNCTION zp.take_retention_duty(integer), zp.orphans(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.take_retention_duty(integer), zp.orphans(bigint, integer) TO zp_seat;
`;
