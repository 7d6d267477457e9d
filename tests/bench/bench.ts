/** `npm run bench [-- --skip-centre]`: what the seat and its centre cost; figures to out/bench/bench.json and to the terminal. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { distDir, rootDir } from '../../scripts/host/paths.ts';
import { readArguments } from '../../scripts/host/read-arguments.ts';
import { benchCentre } from './centre-bench.ts';
import { benchSeats } from './centre-seats-bench.ts';
import { benchJournal } from './journal-bench.ts';
import { benchManyVorgaenge } from './many-bench.ts';
import { printTable, rounded } from './measure.ts';
import { benchPayment } from './payment-bench.ts';
import { benchScreen } from './screen-bench.ts';
import { benchDeviceHost, benchSeat } from './seat-bench.ts';

if (!existsSync(path.join(distDir, 'electron/device-host.cjs'))) throw new Error('dist/ is missing: npm run build');

const { values: options } = readArguments(
  { options: { 'skip-centre': { type: 'boolean', default: false } } },
  'usage: npm run bench -- [--skip-centre]',
);

// The windows come last, so that memory of the seat is measured without them.
const loadBefore = os.loadavg()[0] ?? 0;
const journal = await benchJournal();
const deviceHost = await benchDeviceHost(1_000);
const payment = await benchPayment();
const seat = await benchSeat(5);
const screen = await benchScreen(300);
// Minutes, not seconds: a million Vorgänge at the centre, 100,000 at a seat.
const large = options['skip-centre']
  ? {}
  : {
      centre: rounded(await benchCentre()),
      seats: rounded(await benchSeats(200)),
      manyVorgaenge: rounded(await benchManyVorgaenge(100_000)),
    };

const report = {
  takenAt: new Date().toISOString(),
  machine: { cpu: os.cpus()[0]?.model ?? '', cores: os.cpus().length, node: process.version, loadBefore },
  journal: rounded(journal),
  deviceHost: rounded(deviceHost),
  payment: rounded(payment),
  seat: rounded(seat.figures),
  screen: rounded(screen.figures),
  personalausweisByMachine: rounded(seat.bySteps),
  personalausweisByScreen: rounded(screen.bySteps),
  ...large,
  memory: { ...seat.memory, ...screen.memory },
};
const file = path.join(rootDir, 'out/bench/bench.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);

printTable('Journal', report.journal);
printTable('Payment', report.payment);
printTable('Processes', { ...report.deviceHost, ...report.seat });
printTable('Windows', report.screen);
printTable('Personalausweis by machine, median ms a step', report.personalausweisByMachine);
printTable('Personalausweis by screen, ms a step', report.personalausweisByScreen);
if (report.centre) printTable('Centre', report.centre);
if (report.seats) printTable('200 seats at once', report.seats);
if (report.manyVorgaenge) printTable('A seat with 100,000 Vorgänge', report.manyVorgaenge);
printTable(
  'Memory, MiB (PSS)',
  Object.fromEntries(Object.entries(report.memory).map(([name, { pssMiB }]) => [name, pssMiB])),
);
console.log(
  `\n${report.machine.cores} cores, load ${loadBefore.toFixed(1)} before; written to ${path.relative(rootDir, file)}`,
);
process.exit(0);
