/** `npm run journal -- verify|show FILE [--key-file KEYS]`: proves a journal or lists its headers, in German. Exit 0, 1, 2. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isAppError } from '../electron/contract/app-error.ts';
import type { VerifyReport } from '../electron/journal/port.ts';
import { listHeaders, verifyJournalFile } from '../electron/journal/verify-file.ts';
import { decodeSeatKeys, readSecretFile, type SeatKeys } from '../electron/security/key-file.ts';

const usage = `Aufruf: npm run journal -- verify DATEI [--key-file SCHLÜSSEL]
        npm run journal -- show   DATEI [--key-file SCHLÜSSEL]

verify  prüft das Journal vollständig. Ende mit 0: in Ordnung, 1: verändert oder beschädigt, 2: nicht prüfbar.
show    listet die Köpfe der Ereignisse ohne Inhalte.
Ohne --key-file gilt die Datei seat.keys neben dem Journal. Das Journal wird nur gelesen.`;

/** What keeps the journal from being looked at at all. */
const reasons: Readonly<Record<string, string>> = {
  'journal.wrong-key': 'Die Schlüssel passen nicht zu diesem Journal, oder die Schlüsseldatei ist beschädigt.',
  'journal.key-exposed':
    'Die Schlüsseldatei ist für andere lesbar. Setzen Sie ihre Rechte auf 0600 und prüfen Sie, wer sie gelesen hat.',
  'journal.newer': 'Das Journal wurde mit einer neueren Version geschrieben. Prüfen Sie es mit dieser.',
  'journal.in-use':
    'Ein Arbeitsplatz schreibt gerade in das Journal. Beenden Sie dort das Programm und prüfen Sie erneut.',
  'journal.disk-full': 'Für die Kopie, an der geprüft wird, ist kein Platz im Ordner für temporäre Dateien.',
  'journal.unwritable': 'Das Journal oder die Schlüsseldatei ist nicht lesbar.',
};

class NotCheckable extends Error {}

function readKeys(file: string): SeatKeys {
  const content = readSecretFile(file);
  if (!content) throw new NotCheckable(`Die Schlüsseldatei fehlt: ${file}`);
  return decodeSeatKeys(content.toString('utf8'));
}

function printReport(report: VerifyReport): number {
  const bodies = `${report.erasedBodies} davon ohne Inhalt (gelöscht oder entfallen)`;
  if (!report.firstBad) {
    console.log(`In Ordnung: ${report.events} Ereignisse, ${bodies}.`);
    console.log(`Letzte Prüfsumme: ${report.lastHash || '–'}`);
    return 0;
  }
  const { sequence, reason, page } = report.firstBad;
  const where = sequence > 0 ? `Ereignis ${sequence}` : page !== undefined ? `Seite ${page}` : 'neben der Kette';
  console.log(`NICHT IN ORDNUNG: ${where}: ${reason}.`);
  if (page !== undefined && sequence > 0) console.log(`Erste veränderte Seite der Datei: ${page}.`);
  console.log(
    `Bewiesen sind ${report.events} Ereignisse davor. Ändern Sie nichts an der Datei und informieren Sie die IT.`,
  );
  return 1;
}

function show(file: string, keys: SeatKeys): number {
  let count = 0;
  listHeaders(file, keys, ({ sequence, at, kind, vorgangId, scope, actor, virtual }) => {
    count += 1;
    const columns = [String(sequence).padStart(7), at, scope.padEnd(10), kind.padEnd(24), actor, vorgangId ?? '–'];
    console.log(columns.join('  ') + (virtual ? '  [virtuell]' : ''));
  });
  console.log(`${count} Ereignisse. Die Liste beweist nichts: dafür gibt es «verify».`);
  return 0;
}

function run(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    options: { 'key-file': { type: 'string' } },
    allowPositionals: true,
  });
  const [verb, file] = positionals;
  if ((verb !== 'verify' && verb !== 'show') || file === undefined || positionals.length > 2)
    throw new NotCheckable(usage);
  if (!existsSync(file)) throw new NotCheckable(`Das Journal fehlt: ${file}`);
  const keys = readKeys(values['key-file'] ?? path.join(path.dirname(file), 'seat.keys'));
  return verb === 'show' ? show(file, keys) : printReport(verifyJournalFile(file, keys));
}

function explain(error: unknown): number {
  if (isAppError(error) && error.code === 'journal.damaged') {
    console.log('NICHT IN ORDNUNG: die Datei ist so beschädigt, dass sie sich nicht lesen lässt.');
    return 1;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof NotCheckable) console.error(error.message);
  else if (code.startsWith('ERR_PARSE_ARGS')) console.error(usage);
  else console.error(`Nicht prüfbar: ${reasons[code] ?? (error instanceof Error ? error.message : String(error))}`);
  return 2;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
}
