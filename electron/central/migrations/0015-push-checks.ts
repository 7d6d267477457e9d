/** One door for what seats bring: functions that check and count; no INSERT of their own, no trigger over a statement. Frozen. */
export const sql = `
-- What a seat brought in a day. The row is also where two connections of one seat queue.
CREATE TABLE zp.seat_volume (
  seat text NOT NULL REFERENCES zp.seats,
  day date NOT NULL,
  events bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (seat, day)
);
ALTER TABLE zp.seat_volume ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.seat_volume FOR SELECT TO zp_seat USING (seat = (SELECT zp.my_seat()));
GRANT SELECT ON zp.seat_volume TO zp_seat;

-- Far above any day at a counter: 200,000 events, 4 GiB, 2,000 events and 64 MiB at once.
CREATE FUNCTION zp.count_volume(me text, new_events bigint, new_bytes bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  sums zp.seat_volume%ROWTYPE;
BEGIN
  IF new_events > 2000 OR new_bytes > 67108864 THEN
    RAISE EXCEPTION 'zp: too much at once' USING ERRCODE = 'ZP007';
  END IF;
  INSERT INTO zp.seat_volume AS v (seat, day, events, bytes)
  VALUES (me, (clock_timestamp() AT TIME ZONE 'UTC')::date, new_events, new_bytes)
  ON CONFLICT (seat, day) DO UPDATE SET events = v.events + new_events, bytes = v.bytes + new_bytes RETURNING * INTO sums;
  IF sums.events > 200000 OR sums.bytes > 4294967296 THEN
    RAISE EXCEPTION 'zp: too much for a day' USING ERRCODE = 'ZP007';
  END IF;
END $$;

-- The same as before to the caller. It now acts with the owner's rights and names the seat itself, so that nobody else inserts.
CREATE OR REPLACE FUNCTION zp.push(headers text[], previous bytea[], sealed_hashes bytea[], hashes bytea[], link_seals bytea[],
  origin_seals bytea[], bodies bytea[], key_vorgaenge text[], key_scopes text[], key_boxes bytea[],
  ledger_sequences bigint[], ledger_kinds text[], ledger_cents bigint[], ledger_numbers text[], ledger_training boolean[],
  ttl_ms integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  office text := zp.my_ov();
  me text := zp.my_seat();
  heads jsonb[] := ARRAY(SELECT h::jsonb FROM unnest(headers) WITH ORDINALITY u (h, place) ORDER BY place);
BEGIN
  IF me IS NULL THEN RAISE EXCEPTION 'zp: no seat' USING ERRCODE = 'ZP003'; END IF;
  IF cardinality(key_vorgaenge) > 4000 OR cardinality(ledger_sequences) > 4000 THEN
    RAISE EXCEPTION 'zp: too much at once' USING ERRCODE = 'ZP007';
  END IF;
  PERFORM zp.count_volume(me, cardinality(headers), (SELECT coalesce(sum(length(b)), 0) FROM unnest(bodies) b));
  PERFORM zp.open_vorgaenge(ARRAY(SELECT DISTINCT h ->> 4 FROM unnest(heads) h WHERE h ->> 5 <> 'seat'), ttl_ms);
  INSERT INTO zp.wrapped_keys (ortsverwaltung, seat, vorgang_id, scope, wrapped)
  SELECT office, me, k.vorgang, k.scope, k.box FROM unnest(key_vorgaenge, key_scopes, key_boxes) k (vorgang, scope, box)
  ON CONFLICT DO NOTHING;
  -- No lease, now or ever: no epoch.
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT h ->> 4 AS vorgang FROM unnest(heads) h WHERE h ->> 5 <> 'seat') v
    WHERE NOT EXISTS (SELECT 1 FROM zp.lease_grants g WHERE g.vorgang_id = v.vorgang AND g.seat = me)
  ) THEN
    RAISE EXCEPTION 'zp: content of a Vorgang without its lease' USING ERRCODE = 'ZP003';
  END IF;
  INSERT INTO zp.sealed_events (ortsverwaltung, seat, sequence, vorgang_id, scope, kind, epoch, header, previous_hash,
    sealed_hash, hash, link_seal, origin_seal, sealed)
  SELECT office, me, (e.head ->> 1)::bigint, e.head ->> 4, e.head ->> 5, e.head ->> 3,
    CASE WHEN e.head ->> 5 <> 'seat' THEN
      (SELECT max(g.epoch) FROM zp.lease_grants g WHERE g.vorgang_id = e.head ->> 4 AND g.seat = me) END,
    e.header, e.previous, e.sealed_hash, e.hash, e.link_seal, e.origin_seal, e.body
  FROM unnest(heads, headers, previous, sealed_hashes, hashes, link_seals, origin_seals, bodies)
    e (head, header, previous, sealed_hash, hash, link_seal, origin_seal, body)
  ON CONFLICT DO NOTHING;
  -- What was here already must be the same, and each follows on the one before it: two journals under one name are noticed.
  IF EXISTS (
    SELECT 1 FROM unnest(heads, previous, hashes) n (head, previous, hash)
    JOIN zp.sealed_events s ON s.ortsverwaltung = office AND s.seat = me AND s.sequence = (n.head ->> 1)::bigint
    LEFT JOIN zp.sealed_events p ON p.ortsverwaltung = office AND p.seat = me AND p.sequence = (n.head ->> 1)::bigint - 1
    WHERE s.hash <> n.hash OR n.previous IS DISTINCT FROM
      CASE WHEN s.sequence = 1 THEN decode(repeat('00', 32), 'hex') ELSE p.hash END
  ) THEN
    RAISE EXCEPTION 'zp: the chain of the seat does not go on here' USING ERRCODE = 'ZP002';
  END IF;
  UPDATE zp.leases l SET ended = true WHERE NOT l.ended AND l.vorgang_id IN (
    SELECT h ->> 4 FROM unnest(heads) h WHERE h ->> 5 = 'vorgang' AND h ->> 3 IN ('vorgang-finished', 'vorgang-cancelled'));
  INSERT INTO zp.ledger_entries (ortsverwaltung, seat, sequence, kind, amount_cents, number, training)
  SELECT office, me, l.sequence, l.kind, l.cents, l.number, l.training
  FROM unnest(ledger_sequences, ledger_kinds, ledger_cents, ledger_numbers, ledger_training)
    l (sequence, kind, cents, number, training)
  WHERE EXISTS (SELECT 1 FROM zp.sealed_events s WHERE s.ortsverwaltung = office AND s.seat = me AND s.sequence = l.sequence)
  ON CONFLICT DO NOTHING;
  RETURN (SELECT max(sequence) FROM zp.sealed_events WHERE ortsverwaltung = office AND seat = me);
END $$;

-- At most 64 terms a Vorgang; of Vorgänge the seat may see.
CREATE FUNCTION zp.put_terms(of_vorgaenge text[], new_terms bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  office text := zp.my_ov();
BEGIN
  IF cardinality(new_terms) > 2000 THEN RAISE EXCEPTION 'zp: too much at once' USING ERRCODE = 'ZP007'; END IF;
  INSERT INTO zp.search_terms (ortsverwaltung, term, vorgang_id)
  SELECT office, t.term, t.vorgang FROM (
    SELECT vorgang, term, row_number() OVER (PARTITION BY vorgang) AS place FROM (
      SELECT DISTINCT u.vorgang, u.term FROM unnest(of_vorgaenge, new_terms) u (vorgang, term)) d) t
  WHERE zp.may_see(t.vorgang) AND t.place + (
    SELECT count(*) FROM zp.search_terms s WHERE s.vorgang_id = t.vorgang AND s.ortsverwaltung = office AND NOT s.term = ANY (new_terms)) <= 64
  ON CONFLICT DO NOTHING;
END $$;

-- Those that are still held; for all others the seat must stop writing.
CREATE FUNCTION zp.leases_renew(ids text[], of_epochs integer[], ttl_ms integer) RETURNS SETOF text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  UPDATE zp.leases l SET expires_at = zp.lease_until(ttl_ms)
  FROM unnest(ids, of_epochs) w (id, epoch)
  WHERE l.vorgang_id = w.id AND l.epoch = w.epoch AND l.seat = (SELECT zp.my_seat()) AND l.released_at IS NULL
  RETURNING l.vorgang_id
$$;

-- What seats bring in small pieces counts as well.
CREATE FUNCTION zp.count_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  IF zp.my_seat() IS NOT NULL THEN PERFORM zp.count_volume(zp.my_seat(), 1, pg_column_size(NEW)); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER count_row BEFORE INSERT ON zp.later_keys FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.seat_keys FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.key_packages FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.clerk_entries FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.service_times FOR EACH ROW EXECUTE FUNCTION zp.count_row();

DROP TRIGGER note_ended ON zp.sealed_events;
DROP FUNCTION zp.note_ended();
DROP TRIGGER check_new ON zp.sealed_events;
DROP FUNCTION zp.check_new_events();
DROP POLICY as_myself ON zp.sealed_events;
DROP POLICY as_myself ON zp.wrapped_keys;
DROP POLICY as_myself ON zp.ledger_entries;
DROP POLICY mine_only ON zp.search_terms;
REVOKE INSERT ON zp.sealed_events, zp.wrapped_keys, zp.ledger_entries, zp.search_terms FROM zp_seat;
REVOKE EXECUTE ON FUNCTION zp.open_vorgaenge(text[], integer), zp.lease_renew(text, integer, integer) FROM zp_seat;
ALTER TABLE zp.wrapped_keys ADD CONSTRAINT id_fits CHECK (length(vorgang_id) <= 64);
ALTER TABLE zp.lease_grants ADD CONSTRAINT lead_fits CHECK (length(lead) <= 100);
REVOKE ALL ON FUNCTION zp.refuse_change(), zp.only_destroy_key(), zp.my_seat(), zp.my_ov(), zp.may_see(text),
  zp.count_volume(text, bigint, bigint), zp.count_row(), zp.put_terms(text[], bytea[]), zp.leases_renew(text[], integer[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.my_seat(), zp.my_ov(), zp.may_see(text), zp.put_terms(text[], bytea[]),
  zp.leases_renew(text[], integer[], integer) TO zp_seat;
`;
