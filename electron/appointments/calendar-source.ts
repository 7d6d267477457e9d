/** The configured calendar file or folder: looked at again and again, read when it changed, and what was good stays when it turns bad. */
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorReport, isAppError } from '../contract/app-error.ts';
import { decodeCalendar, maxCalendarBytes } from './calendar/decode-calendar.ts';
import { type CalendarFile, readCalendarFile } from './calendar/read-calendar.ts';

export interface SourceReading {
  files: { name: string; calendar: CalendarFile }[];
  problems: { file: string; error: ErrorReport }[];
  /** False: nothing changed since the last look. */
  isNew: boolean;
}

interface Known {
  signature: string;
  calendar: CalendarFile | null;
  error: ErrorReport | null;
}

const maxFiles = 200;
const maxTotalBytes = 16 * 1024 * 1024;
/** A network drive that went away answers late or never. */
const lookMs = 10_000;

export class CalendarSource {
  readonly #target: string;
  readonly #after: (delayMs: number, action: () => void) => () => void;
  readonly #known = new Map<string, Known>();
  #looking: Promise<boolean> | null = null;
  #sourceError: ErrorReport | null = null;

  constructor(target: string, clock: { after(delayMs: number, action: () => void): () => void }) {
    this.#target = target;
    this.#after = (delayMs, action) => clock.after(delayMs, action);
  }

  async look(): Promise<SourceReading> {
    const before = JSON.stringify(this.#sourceError);
    let isNew = false;
    try {
      isNew = await this.#inTime();
      this.#sourceError = null;
    } catch (error) {
      this.#sourceError = reportOf(error);
    }
    const known = [...this.#known].toSorted(([a], [b]) => a.localeCompare(b));
    return {
      files: known.flatMap(([name, { calendar }]) => (calendar ? [{ name, calendar }] : [])),
      problems: [
        ...(this.#sourceError ? [{ file: '', error: this.#sourceError }] : []),
        ...known.flatMap(([file, { error }]) => (error ? [{ file, error }] : [])),
      ],
      isNew: isNew || before !== JSON.stringify(this.#sourceError),
    };
  }

  /** What was read goes from memory, the events of other days too. */
  forget(): void {
    this.#known.clear();
  }

  async #inTime(): Promise<boolean> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = null;
    });
    let stop: () => void = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      stop = this.#after(lookMs, () => reject(new AppError('appointments.source-missing')));
    });
    this.#looking.catch(() => {}); // when it comes too late, nobody listens any more
    try {
      return await Promise.race([this.#looking, late]);
    } finally {
      stop();
    }
  }

  async #lookNow(): Promise<boolean> {
    const found = await this.#list();
    let isNew = false;
    for (const name of [...this.#known.keys()]) {
      if (!found.some((file) => path.basename(file) === name)) isNew = this.#known.delete(name) || isNew;
    }
    let total = 0;
    for (const file of found) {
      const name = path.basename(file);
      const { size, mtimeMs } = await stat(file);
      total += size;
      const signature = `${mtimeMs} ${size}`;
      const before = this.#known.get(name);
      if (before?.signature === signature) continue;
      isNew = true;
      if (total > maxTotalBytes) throw new AppError('appointments.too-large');
      this.#known.set(name, { signature, ...(await readOne(file, before?.calendar ?? null)) });
    }
    return isNew;
  }

  async #list(): Promise<string[]> {
    if (!(await stat(this.#target)).isDirectory()) return [this.#target];
    const names = (await readdir(this.#target, { withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.ics$/i.test(entry.name))
      .map(({ name }) => name);
    if (names.length > maxFiles) throw new AppError('appointments.too-many', { max: maxFiles });
    return names.sort().map((name) => path.join(this.#target, name));
  }
}

/** A file that is just being written ends too early: the old content counts until the next look. */
async function readOne(file: string, before: CalendarFile | null): Promise<Omit<Known, 'signature'>> {
  try {
    return { calendar: readCalendarFile(decodeCalendar(await readBounded(file))), error: null };
  } catch (error) {
    return { calendar: before, error: reportOf(error) };
  }
}

async function readBounded(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const buffer = new Uint8Array(maxCalendarBytes + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** What the file system says names paths; that it cannot be read is all a clerk needs. */
function reportOf(error: unknown): ErrorReport {
  if (isAppError(error)) return { code: error.code, params: { ...error.params } };
  return { code: 'appointments.source-missing' };
}
