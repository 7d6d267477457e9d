/** What the software printer remembers over a power cut: its list of jobs and the documents it received. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const storedJob = z.object({
  id: z.number().int(),
  name: z.string(),
  user: z.string(),
  copies: z.number().int(),
  media: z.string(),
  state: z.number().int(),
  reasons: z.array(z.string()),
  pages: z.number().int(),
  /** Sheets that really came out: the truth that a job-state does not tell. */
  sheetsOut: z.number().int(),
  sha256: z.string(),
});
export type StoredJob = z.infer<typeof storedJob>;

export class JobStore {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  load(): StoredJob[] {
    const file = this.#file('jobs.json');
    if (file === undefined || !existsSync(file)) return [];
    return z.array(storedJob).parse(JSON.parse(readFileSync(file, 'utf8')));
  }

  saveJobs(jobs: readonly StoredJob[]): void {
    const file = this.#file('jobs.json');
    if (file === undefined) return;
    writeFileSync(`${file}.new`, JSON.stringify(jobs));
    renameSync(`${file}.new`, file);
  }

  saveDocument(id: number, pdf: Uint8Array): void {
    const file = this.#file(`${id}.pdf`);
    if (file !== undefined) writeFileSync(file, pdf);
  }

  readDocument(id: number): Uint8Array | undefined {
    const file = this.#file(`${id}.pdf`);
    return file !== undefined && existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined;
  }

  #file(name: string): string | undefined {
    return this.#folder === undefined ? undefined : path.join(this.#folder, name);
  }
}
