/** The authority key in a file that only two people together open, and back from there into the key file of a first seat. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { AppError } from '../../electron/contract/app-error.ts';
import { makeEscrowCode, openEscrow, readEscrow, sealEscrow } from '../../electron/security/key-escrow.ts';
import { makeSeatKeyPair } from '../../electron/security/seat-key-pair.ts';
import type { KeysParts } from './keys-command.ts';

type DepositParts = Pick<KeysParts, 'custody' | 'tell' | 'ask' | 'today'> & {
  /** Takes what was shown off the screen. */
  clear(): void;
};

/** Each person sees the own code alone and types it once, so that it has truly been written down. */
export async function runBackup(
  parts: DepositParts,
  order: { file: string; people: readonly string[]; authority: string },
): Promise<void> {
  const keys = await parts.custody.read();
  if (!keys || keys.authorityKeys.length === 0) throw new AppError('keys.not-enrolled');
  const people: { name: string; code: string }[] = [];
  for (const name of order.people) {
    await parts.ask(`Nur ${name} sieht jetzt auf den Bildschirm. Weiter mit der Eingabetaste. `);
    const code = makeEscrowCode();
    parts.tell(`Code für ${name}: ${code}`);
    await parts.ask('Schreiben Sie ihn auf. Weiter mit der Eingabetaste. ');
    parts.clear();
    people.push({ name, code });
  }
  const typed: { person: number; code: string }[] = [];
  for (const [person, { name }] of people.entries()) {
    typed.push({ person, code: await parts.ask(`${name}, tippen Sie Ihren Code ab: `) });
    parts.clear();
  }
  const text = sealEscrow({ authority: order.authority, madeOn: parts.today }, people, keys.authorityKeys);
  // Every pair is tried before anybody relies on it.
  for (const [index, first] of typed.entries()) {
    for (const second of typed.slice(index + 1)) openEscrow(text, [first, second]);
  }
  writeFileSync(order.file, text, { flag: 'wx', mode: 0o600 });
  parts.tell(`Hinterlegt in ${order.file}: Generation ${keys.authorityKeys.length}. Jedes Paar wurde probiert.`);
  parts.tell('Die Datei kommt auf zwei Datenträger an zwei Orten; die Codes bleiben bei den Personen, getrennt davon.');
}

/** For the day when no seat is left. Refuses to write over a key file. */
export async function runRestore(parts: DepositParts, file: string): Promise<void> {
  if (await parts.custody.read()) throw new AppError('keys.already-enrolled');
  const text = readFileSync(file, 'utf8');
  const { authority, madeOn, generation, people } = readEscrow(text);
  parts.tell(`${authority}, hinterlegt am ${madeOn}, Generation ${generation}:`);
  for (const [index, name] of people.entries()) parts.tell(`  ${index + 1} ${name}`);
  const typed: { person: number; code: string }[] = [];
  for (const which of ['Erste', 'Zweite']) {
    const person = Number(await parts.ask(`${which} Person (Nummer): `)) - 1;
    typed.push({ person, code: await parts.ask('Code: ') });
    parts.clear();
  }
  const authorityKeys = openEscrow(text, typed);
  const seatPrivateKey = makeSeatKeyPair().privateKey;
  const fileKey = new Uint8Array(randomBytes(32));
  await parts.custody.create({ fileKey, authorityKeys, seatPrivateKey, trusted: {}, adoptedOn: madeOn });
  parts.tell(`Wiederhergestellt: Generation ${authorityKeys.length}. Nehmen Sie die anderen Plätze von hier aus auf.`);
}
