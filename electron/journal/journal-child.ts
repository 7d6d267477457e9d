/** For tests: a process of its own that opens a journal and can be killed, starved of space or of rights. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { isAppError } from '../contract/app-error.ts';
import { testKeys } from './journal-fixture.ts';
import { openJournal } from './open-journal.ts';

const [order = '', file = ''] = process.argv.slice(2);
// Straight to the descriptor: what was told must not sit in a buffer when the process is killed.
const tell = (line: string): void => void writeSync(1, `${line}\n`);

const open = () => openJournal({ file, ...testKeys, clock: { nowMs: () => Date.now() }, randomBytes });
const event = (bytes: number) => ({
  kind: 'facts-recorded',
  vorgangId: 'vorgang-1',
  scope: 'vorgang' as const,
  actor: 'adler',
  body: { filler: 'x'.repeat(bytes) },
});

function appendForEver(): never {
  tell('ready');
  const journal = open();
  tell('open');
  for (;;) tell(String(journal.append(event(500)).sequence));
}

/** Fills the space to the brim, is refused, gets space again, goes on. */
function fillTheDisk(): void {
  const [ballast, more] = [`${file}.ballast`, `${file}.more`];
  for (const name of [ballast, more]) writeFileSync(name, Buffer.alloc(200_000));
  const journal = open();
  let acknowledged = 0;
  try {
    for (;;) acknowledged = journal.append(event(20_000)).sequence;
  } catch (error) {
    tell(isAppError(error) ? error.code : String(error));
  }
  tell(String(journal.events({}).length - acknowledged));
  rmSync(ballast);
  tell(String(journal.append(event(100)).sequence - acknowledged));
  tell(String(journal.verify().ok));
  journal.close();
  rmSync(more);
  const again = open();
  tell(String(again.events({}).length - acknowledged));
  again.close();
}

try {
  if (order === 'append') appendForEver();
  if (order === 'fill') fillTheDisk();
  if (order === 'open') {
    open().close();
    tell('opened');
  }
} catch (error) {
  tell(isAppError(error) ? error.code : String(error));
}
