/**
 * Runs CUPS' own `ippeveprinter` as an independent printer. It does not start without a DNS-SD daemon, so a private
 * D-Bus and an Avahi on the loopback come with it unless the machine has them already.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface RunningIppeveprinter {
  url: string;
  /** Documents the printer kept, in the order of their jobs. */
  documents(): Uint8Array[];
  close(): Promise<void>;
}

const systemBus = '/run/dbus/system_bus_socket';
const avahiPid = '/run/avahi-daemon/pid';

/** `printCommand` gets the file and the IPP_* environment; its stderr steers the printer (`STATE: +media-empty-error`). */
export async function startIppeveprinter(printCommand?: string): Promise<RunningIppeveprinter> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ippeve-'));
  const children: ChildProcess[] = [];
  const killAll = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  const close = async () => {
    process.removeListener('exit', killAll);
    for (const child of children.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const environment = await ensureDnsSd(folder, children);
    const port = await freePort();
    const spool = path.join(folder, 'spool');
    mkdirSync(spool);
    const options = ['-p', String(port), '-n', 'localhost', '-r', 'off', '-f', 'application/pdf', '-d', spool, '-k'];
    if (printCommand !== undefined) {
      const file = path.join(folder, 'print-command');
      writeFileSync(file, printCommand, { mode: 0o755 });
      options.push('-c', file);
    }
    const output = run(children, 'ippeveprinter', [...options, 'Pruefdrucker'], environment);
    await until(() => isOpen(port), 'ippeveprinter does not listen', output);
    return { url: `http://localhost:${port}/ipp/print`, documents: () => kept(spool), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ensureDnsSd(folder: string, children: ChildProcess[]): Promise<NodeJS.ProcessEnv> {
  if (existsSync(systemBus) && existsSync(avahiPid)) return process.env;
  const socket = path.join(folder, 'bus');
  writeFileSync(path.join(folder, 'bus.conf'), busConfiguration(socket));
  writeFileSync(path.join(folder, 'avahi.conf'), avahiConfiguration);
  const environment = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` };
  const bus = run(
    children,
    'dbus-daemon',
    ['--nofork', '--nopidfile', `--config-file=${folder}/bus.conf`],
    environment,
  );
  await until(async () => existsSync(socket), 'dbus-daemon does not listen', bus);
  const options = ['--no-drop-root', '--no-chroot', '--no-rlimits', `--file=${folder}/avahi.conf`];
  const avahi = run(children, 'avahi-daemon', options, environment);
  await until(async () => avahi().includes('startup complete'), 'avahi-daemon does not start', avahi);
  return environment;
}

const busConfiguration = (socket: string) => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true"/><allow receive_type="method_call"/><allow receive_type="method_return"/>
<allow receive_type="signal"/><allow receive_type="error"/></policy></busconfig>`;

const avahiConfiguration = `[server]
host-name=zweitplatz
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
publish-hinfo=no
`;

function run(children: ChildProcess[], command: string, options: string[], env: NodeJS.ProcessEnv): () => string {
  let output = '';
  const child = spawn(command, options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const collect = (part: Buffer) => {
    output = `${output}${part.toString()}`.slice(-4_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.on('error', (error) => {
    output += `${command}: ${error.message}`;
  });
  children.push(child);
  return () => output;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(kill);
}

async function until(done: () => Promise<boolean>, what: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: ${output()}`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no free port'));
      else server.close(() => resolve(address.port));
    });
  });
}

function kept(spool: string): Uint8Array[] {
  const names = readdirSync(spool).filter((name) => name.endsWith('.pdf'));
  names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return names.map((name) => new Uint8Array(readFileSync(path.join(spool, name))));
}
