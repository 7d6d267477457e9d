/** Preloaded into a child Node: an `electron` that records what main.cjs asks of it and answers like the real one where main needs it. */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import Module from 'node:module';
import { recordingWindows } from './recording-windows.ts';

type Fn = (...args: never[]) => unknown;

/** One message to the test per call, arguments as JSON. */
export function record(name: string, args: unknown): void {
  process.send?.({ type: 'call', name, args: JSON.parse(JSON.stringify(args ?? null)) });
}

const handlers = new Map<string, (event: unknown, payload: unknown) => Promise<unknown>>();
const permission: Record<string, Fn> = {};
let page: ((request: Request) => Promise<Response>) | null = null;

class App extends EventEmitter {
  isPackaged = false;
  enableSandbox = () => record('enableSandbox', null);
  getPath = (name: string) => `${process.env.RECORDING_DATA_DIR}/${name}`;
  getVersion = () => '0.0.1-test';
  requestSingleInstanceLock = () => process.env.RECORDING_SECOND !== '1';
  whenReady = async () => record('ready', null);
  exit = (code: number) => {
    record('exit', code);
    process.exit(code);
  };
  /** Electron asks the listeners of `will-quit` each time; the process ends when nobody prevents it. */
  quit = () => {
    let prevented = false;
    record('quit', null);
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) setImmediate(() => process.exit(0));
  };
}
const app = new App();
const powerMonitor = new EventEmitter();
const { BrowserWindow, contents, sent } = recordingWindows(app, record);

const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Fn) => (permission.request = handler),
    setPermissionCheckHandler: (handler: Fn) => (permission.check = handler),
    setDevicePermissionHandler: (handler: Fn) => (permission.device = handler),
  },
};

const electron: Record<string, unknown> = {
  app,
  BrowserWindow,
  powerMonitor,
  session,
  dialog: { showErrorBox: (title: string, body: string) => record('showErrorBox', { title, body }) },
  ipcMain: {
    handle(channel: string, handler: (event: unknown, payload: unknown) => Promise<unknown>) {
      if (handlers.has(channel)) throw new Error(`second handler for ${channel}`);
      handlers.set(channel, handler);
    },
  },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => record('schemes', schemes),
    handle(scheme: string, handler: (request: Request) => Promise<Response>) {
      record('protocol', scheme);
      page = handler;
    },
  },
  safeStorage: {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
    decryptStringAsync: async (bytes: Buffer) => ({
      result: Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
      shouldReEncrypt: false,
    }),
  },
  screen: {
    getPrimaryDisplay: () => ({ id: 1, bounds: { x: 0, y: 0 } }),
    getAllDisplays: () => [
      { id: 1, bounds: { x: 0, y: 0 } },
      { id: 2, bounds: { x: 1920, y: 40 } },
    ],
  },
  utilityProcess: {
    fork(file: string, args: string[], options: { env: Record<string, string>; serviceName: string }) {
      const child = fork(file, args, { env: options.env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      record('utility', { serviceName: options.serviceName, pid: child.pid });
      return {
        pid: child.pid,
        stderr: child.stderr,
        postMessage: (message: object) => child.connected && child.send(message, () => {}),
        on: (event: string, listener: (...given: unknown[]) => void) => child.on(event, listener),
        kill: () => child.kill(),
      };
    },
  },
};

/** What the test can have done inside the child; each answers with JSON. */
const acts: Record<string, (input: Record<string, string>) => unknown> = {
  channels: () => [...handlers.keys()],
  invoke: ({ channel = '', url = '', payload = 'null' }) =>
    handlers.get(channel)?.({ senderFrame: url === '' ? null : { url } }, JSON.parse(payload)),
  async page({ url = '', method = 'GET' }) {
    const response = await page?.(new Request(url, { method }));
    const headers = Object.fromEntries(response?.headers ?? []);
    return { status: response?.status, headers, body: await response?.text() };
  },
  permissions: () => {
    let granted: boolean | null = null;
    permission.request?.(...([{}, 'media', (answer: boolean) => (granted = answer)] as never[]));
    return { request: granted, check: permission.check?.(), device: permission.device?.() };
  },
  contents: () => contents(),
  sent: () => sent(),
  'second-instance': () => app.emit('second-instance'),
  power: ({ event = '' }) => powerMonitor.emit(event),
  quit: () => app.quit(),
};

process.on('message', (message: { id: number; act: string; input: Record<string, string> }) => {
  void Promise.resolve()
    .then(() => acts[message.act]?.(message.input))
    .then(
      (value) => process.send?.({ type: 'answer', id: message.id, value: value ?? null }),
      (error: unknown) => process.send?.({ type: 'answer', id: message.id, error: String(error) }),
    );
});
// A test that died must not leave its seat running.
process.on('disconnect', () => process.exit(3));

/** Whatever main might ask for and nobody records fails loudly. */
const strict = new Proxy(electron, {
  get(target, name) {
    if (typeof name === 'string' && !(name in target) && name !== '__esModule' && name !== 'default') {
      throw new Error(`electron.${name} is not recorded`);
    }
    return target[name as string];
  },
});
const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'electron' ? strict : load.call(Module, request, ...rest));
