/** The seat of the demo: training, six virtual devices on their real wires, the card in the real PC/SC service where one can run. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { devicesContract } from '../../electron/contract/devices.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { missingPcscPart, startPcscd } from '../../tests/support/pcscd/start-pcscd.ts';
import { startNodeSeat } from '../host/node-seat.ts';

export async function startDemoSeat(outDir: string, pace: number) {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const missing = missingPcscPart();
  const pcscd = missing === undefined ? await startPcscd({ lock: false }) : null;
  const seat = await startNodeSeat({
    dataDir: path.join(outDir, 'seat'),
    traceDir: path.join(outDir, 'traces'),
    training: { pace, seed: 7, storeDir: path.join(outDir, 'devices'), ports: pcscd ? { card: 35_963 } : {} },
  });
  return {
    seat,
    devices: connectServed(devicesContract, seat.clerkWindow),
    vorgang: connectServed(vorgangContract, seat.clerkWindow),
    cardWire: pcscd ? 'pcscd' : `tcp (${missing})`,
    async stop() {
      await seat.stop();
      await pcscd?.stop();
    },
  };
}
