/** One door for what seats bring: functions that check and count; no gap, no second truth under one number. Frozen. */
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

-- What seats bring in small pieces counts as well.
CREATE FUNCTION zp.count_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
BEGIN
  IF zp.my_seat() IS NOT NULL THEN PERFORM zp.count_volume(zp.my_seat(), 1, pg_column_size(NEW)); END IF;
  RETURN NEW;
END $$;

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

-- Acts with the owner's rights and names the seat itself, so that nobody inserts on their own. Its check of the chain goes along
-- the index: what it costs does not grow with the past. Gives the last sequence that the centre has.
CREATE FUNCTION zp.push(headers text[], previous bytea[], sealed_hashes bytea[], hashes bytea[], link_seals bytea[],
  origin_seals bytea[], bodies bytea[], key_vorgaenge text[], key_scopes text[], key_boxes bytea[],
  ledger_sequences bigint[], ledger_kinds text[], ledger_cents bigint[], ledger_numbers text[], ledger_training boolean[],
  ttl_ms integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  office text := zp.my_ov();
  me text := zp.my_seat();
  heads jsonb[] := ARRAY(SELECT h::jsonb FROM unnest(headers) WITH ORDINALITY u (h, place) ORDER BY place);
  sequences bigint[] := ARRAY(SELECT (h ->> 1)::bigint FROM unnest(heads) WITH ORDINALITY u (h, place) ORDER BY place);
  first bigint := (SELECT min(n) FROM unnest(sequences) n);
  last bigint := (SELECT max(n) FROM unnest(sequences) n);
BEGIN
  IF me IS NULL THEN RAISE EXCEPTION 'zp: no seat' USING ERRCODE = 'ZP003'; END IF;
  IF cardinality(key_vorgaenge) > 4000 OR cardinality(ledger_sequences) > 4000 THEN
    RAISE EXCEPTION 'zp: too much at once' USING ERRCODE = 'ZP007';
  END IF;
  IF last - first >= cardinality(headers) THEN
    RAISE EXCEPTION 'zp: a gap within what was sent' USING ERRCODE = 'ZP002';
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
  SELECT office, me, e.sequence, e.head ->> 4, e.head ->> 5, e.head ->> 3,
    CASE WHEN e.head ->> 5 <> 'seat' THEN
      (SELECT max(g.epoch) FROM zp.lease_grants g WHERE g.vorgang_id = e.head ->> 4 AND g.seat = me) END,
    e.header, e.previous, e.sealed_hash, e.hash, e.link_seal, e.origin_seal, e.body
  FROM unnest(heads, sequences, headers, previous, sealed_hashes, hashes, link_seals, origin_seals, bodies)
    e (head, sequence, header, previous, sealed_hash, hash, link_seal, origin_seal, body)
  ON CONFLICT DO NOTHING;
  -- What was here already must be the same, and each follows on the one before it: two journals under one name are noticed.
  -- Along the index, by constant bounds: a join on a number taken out of a header is planned as a search through everything.
  IF EXISTS (
    SELECT 1 FROM (
      SELECT e.sequence, e.hash, e.previous_hash, lag(e.hash) OVER (ORDER BY e.sequence) AS before FROM zp.sealed_events e
      WHERE e.ortsverwaltung = office AND e.seat = me AND e.sequence BETWEEN first - 1 AND last
    ) s LEFT JOIN unnest(sequences, hashes) n (sequence, hash) ON n.sequence = s.sequence
    WHERE s.sequence >= first AND (s.hash <> n.hash OR s.previous_hash IS DISTINCT FROM
      CASE WHEN s.sequence = 1 THEN decode(repeat('00', 32), 'hex') ELSE s.before END)
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

REVOKE ALL ON FUNCTION zp.count_volume(text, bigint, bigint), zp.count_row(), zp.open_vorgaenge(text[], integer),
  zp.put_terms(text[], bytea[]),
  zp.push(text[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[], text[], text[], bytea[], bigint[], text[], bigint[],
    text[], boolean[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.put_terms(text[], bytea[]),
  zp.push(text[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[], text[], text[], bytea[], bigint[], text[], bigint[],
    text[], boolean[], integer) TO zp_seat;
`;
