/** `npm run -s clerks -- list|add|set-pin|revoke …`: the clerks' directory from the command line, for the first person and for emergencies. */
import { createInterface } from 'node:readline';
import { isAppError } from '../electron/contract/app-error.ts';
import { userName as userNameShape } from '../electron/contract/clerks.ts';
import { type Role, roles } from '../electron/contract/session.ts';
import { loadPolicy, readCentreAddress } from '../electron/load-policy.ts';
import { decodeSeatKeys, readSecretFile } from '../electron/security/key-file.ts';
import errors from '../resources/locales/de/errors.json' with { type: 'json' };
import { type OpenDirectory, openDirectory } from './clerks/open-directory.ts';
import { readArguments } from './host/read-arguments.ts';

const usage = `Aufruf: npm run -s clerks -- list                            [Zugang]
        npm run -s clerks -- add     --user NAME --name "Vor Nach" --role it|lead|clerk|stand-in --by WER [Zugang]
        npm run -s clerks -- set-pin --user NAME --by WER         [Zugang]
        npm run -s clerks -- revoke  --user NAME --reason GRUND --by WER [Zugang]

Zugang:  --policy DATEI  Richtliniendatei eines Platzes (Abschnitt centre mit Zertifikat und Schlüssel)
         --keys DATEI    Schlüsseldatei mit dem Behördenschlüssel (Rechte 0600), zum Beispiel die hinterlegte Kopie
Optional: --ortsverwaltung NAME, --until JJJJ-MM-TT
--by steht im Verzeichnis als Urheber der Änderung. Die PIN wird zweimal gefragt, nie als Argument genommen.
Ende mit 0: getan, 1: abgelehnt, 2: Aufruf oder Dateien stimmen nicht.`;

class WrongCall extends Error {}

const optionNames = ['policy', 'keys', 'user', 'name', 'role', 'by', 'reason', 'ortsverwaltung', 'until'];
const options = Object.fromEntries(optionNames.map((name) => [name, { type: 'string' as const }]));
const { values, positionals } = readArguments({ allowPositionals: true, options }, usage);

const needed = (name: string): string => {
  const value = values[name];
  if (typeof value !== 'string' || value.trim() === '') throw new WrongCall(`--${name} fehlt.`);
  return value;
};
const optional = (name: string): string | null => {
  const value = values[name];
  return typeof value === 'string' ? value : null;
};

function roleOf(text: string): Role {
  const role = roles.find((each) => each === text);
  if (!role) throw new WrongCall(`Rolle nicht bekannt: ${text}. Möglich: ${roles.join(', ')}`);
  return role;
}

function nameOf(text: string): string {
  const name = userNameShape.safeParse(text);
  if (!name.success) throw new WrongCall('--user: zwei bis 32 Buchstaben, Ziffern, Punkte oder Bindestriche.');
  return name.data;
}

/** From the terminal without echo; from a pipe line by line. */
async function askPin(): Promise<string> {
  const ask = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY === true });
  const lines = ask[Symbol.asyncIterator]();
  const hidden = ask as unknown as { _writeToOutput?: (text: string) => void };
  const read = async (prompt: string): Promise<string> => {
    process.stderr.write(prompt);
    hidden._writeToOutput = () => {};
    const { value = '' } = await lines.next();
    process.stderr.write('\n');
    return String(value);
  };
  try {
    const pin = await read('PIN (mindestens 6 Zeichen): ');
    if (pin.length < 6 || pin.length > 32) throw new WrongCall('Die PIN braucht 6 bis 32 Zeichen.');
    if ((await read('PIN noch einmal: ')) !== pin) throw new WrongCall('Die beiden Eingaben sind verschieden.');
    return pin;
  } finally {
    ask.close();
  }
}

async function open(by: string): Promise<OpenDirectory & { home: string }> {
  const policyFile = needed('policy');
  const policy = loadPolicy(policyFile);
  if (!policy.centre) throw new WrongCall('In der Richtliniendatei fehlt der Abschnitt centre.');
  const content = readSecretFile(needed('keys'));
  if (!content) throw new WrongCall(`Die Schlüsseldatei fehlt: ${needed('keys')}`);
  const keys = decodeSeatKeys(content.toString('utf8'));
  const authorityKeys = [keys.authorityKey, ...keys.laterAuthorityKeys];
  const address = readCentreAddress(policy.centre, policyFile, policy.seat.id);
  const home = policy.seat.ortsverwaltung;
  return { ...(await openDirectory({ address, authorityKeys, ortsverwaltung: home, by })), home };
}

const acts: Record<string, () => Promise<void>> = {
  async list() {
    const { room, close } = await open('liste');
    const { clerks, version } = await room.view({}, null);
    close();
    for (const { userName, displayName, role, access, ortsverwaltung, hasCard } of clerks) {
      console.log([userName, displayName, role, access, ortsverwaltung, hasCard ? 'Karte' : ''].join('\t'));
    }
    console.log(`${clerks.length} Personen, ${version} Änderungen.`);
  },
  async add() {
    const [userName, displayName, role] = [nameOf(needed('user')), needed('name'), roleOf(needed('role'))];
    const by = needed('by');
    const pin = await askPin();
    const { room, home, close } = await open(by);
    const ortsverwaltung = optional('ortsverwaltung') ?? home;
    const person = { userName, displayName, role, ortsverwaltung, pin, validFrom: null, validTo: optional('until') };
    await room.add(person, null).finally(close);
    console.log(`${userName} ist eingetragen und kann sich an jedem Platz der Behörde anmelden.`);
  },
  async 'set-pin'() {
    const userName = nameOf(needed('user'));
    const by = needed('by');
    const pin = await askPin();
    const { room, close } = await open(by);
    await room.setPin({ userName, pin }, null).finally(close);
    console.log(`Die neue PIN von ${userName} gilt.`);
  },
  async revoke() {
    const [userName, reason] = [nameOf(needed('user')), needed('reason')];
    const { room, close } = await open(needed('by'));
    await room.revoke({ userName, reason }, null).finally(close);
    console.log(`Der Zugang von ${userName} ist gesperrt. Angemeldete Plätze merken es binnen einer Minute.`);
  },
};

async function run(): Promise<number> {
  const act = acts[positionals[0] ?? ''];
  if (!act || positionals.length !== 1) {
    console.error(usage);
    return 2;
  }
  try {
    await act();
    return 0;
  } catch (error) {
    if (error instanceof WrongCall) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (!isAppError(error)) throw error;
    const known = (errors as Record<string, { title: string; text: string; remedy: string }>)[error.code];
    console.error(known ? `${known.title}. ${fill(known.text, error.params)} ${known.remedy}` : error.code);
    return error.code.startsWith('policy.') || error.code.startsWith('journal.') ? 2 : 1;
  }
}

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_part, name: string) => String(params[name] ?? ''));
}

process.exit(await run());
