/** A lead's word on a claim whose seat is gone, and money given back where it was collected; sealed, beside each step. Frozen. */
export const sql = `
CREATE FUNCTION zp.note_item_word(item zp.open_items, by_seat text, said text, box bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  INSERT INTO zp.open_item_steps (ortsverwaltung, item_id, step, state, claim, seat, word, sealed)
  SELECT item.ortsverwaltung, item.item_id, 1 + count(*), item.state, item.claim, by_seat, said, box
  FROM zp.open_item_steps s WHERE s.ortsverwaltung = item.ortsverwaltung AND s.item_id = item.item_id
$$;

-- Another seat's claim that stands for 15 minutes: nothing was paid (open again), or it was paid there. The number of the claim
-- goes up, so that the word and what the seat itself still says of it exclude each other. Asked again it answers the same.
-- state: decided | moved-on (no such claim any more) | too-early | own | not-found.
CREATE FUNCTION zp.decide_open_item(id text, of_claim integer, outcome text, box bytea, OUT state text, OUT holder text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT i.* INTO item FROM zp.open_items i WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id FOR UPDATE;
  IF NOT FOUND OR outcome NOT IN ('unpaid', 'paid') OR box IS NULL THEN state := 'not-found'; RETURN; END IF;
  holder := item.claimed_by;
  IF EXISTS (SELECT FROM zp.open_item_steps s WHERE s.ortsverwaltung = me.ortsverwaltung AND s.item_id = id
             AND s.seat = me.seat AND s.word = outcome AND s.claim = of_claim + 1) THEN
    state := 'decided';
    RETURN;
  END IF;
  state := CASE
    WHEN item.state <> 'claimed' OR item.claim <> of_claim THEN 'moved-on'
    WHEN item.claimed_by = me.seat THEN 'own'
    WHEN item.changed_at > clock_timestamp() - interval '15 minutes' THEN 'too-early'
    ELSE 'decided' END;
  IF state <> 'decided' THEN RETURN; END IF;
  UPDATE zp.open_items i SET state = CASE outcome WHEN 'paid' THEN 'paid' ELSE 'open' END, claim = item.claim + 1,
    changed_at = clock_timestamp(), receipt = '', method = ''
  WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item_word(item, me.seat, outcome, box);
END $$;

-- By the seat that a lead said has the money: it does have it, with this receipt.
CREATE FUNCTION zp.tell_item_receipt(id text, receipt_number text, paid_by text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT i.* INTO item FROM zp.open_items i WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id FOR UPDATE;
  IF NOT FOUND OR item.state <> 'paid' OR item.claimed_by <> me.seat OR receipt_number = '' THEN RETURN false; END IF;
  IF item.receipt <> '' THEN RETURN item.receipt = receipt_number; END IF;
  UPDATE zp.open_items i SET receipt = receipt_number, method = paid_by, changed_at = clock_timestamp()
  WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item(item, me.seat);
  RETURN true;
END $$;

-- By the seat that collected it: the money of that receipt went back. Told again it stays as it is.
CREATE FUNCTION zp.return_open_item(id text, receipt_number text, box bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT i.* INTO item FROM zp.open_items i WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id FOR UPDATE;
  IF NOT FOUND OR item.state NOT IN ('paid', 'returned') OR item.claimed_by <> me.seat OR receipt_number = ''
     OR item.receipt <> receipt_number OR box IS NULL THEN
    RETURN false;
  END IF;
  IF item.state = 'returned' THEN RETURN true; END IF;
  UPDATE zp.open_items i SET state = 'returned', changed_at = clock_timestamp()
  WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item_word(item, me.seat, 'returned', box);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION zp.note_item_word(zp.open_items, text, text, bytea), zp.decide_open_item(text, integer, text, bytea),
  zp.tell_item_receipt(text, text, text), zp.return_open_item(text, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.decide_open_item(text, integer, text, bytea), zp.tell_item_receipt(text, text, text),
  zp.return_open_item(text, text, bytea) TO zp_seat;
`;
