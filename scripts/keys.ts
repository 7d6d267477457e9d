/** `npm run -s keys -- VERB`: the seat's keys for IT: enrol, rotate, deposit. In German. Exit 0, 1 refused, 2 wrong call. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CentreLine } from '../electron/central/centre-line.ts';
import { KeyExchange } from '../electron/central/key-exchange.ts';
import { isAppError } from '../electron/contract/app-error.ts';
import { loadPolicy, readCentreAddress } from '../electron/load-policy.ts';
import { createFileKeyCustody } from '../electron/security/file-key-custody.ts';
import { startErrorText } from '../electron/start-error-text.ts';
import { runBackup, runRestore } from './keys/deposit-command.ts';
import {
  type KeysParts,
  runAccept,
  runApprove,
  runFirst,
  runForget,
  runRequest,
  runRotate,
  runSend,
} from './keys/keys-command.ts';

const usage = `Aufruf: npm run -s keys -- VERB --policy RICHTLINIEN --key-file SCHLÜSSEL

first                        erster Platz der Behörde: macht den Behördenschlüssel
request --from PLATZ         neuer Platz: bittet PLATZ um den Behördenschlüssel und zeigt den Code
approve PLATZ                vergleicht den Code und sendet PLATZ den Behördenschlüssel
accept [--generation N]      übernimmt, was gesendet wurde
rotate [--without PLATZ]…    neue Generation für alle aufgenommenen Plätze außer den genannten
send                         sendet die Generationen noch einmal
forget PLATZ                 vergisst den Schlüssel eines Platzes
backup --out DATEI --person NAME --person NAME [--person NAME]…
restore --in DATEI
status                       zeigt die Generation und die bekannten Plätze

Der Ablauf mit allen Personen steht in docs/schluessel.md.`;

class WrongCall extends Error {}

const lines = createInterface({ input: process.stdin });
const typed = lines[Symbol.asyncIterator]();
const tell = (line: string): void => console.log(line);
async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const { value, done } = await typed.next();
  if (done) throw new WrongCall('\nDie Eingabe endete.');
  return String(value).trim();
}
const clear = (): void => void (process.stdout.isTTY && process.stdout.write('\x1b[3J\x1b[2J\x1b[H'));

function need(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new WrongCall(`Es fehlt: ${what}\n\n${usage}`);
  return value;
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ policy: { type: 'string' }, 'key-file': { type: 'string' }, from: { type: 'string' } },
      ...{ generation: { type: 'string' }, out: { type: 'string' }, in: { type: 'string' } },
      ...{ without: { type: 'string', multiple: true }, person: { type: 'string', multiple: true } },
    },
  });
  const [verb, seat] = positionals;
  if (verb === undefined || positionals.length > 2) throw new WrongCall(usage);
  const policyFile = need(values.policy, '--policy');
  if (!existsSync(policyFile)) throw new WrongCall(`Die Richtliniendatei fehlt: ${policyFile}`);
  const policy = loadPolicy(policyFile);
  const custody = createFileKeyCustody(values['key-file'] ?? path.join(path.dirname(policyFile), 'seat.keys'));
  const today = new Date().toISOString().slice(0, 10);
  if (verb === 'backup') {
    const people = values.person ?? [];
    if (people.length < 2 || people.length > 5) throw new WrongCall('Nennen Sie zwei bis fünf Personen mit --person.');
    const order = { file: need(values.out, '--out'), people, authority: policy.seat.authority };
    return runBackup({ custody, tell, ask, today, clear }, order);
  }
  if (verb === 'restore') return runRestore({ custody, tell, ask, today, clear }, need(values.in, '--in'));
  if (verb === 'status') return showStatus(custody);
  if (!policy.centre) throw new WrongCall('In der Richtliniendatei steht keine Zentrale.');
  const line = new CentreLine({
    address: readCentreAddress(policy.centre, policyFile, policy.seat.id),
    purpose: 'keys',
  });
  const parts: KeysParts = { custody, exchange: new KeyExchange(line), seat: policy.seat.id, today, tell, ask };
  try {
    await runAtCentre(parts, verb, { ...values, seat });
  } finally {
    line.close();
  }
}

async function runAtCentre(
  parts: KeysParts,
  verb: string,
  given: { seat?: string | undefined; from?: string; generation?: string; without?: string[] },
): Promise<void> {
  if (verb === 'first') return runFirst(parts);
  if (verb === 'request') return runRequest(parts, need(given.from, '--from'));
  if (verb === 'approve') return runApprove(parts, need(given.seat, 'der Platz'));
  if (verb === 'accept') {
    if (given.generation !== undefined && !/^[1-9]\d{0,2}$/.test(given.generation)) {
      throw new WrongCall('--generation ist eine Zahl ab 1.');
    }
    return runAccept(parts, given.generation === undefined ? undefined : Number(given.generation));
  }
  if (verb === 'rotate') return runRotate(parts, given.without ?? []);
  if (verb === 'send') return runSend(parts);
  if (verb === 'forget') return runForget(parts, need(given.seat, 'der Platz'));
  throw new WrongCall(usage);
}

async function showStatus(custody: KeysParts['custody']): Promise<void> {
  const file = await custody.read();
  if (!file) return tell('Dieser Platz hat noch keine Schlüsseldatei.');
  const since = file.adoptedOn === null ? '' : `, hier seit ${file.adoptedOn}`;
  const count = file.authorityKeys.length;
  tell(count === 0 ? 'Angefragt, noch nicht übernommen.' : `Behördenschlüssel: Generation ${count}${since}.`);
  tell(`Bekannte Plätze: ${Object.keys(file.trusted).sort().join(', ') || '–'}`);
}

function explain(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof WrongCall || code.startsWith('ERR_PARSE_ARGS')) {
    console.error(error instanceof WrongCall ? error.message : usage);
    return 2;
  }
  if (isAppError(error)) {
    const { title, body } = startErrorText(error, path.join(import.meta.dirname, '../resources'));
    console.error(`${title}\n${body}`);
  } else console.error(error instanceof Error ? error.message : String(error));
  return 1;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
} finally {
  lines.close();
}
