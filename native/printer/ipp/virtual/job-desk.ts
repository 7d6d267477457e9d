/** The mechanics of the software printer: jobs, paper, jams, and one sheet after another. */
import { createHash } from 'node:crypto';
import type { Dispose } from '../../../core/transport.ts';
import { countPages } from './count-pages.ts';
import { JobStore, type StoredJob } from './job-store.ts';

export interface JobTicket {
  name: string;
  user: string;
  copies: number;
  media: string;
}

export interface DeskOptions {
  /** Absent: memory only. */
  storeDir?: string | undefined;
  /** Pause between two sheets. */
  sheetMs: number;
  after(delayMs: number, action: () => void): Dispose;
}

/** Numbers of RFC 8011 §5.3.7. */
const pending = 3;
const processing = 5;
const cancelled = 7;
const aborted = 8;
const completed = 9;

export class JobDesk {
  readonly #options: DeskOptions;
  readonly #store: JobStore;
  readonly #jobs: StoredJob[];
  readonly #documents = new Map<number, Uint8Array>();
  #timer: Dispose | undefined;
  #jammed = false;
  sheetsLeft = 500;
  paused = false;
  accepting = true;
  /** The next job is aborted after its first sheet. */
  abortNext = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#store = new JobStore(options.storeDir);
    this.#jobs = this.#store.load();
    // The power was cut: a real printer forgets the page it was on.
    for (const job of this.#jobs) if (job.state < cancelled) this.#end(job, aborted, 'aborted-by-system');
  }

  get jobs(): readonly StoredJob[] {
    return this.#jobs;
  }

  get reasons(): string[] {
    const waiting = this.#current()?.state === processing && this.sheetsLeft === 0;
    return [
      ...(this.#jammed ? ['media-jam-error'] : []),
      ...(this.sheetsLeft === 0 ? ['media-empty-error'] : []),
      ...(waiting ? ['media-needed'] : []),
      ...(this.paused ? ['paused'] : []),
    ];
  }

  get stopped(): boolean {
    return this.paused || this.#jammed;
  }

  get printing(): boolean {
    return !this.stopped && this.#current()?.state === processing;
  }

  accept(ticket: JobTicket, pdf: Uint8Array): StoredJob {
    const job: StoredJob = {
      id: (this.#jobs.at(-1)?.id ?? 0) + 1,
      ...ticket,
      state: pending,
      reasons: ['none'],
      pages: countPages(pdf) * ticket.copies,
      sheetsOut: 0,
      sha256: createHash('sha256').update(pdf).digest('hex'),
    };
    this.#jobs.push(job);
    this.#documents.set(job.id, pdf);
    this.#store.saveDocument(job.id, pdf);
    this.#wake();
    return job;
  }

  find(id: number): StoredJob | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  documentOf(id: number): Uint8Array | undefined {
    return this.#documents.get(id) ?? this.#store.readDocument(id);
  }

  /** False when the job is already over. `sheetOut` lets the sheet in hand come out all the same. */
  cancel(job: StoredJob, sheetOut = false): boolean {
    if (job.state >= cancelled) return false;
    if (sheetOut) job.sheetsOut = Math.max(1, job.sheetsOut);
    this.#end(job, cancelled, 'job-canceled-by-user');
    return true;
  }

  jam(): void {
    this.#jammed = true;
    const job = this.#current();
    if (job?.state === processing) this.#end(job, aborted, 'aborted-by-system');
  }

  resume(): void {
    this.#jammed = false;
    this.paused = false;
    this.accepting = true;
    this.#wake();
  }

  loadPaper(sheets: number): void {
    this.sheetsLeft = sheets;
    this.#wake();
  }

  close(): void {
    this.#timer?.();
    this.#timer = undefined;
  }

  #current(): StoredJob | undefined {
    return this.#jobs.find((job) => job.state < cancelled);
  }

  #wake(): void {
    this.#store.saveJobs(this.#jobs);
    if (this.#timer || !this.#current()) return;
    this.#timer = this.#options.after(this.#options.sheetMs, () => {
      this.#timer = undefined;
      this.#work();
    });
  }

  #work(): void {
    const job = this.#current();
    if (!job || this.stopped) return;
    if (job.state === pending) {
      job.state = processing;
      job.reasons = ['job-printing'];
    } else if (this.abortNext && job.sheetsOut > 0) {
      this.abortNext = false;
      this.#end(job, aborted, 'aborted-by-system');
    } else if (job.sheetsOut >= job.pages) {
      this.#end(job, completed, 'job-completed-successfully');
    } else if (this.sheetsLeft === 0) {
      return;
    } else {
      this.sheetsLeft -= 1;
      job.sheetsOut += 1;
    }
    this.#wake();
  }

  #end(job: StoredJob, state: number, reason: string): void {
    job.state = state;
    job.reasons = [reason];
    this.#wake();
  }
}
