/** `npm run demo`: the main job, driven through the real screens on the virtual counter, then two seats with a centre; leaves out/demo and checks every part. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { currentStep, devicesReady, doStep, nextPerson, signIn } from '../../tests/support/clerk-at-screen.ts';
import { personsFor } from '../../tests/support/persons.ts';
import { openChromiumHost } from '../host/chromium-host.ts';
import { rootDir } from '../host/paths.ts';
import { checkFiles, collectOtherPapers, collectVorgang, type DemoVorgang, verifyJournal } from './collect-results.ts';
import { startDemoSeat } from './counter-of-demo.ts';
import { closingScene, cutLineScene, declineScene, toTheEnd } from './money-scenes.ts';
import { Pictures } from './take-pictures.ts';
import { twoSeats } from './two-seats.ts';

const window = process.argv.includes('--window');
const outDir = path.join(rootDir, 'out/demo');
const services = [
  { id: 'personalausweis', pay: 'card' },
  { id: 'meldebescheinigung', pay: 'cash' },
  { id: 'unterschriftsbeglaubigung', pay: 'card' },
] as const;
/** Steps in which a device works long enough for the citizen's window to change. */
const deviceSteps = new Set(['fingerprint', 'signature', 'check', 'fee']);

/** Another Unterschriftsbeglaubigung goes wrong twice and right once; then the till is closed. */
async function eveningScenes(): Promise<void> {
  const person = personsFor('unterschriftsbeglaubigung', berlinDay(Date.now()))[2];
  if (!person) throw new Error('no person for the evening');
  const act: Parameters<typeof declineScene>[1] = (id, action, parameters) =>
    demo.devices.act({ id, action, parameters });
  await declineScene(clerk, act, person, pictures);
  await cutLineScene(clerk, act, pictures);
  await toTheEnd(clerk, person);
  const [newest] = await demo.vorgang.list({});
  const view = newest && (await demo.vorgang.view({ vorgangId: newest.id }));
  const phases = view?.operations
    .filter((operation) => operation.kind === 'payment')
    .map((operation) => operation.phase);
  if (phases?.join() !== 'done,declined') problems.push(`evening payment is ${phases?.join()}`);
  await nextPerson(clerk);
  await closingScene(clerk, pictures);
}

const startedMs = performance.now();
const problems: string[] = [];
const demo = await startDemoSeat(outDir, window ? 1 : 0.25);
const host = await openChromiumHost(demo.seat, { window });
const { clerk, citizen } = host;
const pictures = new Pictures(path.join(outDir, 'screens'), clerk, citizen);

await clerk.locator('[data-screen="sign-in"]').waitFor();
await pictures.both('anmelden');
await signIn(clerk, { userName: 'berger', pin: '274913' });
await devicesReady(clerk, 6);
const devices = await demo.devices.list({});
await pictures.both('uebersicht');

const vorgaenge: DemoVorgang[] = [];
for (const service of services) {
  const person = personsFor(service.id, berlinDay(Date.now()))[0];
  if (!person) throw new Error(`no person for ${service.id}`);
  await clerk.locator(`[data-service-id="${service.id}"]`).click();
  const steps: string[] = [];
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    const isNew = steps.at(-1) !== visit.stepId;
    if (isNew) {
      steps.push(visit.stepId);
      await pictures.both(`${service.id}-${visit.stepId}`);
    }
    const acting = doStep(clerk, visit, person.values, { pay: service.pay });
    if (deviceSteps.has(visit.kind)) {
      await Promise.race([acting, clerk.waitForTimeout(350)]);
      await pictures.citizen(`${service.id}-${visit.stepId}-laeuft`);
    }
    await acting;
    if (isNew && (visit.kind === 'signature' || visit.kind === 'document' || visit.kind === 'fingerprint')) {
      await pictures.clerk(`${service.id}-${visit.stepId}-danach`);
    }
  }
  await pictures.both(`${service.id}-fertig`);
  const [newest] = await demo.vorgang.list({});
  if (!newest) throw new Error('the Vorgang is not in the list');
  vorgaenge.push(collectVorgang(await demo.vorgang.view({ vorgangId: newest.id }), steps, outDir, problems));
  await nextPerson(clerk);
}
await pictures.both('uebersicht-danach');
await eveningScenes();

problems.push(
  ...host.pageErrors.map((error) => `page: ${error}`),
  ...host.foreignRequests.map((url) => `foreign: ${url}`),
);
await host.close();
await demo.stop();

const otherPapers = collectOtherPapers(outDir);
if (!otherPapers.some((file) => /abschluss/i.test(file))) problems.push('the closing of the till was not printed');
const journal = verifyJournal(outDir, problems);
const { traces } = checkFiles(
  outDir,
  devices.map((device) => device.id),
  problems,
);
if (pictures.files.length < 10) problems.push('fewer than ten pictures');
const pair = await twoSeats(path.join(outDir, 'two-seats'), { window });
problems.push(...pair.problems.map((problem) => `two seats: ${problem}`));
const summary = {
  ok: problems.length === 0,
  at: new Date().toISOString(),
  host: 'chromium',
  seconds: Math.round((performance.now() - startedMs) / 1000),
  cardWire: demo.cardWire,
  devices: devices.map(({ id, deviceClass, model, label, virtual, state }) => ({
    id,
    deviceClass,
    model,
    label,
    virtual,
    state,
  })),
  vorgaenge,
  otherPapers,
  journal: { verified: journal.ok, report: journal.report },
  traces,
  screens: pictures.files,
  twoSeats: pair,
  problems,
};
writeFileSync(path.join(outDir, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);

console.log(`\nZweitplatz – Vorführung auf dem virtuellen Platz (${summary.seconds} s, Karte über ${demo.cardWire})`);
for (const vorgang of vorgaenge) {
  const fee = vorgang.feesCents
    ? `${(vorgang.feesCents.total / 100).toFixed(2)} € (${vorgang.feesCents.method})`
    : 'ohne Gebühr';
  console.log(
    `  ${vorgang.number}  ${vorgang.service}: ${vorgang.phase}, ${vorgang.steps.length} Schritte, ${fee}, ${vorgang.documents.length} Papiere`,
  );
}
console.log(
  `  Journal: ${journal.ok ? 'nachgewiesen' : 'NICHT nachgewiesen'}; ${pictures.files.length} Bilder; Spuren ${JSON.stringify(traces)}`,
);
console.log(
  `  Zwei Plätze: ${pair.number} vorbereitet, nach ${(pair.darkAfterMs / 1000).toFixed(1)} s ohne Leitung dunkel, nach ${(pair.lightAfterMs / 1000).toFixed(1)} s wieder da, am anderen Platz unterschrieben, ausgehändigt, überall gelöscht; ${pair.screens.length} Bilder`,
);
for (const problem of problems) console.error(`  FEHLER: ${problem}`);
console.log(
  problems.length === 0
    ? 'Alles geprüft: in Ordnung. Ergebnis in out/demo/'
    : `${problems.length} Fehler. Ergebnis in out/demo/`,
);
process.exit(problems.length === 0 ? 0 : 1);
