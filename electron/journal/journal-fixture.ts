/** For tests: a folder that goes again, fixed keys, and a journal with every kind of row in it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type JournalOptions, openJournal } from './open-journal.ts';
import type { SealedJournal } from './sealed-journal.ts';

export const testKeys = { fileKey: new Uint8Array(32).fill(0x11), authorityKey: new Uint8Array(32).fill(0x22) };

export interface TestFolder {
  readonly file: string;
  open(over?: Partial<JournalOptions>): SealedJournal;
  path(name: string): string;
  remove(): void;
}

export function makeTestFolder(seed = 1): TestFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-test-'));
  const file = path.join(folder, 'journal.db');
  let nowMs = Date.UTC(2026, 10, 2, 8);
  let drawn = 0;
  return {
    file,
    open: (over = {}) =>
      openJournal({
        file,
        ...testKeys,
        clock: {
          nowMs: () => {
            nowMs += 1000;
            return nowMs;
          },
        },
        randomBytes: (length) => {
          drawn += 1;
          return createHash('shake256', { outputLength: length }).update(`${seed} ${drawn}`).digest();
        },
        ...over,
      }),
    path: (name) => path.join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** About 60 events over five Vorgänge; large and small bodies, biometrics, terms, settings, one erasure, one dropped body. */
export function fillJournal(journal: SealedJournal): void {
  for (let i = 0; i < 50; i += 1) {
    const vorgangId = `vorgang-${i % 5}`;
    journal.append({
      kind: 'facts-recorded',
      vorgangId,
      scope: 'vorgang',
      actor: 'adler',
      body: { step: i, text: 'Müllerstraße '.repeat(i % 7 === 0 ? 600 : 8) },
    });
    if (i % 5 === 0) {
      journal.append({
        kind: 'finger-captured',
        vorgangId,
        scope: 'biometrics',
        actor: 'adler',
        virtual: true,
        body: { i },
      });
    }
  }
  journal.index('vorgang-1', ['Müller', 'SCH-2026-000001']);
  journal.index('vorgang-2', ['Weiß']);
  journal.putSetting('counter', { year: '2026', value: 2 });
  journal.dropBody(3);
  journal.erase({ vorgangId: 'vorgang-4', what: 'vorgang', reason: 'Frist abgelaufen', actor: 'seat' });
}
