/** Writes wait and service times into the journal, carries them to the centre, and reads them for the lead. */
import type { ServiceTimesView } from '../contract/appointments.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Journal } from '../journal/port.ts';
import type { ServiceTime, SharedTimes, TimesOfPeriod } from './port.ts';
import { addUp, serviceTime, tellHalfHours, tellServices, timeRecordedKind } from './service-times.ts';

export interface TimeBookParts {
  journal: Pick<Journal, 'append' | 'events' | 'setting' | 'putSetting'>;
  seat: string;
  /** Null: no centre. */
  shared: SharedTimes | null;
  /** Keyed hash. */
  hash(...parts: string[]): Uint8Array;
  serviceTitle(serviceId: string): string;
}

const pushedSetting = 'service-times-pushed';
const perPush = 500;

export class TimeBook {
  readonly #parts: TimeBookParts;

  constructor(parts: TimeBookParts) {
    this.#parts = parts;
  }

  /** Under the seat's name and no person's: how fast a clerk works is nobody's business here. */
  record(time: ServiceTime): void {
    const body: JsonObject = { ...time };
    this.#parts.journal.append({ kind: timeRecordedKind, scope: 'seat', actor: 'seat', body });
  }

  /** What the centre does not have yet. Throws AppError `centre.*`; then the next call goes on. */
  async push(): Promise<void> {
    const { journal, shared, seat } = this.#parts;
    if (!shared) return;
    const setting = journal.setting(pushedSetting);
    const through = typeof setting === 'number' ? setting : 0;
    const events = journal.events({ kinds: [timeRecordedKind], afterSequence: through }).slice(0, perPush);
    const last = events.at(-1);
    if (!last) return;
    const times = events.flatMap(({ body, sequence }) => {
      const time = serviceTime.safeParse(body).data;
      // The number of the event would lead to the Vorgang and the clerk beside it: its hash leads nowhere.
      return time ? [{ ...time, id: this.#parts.hash('service-time', seat, String(sequence)) }] : [];
    });
    await shared.push(times);
    journal.putSetting(pushedSetting, last.sequence);
  }

  /** Both days included. */
  async read(from: string, to: string): Promise<ServiceTimesView> {
    const { shared, serviceTitle } = this.#parts;
    const { services, halfHours } = shared ? await shared.read(from, to) : this.#own(from, to);
    return {
      ...{ from, to, allSeats: shared !== null },
      services: tellServices(services, serviceTitle),
      halfHours: tellHalfHours(halfHours),
    };
  }

  #own(from: string, to: string): TimesOfPeriod {
    const times = this.#parts.journal
      .events({ kinds: [timeRecordedKind] })
      .flatMap(({ body }) => serviceTime.safeParse(body).data ?? [])
      .filter(({ day }) => from <= day && day <= to);
    return addUp(times);
  }
}
