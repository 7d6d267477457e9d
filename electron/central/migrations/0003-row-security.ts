/** Who sees what: a seat its Ortsverwaltung's rows and the Vorgänge handed over to it; it writes through functions only. Frozen. */
export const sql = `
-- session_user is what the certificate said; SET ROLE does not change it.
CREATE FUNCTION zp.my_seat() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS
  $$ SELECT seat FROM zp.seats WHERE role = session_user $$;
CREATE FUNCTION zp.my_ov() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS
  $$ SELECT ortsverwaltung FROM zp.seats WHERE role = session_user $$;
CREATE FUNCTION zp.may_see(id text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zp, pg_temp AS
  $$ SELECT EXISTS (SELECT 1 FROM zp.vorgaenge v JOIN zp.seats s ON s.ortsverwaltung = v.ortsverwaltung
                    WHERE v.vorgang_id = id AND s.role = session_user)
         OR EXISTS (SELECT 1 FROM zp.handovers h JOIN zp.seats s ON s.seat = h.to_seat
                    WHERE h.vorgang_id = id AND s.role = session_user) $$;

ALTER TABLE zp.ortsverwaltungen ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.seats ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.vorgaenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.handovers ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.sealed_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.wrapped_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.ledger_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.search_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.lease_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.leases ENABLE ROW LEVEL SECURITY;

-- Names of seats and offices are no secret among seats: a hand-over needs an address.
CREATE POLICY all_seats ON zp.seats FOR SELECT TO zp_seat USING (true);
CREATE POLICY all_ovs ON zp.ortsverwaltungen FOR SELECT TO zp_seat USING (true);
CREATE POLICY mine ON zp.vorgaenge FOR SELECT TO zp_seat USING (zp.may_see(vorgang_id));
CREATE POLICY mine ON zp.handovers FOR SELECT TO zp_seat USING (zp.may_see(vorgang_id));
CREATE POLICY mine ON zp.lease_grants FOR SELECT TO zp_seat USING (zp.may_see(vorgang_id));
CREATE POLICY mine ON zp.leases FOR SELECT TO zp_seat USING (zp.may_see(vorgang_id));
CREATE POLICY mine ON zp.sealed_events FOR SELECT TO zp_seat
  USING (ortsverwaltung = (SELECT zp.my_ov()) OR (vorgang_id IS NOT NULL AND scope <> 'seat' AND zp.may_see(vorgang_id)));
CREATE POLICY mine ON zp.wrapped_keys FOR SELECT TO zp_seat
  USING (ortsverwaltung = (SELECT zp.my_ov()) OR (scope <> 'seat' AND zp.may_see(vorgang_id)));
CREATE POLICY mine ON zp.ledger_entries FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
CREATE POLICY mine ON zp.search_terms FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));

REVOKE ALL ON SCHEMA zp FROM PUBLIC;
GRANT USAGE ON SCHEMA zp TO zp_seat;
GRANT SELECT ON zp.seats, zp.ortsverwaltungen, zp.vorgaenge, zp.handovers, zp.lease_grants, zp.leases, zp.sealed_events,
  zp.wrapped_keys, zp.ledger_entries, zp.search_terms TO zp_seat;
REVOKE ALL ON FUNCTION zp.my_seat(), zp.my_ov(), zp.may_see(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.my_seat(), zp.my_ov(), zp.may_see(text) TO zp_seat;
`;
