/** Nothing that arrived changes or goes: refused for everybody, the owner included, in every partition. Frozen. */
export const sql = `
CREATE FUNCTION zp.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'zp: % on %: append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'ZP001';
END $$;

-- A wrapped key may only be destroyed, by emptying it.
CREATE FUNCTION zp.only_destroy_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.wrapped IS NULL AND ROW(NEW.ortsverwaltung, NEW.seat, NEW.vorgang_id, NEW.scope, NEW.received_at)
     IS NOT DISTINCT FROM ROW(OLD.ortsverwaltung, OLD.seat, OLD.vorgang_id, OLD.scope, OLD.received_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'zp: a wrapped key is never replaced' USING ERRCODE = 'ZP001';
END $$;

-- Triggers for each row are cloned into every partition, so going around the parent does not help.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.sealed_events FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.ledger_entries FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.lease_grants FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.handovers FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.vorgaenge FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON zp.wrapped_keys FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER only_destroy BEFORE UPDATE ON zp.wrapped_keys FOR EACH ROW EXECUTE FUNCTION zp.only_destroy_key();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.handovers EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.vorgaenge EXECUTE FUNCTION zp.refuse_change();

-- A new Ortsverwaltung: one partition a table, none of which a seat may touch directly.
CREATE FUNCTION zp.add_ortsverwaltung(name text, part text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
BEGIN
  INSERT INTO zp.ortsverwaltungen VALUES (name, part);
  FOREACH parent IN ARRAY ARRAY['sealed_events', 'wrapped_keys', 'ledger_entries', 'search_terms', 'lease_grants', 'leases'] LOOP
    EXECUTE format('CREATE TABLE zp.%I PARTITION OF zp.%I FOR VALUES IN (%L)', parent || '_' || part, parent, name);
    -- Not granted to anybody, and closed by row security should anybody grant it.
    EXECUTE format('ALTER TABLE zp.%I ENABLE ROW LEVEL SECURITY', parent || '_' || part);
    IF parent IN ('sealed_events', 'wrapped_keys', 'ledger_entries', 'lease_grants') THEN
      EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.%I EXECUTE FUNCTION zp.refuse_change()',
                     parent || '_' || part);
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION zp.refuse_change(), zp.only_destroy_key(), zp.add_ortsverwaltung(text, text) FROM PUBLIC;
`;
