/** Who is called next in an Ortsverwaltung, agreed upon by its seats without a name, and service times without a person. Frozen. */
export const sql = `
-- Numbers of a day, drawn one by one.
CREATE TABLE zp.appointment_days (
  ortsverwaltung text NOT NULL REFERENCES zp.ortsverwaltungen,
  day date NOT NULL,
  last_number integer NOT NULL,
  PRIMARY KEY (ortsverwaltung, day)
);
-- The entry is an HMAC with the authority's key over day and calendar id: two days of one citizen cannot be told to be one's.
CREATE TABLE zp.appointment_claims (
  ortsverwaltung text NOT NULL REFERENCES zp.ortsverwaltungen,
  day date NOT NULL,
  entry bytea NOT NULL CHECK (length(entry) = 32),
  number integer NOT NULL CHECK (number BETWEEN 1 AND 9999),
  kind text NOT NULL CHECK (kind IN ('appointment', 'walk-in')),
  state text NOT NULL CHECK (state IN ('expected', 'here', 'called', 'serving', 'done', 'no-show', 'cancelled')),
  previous text NOT NULL CHECK (previous IN ('expected', 'here', 'called', 'serving', 'done', 'no-show', 'cancelled')),
  service text NOT NULL CHECK (length(service) <= 64),
  seat text NOT NULL REFERENCES zp.seats,
  arrived_at timestamptz,
  called_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  calls integer NOT NULL CHECK (calls BETWEEN 0 AND 9999),
  version integer NOT NULL CHECK (version > 0),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ortsverwaltung, day, entry),
  UNIQUE (ortsverwaltung, day, number)
);
-- No person, no clerk, no time of day beyond the half hour; the id is an HMAC, so that it leads to no event.
CREATE TABLE zp.service_times (
  ortsverwaltung text NOT NULL REFERENCES zp.ortsverwaltungen,
  id bytea NOT NULL CHECK (length(id) = 32),
  seat text NOT NULL REFERENCES zp.seats,
  day date NOT NULL,
  bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 47),
  service text NOT NULL CHECK (length(service) <= 64),
  kind text NOT NULL CHECK (kind IN ('appointment', 'walk-in', 'no-show')),
  wait_seconds integer CHECK (wait_seconds BETWEEN 0 AND 86400),
  service_seconds integer CHECK (service_seconds BETWEEN 0 AND 86400),
  training boolean NOT NULL,
  PRIMARY KEY (ortsverwaltung, id)
);
CREATE INDEX service_times_of_day ON zp.service_times (day);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON zp.service_times FOR EACH ROW EXECUTE FUNCTION zp.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON zp.service_times EXECUTE FUNCTION zp.refuse_change();

ALTER TABLE zp.appointment_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.appointment_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE zp.service_times ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON zp.appointment_claims FOR SELECT TO zp_seat USING (ortsverwaltung = (SELECT zp.my_ov()));
-- Read by every seat of the authority: the lead compares the Ortsverwaltungen.
CREATE POLICY all_seats ON zp.service_times FOR SELECT TO zp_seat USING (true);
CREATE POLICY as_myself ON zp.service_times FOR INSERT TO zp_seat
  WITH CHECK (ortsverwaltung = (SELECT zp.my_ov()) AND seat = (SELECT zp.my_seat()));
GRANT SELECT ON zp.appointment_claims, zp.service_times TO zp_seat;
GRANT INSERT ON zp.service_times TO zp_seat;

-- Makes or changes one number of the day, if nobody did since; no row: somebody was faster, or another seat has it.
CREATE FUNCTION zp.appointment_put(of_day date, of_entry bytea, since integer, new_kind text, new_state text, new_previous text,
  new_service text, arrived timestamptz, called timestamptz, started timestamptz, ended timestamptz, new_calls integer)
RETURNS SETOF zp.appointment_claims LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  me zp.seats%ROWTYPE;
  next_number integer;
BEGIN
  SELECT * INTO STRICT me FROM zp.seats WHERE role = session_user;
  IF abs(of_day - (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date) > 1 THEN
    RAISE EXCEPTION 'zp: not a day of now' USING ERRCODE = 'ZP003';
  END IF;
  IF since = 0 THEN
    -- The row of the day makes seats queue here: each gets a number of its own.
    INSERT INTO zp.appointment_days AS d (ortsverwaltung, day, last_number) VALUES (me.ortsverwaltung, of_day, 0)
    ON CONFLICT (ortsverwaltung, day) DO UPDATE SET last_number = d.last_number RETURNING d.last_number INTO next_number;
    IF EXISTS (SELECT 1 FROM zp.appointment_claims c
               WHERE c.ortsverwaltung = me.ortsverwaltung AND c.day = of_day AND c.entry = of_entry) THEN
      RETURN;
    END IF;
    UPDATE zp.appointment_days d SET last_number = next_number + 1 WHERE d.ortsverwaltung = me.ortsverwaltung AND d.day = of_day;
    RETURN QUERY INSERT INTO zp.appointment_claims (ortsverwaltung, day, entry, number, kind, state, previous, service, seat,
      arrived_at, called_at, started_at, ended_at, calls, version)
    VALUES (me.ortsverwaltung, of_day, of_entry, next_number + 1, new_kind, new_state, new_previous, new_service, me.seat,
      arrived, called, started, ended, new_calls, 1) RETURNING *;
    RETURN;
  END IF;
  RETURN QUERY UPDATE zp.appointment_claims c
  SET state = new_state, previous = new_previous, service = new_service, seat = me.seat, arrived_at = arrived,
    called_at = called, started_at = started, ended_at = ended, calls = new_calls, version = c.version + 1,
    changed_at = clock_timestamp()
  WHERE c.ortsverwaltung = me.ortsverwaltung AND c.day = of_day AND c.entry = of_entry AND c.version = since
    -- What another seat has called or serves is its own, a forgotten call excepted.
    AND (c.seat = me.seat OR c.state NOT IN ('called', 'serving')
         OR (c.state = 'called' AND c.changed_at < clock_timestamp() - interval '10 minutes'))
  RETURNING c.*;
END $$;

-- Nothing of it outlives its day.
CREATE FUNCTION zp.appointments_forget() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zp, pg_temp AS $$
DECLARE
  today date := (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  DELETE FROM zp.appointment_claims c WHERE c.ortsverwaltung = zp.my_ov() AND c.day < today;
  DELETE FROM zp.appointment_days d WHERE d.ortsverwaltung = zp.my_ov() AND d.day < today;
END $$;

REVOKE ALL ON FUNCTION zp.appointments_forget(), zp.appointment_put(date, bytea, integer, text, text, text, text, timestamptz,
  timestamptz, timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zp.appointments_forget(), zp.appointment_put(date, bytea, integer, text, text, text, text, timestamptz,
  timestamptz, timestamptz, timestamptz, integer) TO zp_seat;
CREATE TRIGGER count_row BEFORE INSERT ON zp.service_times FOR EACH ROW EXECUTE FUNCTION zp.count_row();
`;
