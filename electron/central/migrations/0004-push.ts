/** Taking in a seat's events: no gap, no second truth under one number, no content without a lease; one call a batch. Frozen. */
export const sql = `
-- Looks at what a statement brought, whoever sent it and however: the chain goes on where it ended, the lease was this seat's.
CREATE FUNCTION zp.check_new_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM new_rows n
    LEFT JOIN zp.sealed_events p
      ON p.ortsverwaltung = n.ortsverwaltung AND p.seat = n.seat AND p.sequence = n.sequence - 1
    WHERE n.previous_hash IS DISTINCT FROM CASE WHEN n.sequence = 1 THEN decode(repeat('00', 32), 'hex') ELSE p.hash END
  ) THEN
    RAISE EXCEPTION 'zp: the chain of the seat does not go on here' USING ERRCODE = 'ZP002';
  END IF;
  IF EXISTS (
    SELECT 1 FROM new_rows n WHERE n.scope <> 'seat' AND NOT EXISTS (
      SELECT 1 FROM zp.lease_grants g WHERE g.vorgang_id = n.vorgang_id AND g.epoch = n.epoch AND g.seat = n.seat)
  ) THEN
    RAISE EXCEPTION 'zp: content of a Vorgang without its lease' USING ERRCODE = 'ZP003';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_new AFTER INSERT ON zp.sealed_events REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION zp.check_new_events();

-- A Vorgang nobody knows yet belongs to the seat that brings it, with the first lease.
CREATE FUNCTION zp.open_vorgaenge(ids text[], ttl_ms integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  WITH opened AS (
    INSERT INTO zp.vorgaenge (vorgang_id, ortsverwaltung, opened_by)
    SELECT DISTINCT id, me.ortsverwaltung, me.seat FROM unnest(ids) id ORDER BY id
    ON CONFLICT (vorgang_id) DO NOTHING RETURNING vorgang_id
  ), granted AS (
    INSERT INTO zp.lease_grants (ortsverwaltung, vorgang_id, epoch, seat, how)
    SELECT me.ortsverwaltung, vorgang_id, 1, me.seat, 'opened' FROM opened RETURNING vorgang_id
  )
  INSERT INTO zp.leases (ortsverwaltung, vorgang_id, epoch, seat, expires_at)
  SELECT me.ortsverwaltung, vorgang_id, 1, me.seat,
         clock_timestamp() + make_interval(secs => least(greatest(ttl_ms, 1000), 3600000) / 1000.0) FROM granted;
END $$;

-- Runs with the rights of the caller: the policies bind here as in any other statement. Gives the last sequence the centre has.
CREATE FUNCTION zp.push(headers text[], previous bytea[], sealed_hashes bytea[], hashes bytea[], link_seals bytea[],
  origin_seals bytea[], bodies bytea[], key_vorgaenge text[], key_scopes text[], key_boxes bytea[],
  ledger_sequences bigint[], ledger_kinds text[], ledger_cents bigint[], ledger_numbers text[], ledger_training boolean[],
  ttl_ms integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = zp, pg_temp AS $$
DECLARE
  office text := zp.my_ov();
  me text := zp.my_seat();
BEGIN
  PERFORM zp.open_vorgaenge(ARRAY(SELECT DISTINCT h::jsonb ->> 4 FROM unnest(headers) h WHERE h::jsonb ->> 5 <> 'seat'), ttl_ms);
  INSERT INTO zp.wrapped_keys (ortsverwaltung, seat, vorgang_id, scope, wrapped)
  SELECT office, me, k.vorgang, k.scope, k.box FROM unnest(key_vorgaenge, key_scopes, key_boxes) k (vorgang, scope, box)
  ON CONFLICT DO NOTHING;
  INSERT INTO zp.sealed_events (ortsverwaltung, seat, sequence, vorgang_id, scope, kind, epoch, header, previous_hash,
    sealed_hash, hash, link_seal, origin_seal, sealed)
  SELECT office, me, (h.head ->> 1)::bigint, h.head ->> 4, h.head ->> 5, h.head ->> 3,
    CASE WHEN h.head ->> 5 = 'seat' THEN NULL ELSE coalesce(
      (SELECT max(g.epoch) FROM zp.lease_grants g WHERE g.vorgang_id = h.head ->> 4 AND g.seat = me), 0) END,
    e.header, e.previous, e.sealed_hash, e.hash, e.link_seal, e.origin_seal, e.body
  FROM unnest(headers, previous, sealed_hashes, hashes, link_seals, origin_seals, bodies)
    e (header, previous, sealed_hash, hash, link_seal, origin_seal, body)
  CROSS JOIN LATERAL (SELECT e.header::jsonb AS head) h
  ON CONFLICT DO NOTHING;
  -- What was here already must be the same: two journals under one seat's name are noticed.
  IF EXISTS (
    SELECT 1 FROM unnest(headers, hashes) e (header, hash)
    JOIN zp.sealed_events s ON s.ortsverwaltung = office AND s.seat = me AND s.sequence = (e.header::jsonb ->> 1)::bigint
    WHERE s.hash <> e.hash
  ) THEN
    RAISE EXCEPTION 'zp: another event under this number' USING ERRCODE = 'ZP002';
  END IF;
  INSERT INTO zp.ledger_entries (ortsverwaltung, seat, sequence, kind, amount_cents, number, training)
  SELECT office, me, l.sequence, l.kind, l.cents, l.number, l.training
  FROM unnest(ledger_sequences, ledger_kinds, ledger_cents, ledger_numbers, ledger_training)
    l (sequence, kind, cents, number, training)
  ON CONFLICT DO NOTHING;
  RETURN (SELECT max(sequence) FROM zp.sealed_events WHERE ortsverwaltung = office AND seat = me);
END $$;

REVOKE ALL ON FUNCTION zp.check_new_events(), zp.open_vorgaenge(text[], integer),
  zp.push(text[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[], text[], text[], bytea[], bigint[], text[], bigint[],
    text[], boolean[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.open_vorgaenge(text[], integer),
  zp.push(text[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[], text[], text[], bytea[], bigint[], text[], bigint[],
    text[], boolean[], integer) TO zp_seat;
`;
