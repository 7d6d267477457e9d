/** `npm start`: opens the workstation for a person, in Electron where its binary can be had, else in a Chromium window. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { openChromiumHost } from './host/chromium-host.ts';
import { electronBinary } from './host/electron-binary.ts';
import { startNodeSeat } from './host/node-seat.ts';
import { rootDir } from './host/paths.ts';

const binary = electronBinary();
if (binary !== null) {
  console.log('Zweitplatz läuft in Electron.');
  const child = spawn(binary, [rootDir], { stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 0));
} else {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error(
      'Kein Bildschirm: DISPLAY ist nicht gesetzt. Ohne Bildschirm zeigt `npm run demo` den Platz in Bildern.',
    );
    process.exit(1);
  }
  console.log(
    'Das Electron-Programm ist hier nicht zu bekommen. Zweitplatz läuft mit demselben Code in einem Chromium-Fenster.',
  );
  const seat = await startNodeSeat({
    dataDir: path.join(rootDir, 'out/seat'),
    policyFile: process.env.ZWEITPLATZ_POLICY ?? null,
    training: { pace: 1 },
  });
  const host = await openChromiumHost(seat, { window: true });
  const stop = async () => {
    await host.close();
    await seat.stop();
    process.exit(0);
  };
  host.clerk.on('close', () => void stop());
  process.on('SIGINT', () => void stop());
}
