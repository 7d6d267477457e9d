/** What IT does with the keys of a seat, step by step: the key file is always written before anything leaves the seat. */
import type { KeyExchange } from '../../electron/central/key-exchange.ts';
import { AppError } from '../../electron/contract/app-error.ts';
import { acceptBest, approve, packagesFor, prepareFirst, request, rotate } from '../../electron/security/enrolment.ts';
import type { KeyFile } from '../../electron/security/key-file.ts';
import type { KeyCustody } from '../../electron/security/port.ts';

export interface KeysParts {
  custody: Pick<KeyCustody, 'read' | 'create' | 'replace'>;
  exchange: Pick<KeyExchange, 'publish' | 'publicKeyOf' | 'send' | 'received'>;
  /** Id of this seat. */
  seat: string;
  today: string;
  /** One line for the person. */
  tell(line: string): void;
  /** What the person types. */
  ask(question: string): Promise<string>;
}

async function save({ custody }: KeysParts, before: KeyFile | null, after: KeyFile): Promise<void> {
  if (before) await custody.replace(after);
  else await custody.create(after);
}

async function ownFile({ custody }: KeysParts): Promise<KeyFile> {
  const file = await custody.read();
  if (!file) throw new AppError('keys.not-enrolled');
  return file;
}

async function keyOf({ exchange }: KeysParts, seat: string): Promise<Uint8Array> {
  const publicKey = await exchange.publicKeyOf(seat);
  if (!publicKey) throw new Error(`Der Platz ${seat} hat an der Zentrale noch keinen öffentlichen Schlüssel abgelegt.`);
  return publicKey;
}

/** The first seat of an authority makes its key; a seat from before gets what it needs to approve others. */
export async function runFirst(parts: KeysParts): Promise<void> {
  const before = await parts.custody.read();
  const { file, publicKey } = prepareFirst(before, parts.today);
  await save(parts, before, file);
  await parts.exchange.publish(publicKey);
  parts.tell(`Der Platz ${parts.seat} hat den Behördenschlüssel, Generation ${file.authorityKeys.length}.`);
  parts.tell('Hinterlegen Sie ihn jetzt: npm run -s keys -- backup');
}

export async function runRequest(parts: KeysParts, from: string): Promise<void> {
  const before = await parts.custody.read();
  const asked = request(before, parts.seat, { seat: from, publicKey: await keyOf(parts, from) });
  await save(parts, before, asked.file);
  await parts.exchange.publish(asked.publicKey);
  parts.tell(`Code für den Platz ${from}: ${asked.code}`);
  parts.tell(`Lesen Sie ihn der Person am Platz ${from} vor, auf einem Weg, der nicht über die Zentrale geht.`);
}

export async function runApprove(parts: KeysParts, to: string): Promise<void> {
  const before = await ownFile(parts);
  const publicKey = await keyOf(parts, to);
  const typed = await parts.ask(`Code, den der Platz ${to} zeigt: `);
  const approved = approve(before, parts.seat, { seat: to, publicKey }, typed);
  await parts.custody.replace(approved.file);
  await parts.exchange.send([{ toSeat: to, generation: approved.generation, package: approved.package }]);
  parts.tell(`Gesendet. Sagen Sie dem Platz ${to}: Generation ${approved.generation}.`);
}

/** `expected`: the generation that the approving person said; not needed for a later one from a seat that is known. */
export async function runAccept(parts: KeysParts, expected?: number): Promise<void> {
  const before = await ownFile(parts);
  if (before.authorityKeys.length === 0 && expected === undefined) {
    throw new Error('Geben Sie mit --generation an, was die Person am anderen Platz Ihnen gesagt hat.');
  }
  const offers = await parts.exchange.received();
  if (offers.length === 0) throw new Error('Für diesen Platz liegt kein Schlüsselpaket an der Zentrale.');
  const { file, refused } = acceptBest(before, parts.seat, offers, parts.today, expected);
  if (!file) throw refused;
  await parts.custody.replace(file);
  parts.tell(`Übernommen: Generation ${file.authorityKeys.length}. Sie gilt ab dem nächsten Start des Platzes.`);
}

export async function runRotate(parts: KeysParts, without: readonly string[]): Promise<void> {
  const before = await ownFile(parts);
  const unknown = without.filter((seat) => !Object.hasOwn(before.trusted, seat));
  if (unknown.length > 0) throw new Error(`Diesem Platz nicht bekannt: ${unknown.join(', ')}. Nichts wurde geändert.`);
  const after = rotate(before, without, parts.today);
  await parts.custody.replace(after);
  parts.tell(`Generation ${after.authorityKeys.length} ist gemacht.`);
  await runSend(parts);
  parts.tell('Hinterlegen Sie sie jetzt neu (backup) und vernichten Sie die alte Hinterlegung erst danach.');
}

/** Again, for example after the line was cut. */
export async function runSend(parts: KeysParts): Promise<void> {
  const packages = packagesFor(await ownFile(parts), parts.seat);
  await parts.exchange.send(packages);
  const seats = packages.map(({ toSeat }) => toSeat).sort();
  parts.tell(`Gesendet an ${seats.join(', ') || 'keinen Platz'}.`);
}

export async function runForget(parts: KeysParts, seat: string): Promise<void> {
  const file = await ownFile(parts);
  const trusted = Object.fromEntries(Object.entries(file.trusted).filter(([name]) => name !== seat));
  await parts.custody.replace({ ...file, trusted });
  parts.tell(`Diesem Platz ist ${seat} nicht mehr bekannt.`);
}
