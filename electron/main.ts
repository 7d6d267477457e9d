/** What only Electron can give: windows, the page protocol, key storage, single instance, power events. The seat does the rest. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { sessionContract } from './contract/session.ts';
import { utilitySpawn } from './devices/utility-spawn.ts';
import { connectServed } from './ipc/connect-served.ts';
import { registerRouter } from './ipc/register-router.ts';
import { policyFile } from './policy-file.ts';
import { type Seat, startSeat } from './seat.ts';
import { openSeatLog } from './seat-log.ts';
import { hardenContents, hardenedWebPreferences, hardenSession } from './security/harden-windows.ts';
import { createSafeStorageKeyCustody } from './security/safe-storage-key-custody.ts';
import { createPageHandler } from './security/serve-pages.ts';
import { startErrorText } from './start-error-text.ts';

const origin = 'app://zweitplatz';
const here = __dirname;
const appDir = path.resolve(here, '../..');
const resourcesDir = path.join(appDir, 'resources');

app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.on('web-contents-created', (_event, contents) => hardenContents(contents));

let seat: Seat | null = null;
let clerkWindow: BrowserWindow | null = null;

function openWindow(page: string, options: Electron.BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: true,
    autoHideMenuBar: true,
    webPreferences: hardenedWebPreferences(path.join(here, 'preload.cjs')),
  });
  window.removeMenu();
  void window.loadURL(`${origin}/${page}`);
  return window;
}

async function start(): Promise<void> {
  const dataDir = app.getPath('userData');
  const log = openSeatLog(path.join(dataDir, 'logs'));
  hardenSession(session.defaultSession);
  protocol.handle('app', createPageHandler(path.join(appDir, 'dist/renderer')));
  const running = await startSeat({
    dataDir,
    resourcesDir,
    policyFile: policyFile({ installed: app.isPackaged, platform: process.platform, environment: process.env }),
    version: app.getVersion(),
    spawn: utilitySpawn(utilityProcess, (entry) => path.join(here, `${entry}.cjs`)),
    keyCustody: createSafeStorageKeyCustody(safeStorage, path.join(dataDir, 'seat.keys')),
    log,
    training: { pace: 1, seed: 1, storeDir: path.join(dataDir, 'training'), ports: {} },
    traceDir: null,
  });
  seat = running;
  registerRouter(ipcMain, [
    { window: 'clerk', page: `${origin}/clerk.html`, served: running.clerkWindow },
    { window: 'citizen', page: `${origin}/citizen.html`, served: running.citizenWindow },
  ]);
  const second = screen.getAllDisplays().find((display) => display.id !== screen.getPrimaryDisplay().id);
  const clerk = openWindow('clerk.html', { width: 1280, height: 800, title: 'Zweitplatz' });
  clerkWindow = clerk;
  const citizen = openWindow('citizen.html', {
    width: 1024,
    height: 768,
    title: 'Zweitplatz – Bürgeranzeige',
    ...(second ? { x: second.bounds.x, y: second.bounds.y, fullscreen: true } : {}),
  });
  const forward = (window: BrowserWindow) => (channel: string, payload: unknown) => {
    if (!window.isDestroyed()) window.webContents.send(channel, payload);
  };
  for (const served of running.clerkWindow) served.subscribe(forward(clerk));
  for (const served of running.citizenWindow) served.subscribe(forward(citizen));
  clerk.on('closed', () => {
    clerkWindow = null;
    app.quit();
  });
  // A locked screen or a sleeping machine means that nobody sits there: the seat locks and keeps the work.
  const sessions = connectServed(sessionContract, running.clerkWindow);
  for (const event of ['lock-screen', 'suspend'] as const) {
    // Nobody signed in is no fault: there is nothing to lock.
    powerMonitor.on(event as 'suspend', () => void sessions.lock({}).catch(() => {}));
  }
}

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => {
    if (clerkWindow?.isMinimized()) clerkWindow.restore();
    clerkWindow?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (!seat) return;
    event.preventDefault();
    const stopping = seat;
    seat = null;
    void stopping.stop().finally(() => app.quit());
  });
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      const { title, body } = startErrorText(error, resourcesDir);
      dialog.showErrorBox(title, body);
      app.exit(1);
    });
}
