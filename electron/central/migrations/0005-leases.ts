/** Leases with fencing numbers (epochs), take-over by a lead, hand-over to another office. Frozen. */
export const sql = `
CREATE FUNCTION zp.lease_until(ttl_ms integer) RETURNS timestamptz LANGUAGE sql VOLATILE AS
  $$ SELECT clock_timestamp() + make_interval(secs => least(greatest(ttl_ms, 1000), 3600000) / 1000.0) $$;

-- state: granted | held (another seat works on it) | abandoned (expired without being given back) | not-found
CREATE FUNCTION zp.lease_acquire(id text, ttl_ms integer, by_lead text DEFAULT NULL, why text DEFAULT NULL,
  OUT state text, OUT epoch integer, OUT holder text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  held zp.leases%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  IF NOT zp.may_see(id) THEN state := 'not-found'; RETURN; END IF;
  -- The lock makes two seats queue here; the second finds the first one's grant.
  SELECT l.* INTO held FROM zp.leases l
    WHERE l.vorgang_id = id AND l.ortsverwaltung = (SELECT v.ortsverwaltung FROM zp.vorgaenge v WHERE v.vorgang_id = id)
    FOR UPDATE;
  IF NOT FOUND THEN state := 'not-found'; RETURN; END IF;
  holder := held.seat;
  epoch := held.epoch;
  IF held.seat = me.seat AND held.released_at IS NULL THEN
    UPDATE zp.leases l SET expires_at = zp.lease_until(ttl_ms) WHERE l.ortsverwaltung = held.ortsverwaltung AND l.vorgang_id = id;
    state := 'granted';
    RETURN;
  END IF;
  IF held.released_at IS NULL AND held.expires_at > clock_timestamp() THEN state := 'held'; RETURN; END IF;
  IF held.released_at IS NULL AND (by_lead IS NULL OR why IS NULL) THEN state := 'abandoned'; RETURN; END IF;
  epoch := held.epoch + 1;
  holder := me.seat;
  state := 'granted';
  INSERT INTO zp.lease_grants (ortsverwaltung, vorgang_id, epoch, seat, how, lead, reason)
  VALUES (held.ortsverwaltung, id, held.epoch + 1, me.seat,
    CASE WHEN held.released_at IS NULL THEN 'taken-over' ELSE 'acquired' END, by_lead, why);
  UPDATE zp.leases l SET epoch = held.epoch + 1, seat = me.seat, expires_at = zp.lease_until(ttl_ms), released_at = NULL
  WHERE l.ortsverwaltung = held.ortsverwaltung AND l.vorgang_id = id;
END $$;

-- Those that are still held; for all others the seat must stop writing.
CREATE FUNCTION zp.leases_renew(ids text[], of_epochs integer[], ttl_ms integer) RETURNS SETOF text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  UPDATE zp.leases l SET expires_at = zp.lease_until(ttl_ms)
  FROM unnest(ids, of_epochs) w (id, epoch)
  WHERE l.vorgang_id = w.id AND l.epoch = w.epoch AND l.seat = (SELECT zp.my_seat()) AND l.released_at IS NULL
  RETURNING l.vorgang_id
$$;

-- Only once everything the seat wrote up to that event has arrived: the next seat sees all of it.
CREATE FUNCTION zp.lease_release(id text, of_epoch integer, through bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  IF through > coalesce((SELECT max(e.sequence) FROM zp.sealed_events e
                         WHERE e.ortsverwaltung = me.ortsverwaltung AND e.seat = me.seat), 0) THEN
    RAISE EXCEPTION 'zp: events are missing before the release' USING ERRCODE = 'ZP004';
  END IF;
  UPDATE zp.leases l SET released_at = clock_timestamp()
  WHERE l.vorgang_id = id AND l.epoch = of_epoch AND l.seat = me.seat AND l.released_at IS NULL;
  RETURN FOUND;
END $$;

CREATE FUNCTION zp.hand_over(id text, receiver text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM zp.leases l WHERE l.vorgang_id = id AND l.seat = zp.my_seat()
                 AND l.released_at IS NULL AND l.expires_at > clock_timestamp()) THEN
    RAISE EXCEPTION 'zp: only who holds the lease hands over' USING ERRCODE = 'ZP003';
  END IF;
  INSERT INTO zp.handovers (vorgang_id, to_seat, from_seat) VALUES (id, receiver, zp.my_seat()) ON CONFLICT DO NOTHING;
END $$;

REVOKE ALL ON FUNCTION zp.lease_until(integer), zp.lease_acquire(text, integer, text, text),
  zp.leases_renew(text[], integer[], integer), zp.lease_release(text, integer, bigint), zp.hand_over(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.lease_acquire(text, integer, text, text), zp.leases_renew(text[], integer[], integer),
  zp.lease_release(text, integer, bigint), zp.hand_over(text, text) TO zp_seat;
`;
