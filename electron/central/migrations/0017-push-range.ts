/** The push again, with its check of the chain along the index: what it costs no longer grows with the past. Frozen. */
export const sql = `
CREATE OR REPLACE FUNCTION zp.push(headers text[], previous bytea[], sealed_hashes bytea[], hashes bytea[], link_seals bytea[],
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
`;
