/** Ledgers joined across the seats of an Ortsverwaltung: lines of the Kasse, movements of stock, items of the Sammelkasse. Frozen. */
export const sql = `
-- Each entry of a Kassenbuch and each Abschluss: amounts and numbers, nobody's name.
CREATE TABLE zp.till_lines (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL,
  sequence bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('booked', 'closed')),
  at timestamptz NOT NULL,
  number text NOT NULL CHECK (length(number) <= 60),
  method text NOT NULL CHECK (method IN ('cash', 'card', '')),
  -- Of an entry; negative when money went back.
  amount_cents bigint NOT NULL,
  -- Of an Abschluss: the sums of its entries, and what the drawer had more or less than the book.
  cash_cents bigint NOT NULL,
  card_cents bigint NOT NULL,
  difference_cents bigint NOT NULL,
  training boolean NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, sequence)
) PARTITION BY LIST (ortsverwaltung);

-- One line a range of numbers; counted stock has no numbers.
CREATE TABLE zp.stock_moves (
  ortsverwaltung text NOT NULL,
  seat text NOT NULL,
  sequence bigint NOT NULL,
  line integer NOT NULL CHECK (line BETWEEN 0 AND 10000),
  kind text NOT NULL CHECK (length(kind) <= 32),
  move text NOT NULL CHECK (move IN ('received', 'issued', 'drawn', 'returned', 'used', 'voided', 'spoiled', 'missing', 'found',
    'checked')),
  at timestamptz NOT NULL,
  prefix text NOT NULL CHECK (length(prefix) <= 12),
  width integer NOT NULL CHECK (width BETWEEN 0 AND 10),
  first_no bigint,
  last_no bigint CHECK (last_no >= first_no),
  quantity integer NOT NULL CHECK (quantity >= 0),
  other_seat text NOT NULL CHECK (length(other_seat) <= 16),
  training boolean NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, seat, sequence, line)
) PARTITION BY LIST (ortsverwaltung);
CREATE INDEX stock_moves_of_kind ON zp.stock_moves (kind, move, first_no);

-- A fee left to the Sammelkasse, and who collects it. The state changes only through the functions below, each step is kept.
CREATE TABLE zp.open_items (
  ortsverwaltung text NOT NULL,
  item_id text NOT NULL CHECK (length(item_id) BETWEEN 1 AND 200),
  vorgang_id text NOT NULL,
  posted_by text NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  kassenzeichen text NOT NULL CHECK (length(kassenzeichen) <= 200),
  training boolean NOT NULL,
  -- What the fee is made of, under the key of the authority: whoever collects can prove that nobody changed it.
  sealed bytea NOT NULL CHECK (length(sealed) <= 65536),
  state text NOT NULL CHECK (state IN ('open', 'claimed', 'paid', 'withdrawn', 'returned')),
  claim integer NOT NULL DEFAULT 0,
  claimed_by text,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  receipt text NOT NULL DEFAULT '' CHECK (length(receipt) <= 60),
  method text NOT NULL DEFAULT '' CHECK (method IN ('cash', 'card', '')),
  PRIMARY KEY (ortsverwaltung, item_id),
  CONSTRAINT claimed_by_somebody CHECK (state NOT IN ('claimed', 'paid') OR claimed_by IS NOT NULL)
) PARTITION BY LIST (ortsverwaltung);
CREATE TABLE zp.open_item_steps (
  ortsverwaltung text NOT NULL,
  item_id text NOT NULL,
  step integer NOT NULL,
  state text NOT NULL,
  claim integer NOT NULL,
  seat text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- A lead's word on it, or that the money went back; who said it and why, under the key of the authority.
  word text NOT NULL DEFAULT '' CHECK (word IN ('', 'unpaid', 'paid', 'returned')),
  sealed bytea CHECK (length(sealed) <= 65536),
  PRIMARY KEY (ortsverwaltung, item_id, step)
) PARTITION BY LIST (ortsverwaltung);

-- Who posted what for how much never changes, nothing goes, what ended stays. A paid item moves once more: when the money went
-- back, or when its receipt becomes known after a lead said that it was paid.
CREATE FUNCTION zp.only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('withdrawn', 'returned') OR NEW.claim < OLD.claim
     OR (OLD.state = 'paid' AND NOT (NEW.claim = OLD.claim AND NEW.claimed_by = OLD.claimed_by AND (
           (NEW.state = 'returned' AND NEW.receipt = OLD.receipt AND NEW.method = OLD.method)
           OR (NEW.state = 'paid' AND OLD.receipt = '' AND NEW.receipt <> ''))))
     OR (NEW.state = 'returned' AND OLD.state <> 'paid')
     OR ROW(NEW.ortsverwaltung, NEW.item_id, NEW.vorgang_id, NEW.posted_by, NEW.posted_at, NEW.amount_cents, NEW.kassenzeichen,
            NEW.sealed, NEW.training)
        IS DISTINCT FROM ROW(OLD.ortsverwaltung, OLD.item_id, OLD.vorgang_id, OLD.posted_by, OLD.posted_at, OLD.amount_cents,
            OLD.kassenzeichen, OLD.sealed, OLD.training)
  THEN RAISE EXCEPTION 'zp: an item of the Sammelkasse only goes forward' USING ERRCODE = 'ZP001'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.till_lines FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.stock_moves FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.open_item_steps FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON zp.open_items FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER only_forward BEFORE UPDATE ON zp.open_items FOR EACH ROW EXECUTE FUNCTION zp.only_forward();

ALTER TABLE zp.till_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.stock_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.open_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.open_item_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.till_lines FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
CREATE POLICY as_myself ON zp.till_lines FOR INSERT TO zp_seat
  WITH CHECK (ortsverwaltung = (SELECT zp.my_ov()) AND seat = (SELECT zp.my_seat()));
CREATE POLICY mine ON zp.stock_moves FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
CREATE POLICY as_myself ON zp.stock_moves FOR INSERT TO zp_seat
  WITH CHECK (ortsverwaltung = (SELECT zp.my_ov()) AND seat = (SELECT zp.my_seat()));
CREATE POLICY mine ON zp.open_items FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
CREATE POLICY mine ON zp.open_item_steps FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
GRANT SELECT ON zp.till_lines, zp.stock_moves, zp.open_items, zp.open_item_steps TO zp_seat;
GRANT INSERT (ortsverwaltung, seat, sequence, kind, at, number, method, amount_cents, cash_cents, card_cents, difference_cents,
  training) ON zp.till_lines TO zp_seat;
GRANT INSERT (ortsverwaltung, seat, sequence, line, kind, move, at, prefix, width, first_no, last_no, quantity, other_seat,
  training) ON zp.stock_moves TO zp_seat;

-- Partitions for every Ortsverwaltung, those that come later included.
CREATE FUNCTION zp.add_ledger_partitions(name text, part text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['till_lines', 'stock_moves', 'open_items', 'open_item_steps'] LOOP
    EXECUTE format('CREATE TABLE zp.%I PARTITION OF zp.%I FOR VALUES IN (%L)', parent || '_' || part, parent, name);
    EXECUTE format('ALTER TABLE zp.%I ENABLE ROW LEVEL SECURITY', parent || '_' || part);
    EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.%I EXECUTE FUNCTION zp.refuse_change()',
                   parent || '_' || part);
  END LOOP;
END $$;
CREATE FUNCTION zp.follow_ortsverwaltung() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM zp.add_ledger_partitions(NEW.ortsverwaltung, NEW.suffix);
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_partitions AFTER INSERT ON zp.ortsverwaltungen FOR EACH ROW EXECUTE FUNCTION zp.follow_ortsverwaltung();
SELECT zp.add_ledger_partitions(ortsverwaltung, suffix) FROM zp.ortsverwaltungen;

CREATE FUNCTION zp.note_item(item zp.open_items, by_seat text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
  INSERT INTO zp.open_item_steps (ortsverwaltung, item_id, step, state, claim, seat)
  SELECT item.ortsverwaltung, item.item_id, 1 + count(*), item.state, item.claim, by_seat
  FROM zp.open_item_steps s WHERE s.ortsverwaltung = item.ortsverwaltung AND s.item_id = item.item_id
$$;

-- Posted again it stays as it is: an answer may have got lost.
CREATE FUNCTION zp.post_open_item(id text, of_vorgang text, cents bigint, zeichen text, is_training boolean, box bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  posted zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  IF NOT zp.may_see(of_vorgang) THEN
    RAISE EXCEPTION 'zp: not a Vorgang of this seat' USING ERRCODE = 'ZP003';
  END IF;
  INSERT INTO zp.open_items (ortsverwaltung, item_id, vorgang_id, posted_by, amount_cents, kassenzeichen, training, sealed, state)
  VALUES (me.ortsverwaltung, id, of_vorgang, me.seat, cents, zeichen, is_training, box, 'open')
  ON CONFLICT DO NOTHING RETURNING * INTO posted;
  IF FOUND THEN PERFORM zp.note_item(posted, me.seat); END IF;
END $$;

-- state: granted | held (another seat collects it) | paid | withdrawn | returned | not-found. Every grant has a number of its
-- own, also for the seat that has it already: an answer to an older one that comes late ends nothing.
CREATE FUNCTION zp.claim_open_item(id text, OUT state text, OUT claim integer, OUT holder text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  -- The lock makes two seats queue here; the second finds what the first one did.
  SELECT i.* INTO item FROM zp.open_items i WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id FOR UPDATE;
  IF NOT FOUND THEN state := 'not-found'; RETURN; END IF;
  claim := item.claim;
  holder := item.claimed_by;
  IF item.state IN ('paid', 'withdrawn', 'returned') THEN state := item.state; RETURN; END IF;
  IF item.state = 'claimed' AND item.claimed_by <> me.seat THEN state := 'held'; RETURN; END IF;
  UPDATE zp.open_items i SET state = 'claimed', claim = item.claim + 1, claimed_by = me.seat, changed_at = clock_timestamp()
  WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item(item, me.seat);
  state := 'granted';
  claim := item.claim;
  holder := me.seat;
END $$;

-- The end of a claim: 'paid' with its receipt, or 'open' again because no money moved. False: it is not this seat's claim.
CREATE FUNCTION zp.settle_open_item(id text, of_claim integer, outcome text, receipt_number text, paid_by text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT i.* INTO item FROM zp.open_items i WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id FOR UPDATE;
  IF NOT FOUND OR item.claimed_by IS DISTINCT FROM me.seat OR item.claim <> of_claim OR outcome NOT IN ('paid', 'open') THEN
    RETURN false;
  END IF;
  IF item.state <> 'claimed' THEN RETURN item.state = outcome; END IF;
  UPDATE zp.open_items i SET state = outcome, changed_at = clock_timestamp(),
    receipt = CASE WHEN outcome = 'paid' THEN receipt_number ELSE '' END,
    method = CASE WHEN outcome = 'paid' THEN paid_by ELSE '' END
  WHERE i.ortsverwaltung = me.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item(item, me.seat);
  RETURN true;
END $$;

-- By a seat that has the Vorgang, before the fee is paid there or is not due any more. Refused while it is being collected.
CREATE FUNCTION zp.withdraw_open_item(id text, OUT state text, OUT holder text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  item zp.open_items%ROWTYPE;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  SELECT i.* INTO item FROM zp.open_items i WHERE i.item_id = id AND zp.may_see(i.vorgang_id) FOR UPDATE;
  IF NOT FOUND THEN state := 'not-found'; RETURN; END IF;
  state := CASE item.state WHEN 'open' THEN 'withdrawn' WHEN 'claimed' THEN 'held' ELSE item.state END;
  holder := item.claimed_by;
  IF item.state <> 'open' THEN RETURN; END IF;
  UPDATE zp.open_items i SET state = 'withdrawn', changed_at = clock_timestamp()
  WHERE i.ortsverwaltung = item.ortsverwaltung AND i.item_id = id RETURNING i.* INTO item;
  PERFORM zp.note_item(item, me.seat);
END $$;

REVOKE ALL ON FUNCTION zp.only_forward(), zp.add_ledger_partitions(text, text), zp.follow_ortsverwaltung(),
  zp.note_item(zp.open_items, text), zp.post_open_item(text, text, bigint, text, boolean, bytea), zp.claim_open_item(text),
  zp.settle_open_item(text, integer, text, text, text), zp.withdraw_open_item(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.post_open_item(text, text, bigint, text, boolean, bytea), zp.claim_open_item(text),
  zp.settle_open_item(text, integer, text, text, text), zp.withdraw_open_item(text) TO zp_seat;
CREATE TRIGGER count_row BEFORE INSERT ON zp.till_lines FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.stock_moves FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.open_items FOR EACH ROW EXECUTE FUNCTION zp.count_row();
`;
