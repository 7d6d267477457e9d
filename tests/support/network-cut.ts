/** A line to a server on this machine that is a real network: a cable between two namespaces that can be pulled, or go silent. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { startFaultyLine } from './faulty-line.ts';

export interface CuttableLine {
  /** `namespaces`: a veth pair of the kernel. `proxy`: where the kernel refuses those. */
  readonly how: 'namespaces' | 'proxy';
  readonly host: string;
  readonly port: number;
  /** The cable is pulled: no carrier. */
  pull(): void;
  /** Everything is taken and nothing answered, and nobody is told. */
  silence(): void;
  /** As it was. */
  mend(): void;
  stop(): Promise<void>;
}

const ip = (args: string): boolean => spawnSync('ip', args.split(' ')).status === 0;
function must(args: string): void {
  const { status, stderr } = spawnSync('ip', args.split(' '), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args}: ${stderr}`);
}

/** `folder` takes the socket by which the two sides are joined to the server. */
export async function startCuttableLine(port: number, folder: string): Promise<CuttableLine> {
  const name = `zp${process.pid % 100_000}`;
  if (!ip(`netns add ${name}`)) return throughProxy(port);
  // A kernel may give the names and refuse the cable.
  return acrossNamespaces(name, port, folder).catch(() => throughProxy(port));
}

/** The client stays in this namespace; inside the other one a forwarder listens, and a socket file brings it back to the server. */
async function acrossNamespaces(name: string, port: number, folder: string): Promise<CuttableLine> {
  const subnet = `10.${64 + (process.pid % 64)}.${Math.floor(process.pid / 64) % 250}`;
  const [here, there] = [`${subnet}.1`, `${subnet}.2`];
  const inside = `netns exec ${name} ip`;
  const socket = path.join(folder, `${name}.sock`);
  const bridge = net.createServer((client) => join(client, net.connect({ host: '127.0.0.1', port })));
  let forwarder: ChildProcess | null = null;
  const remove = async (): Promise<void> => {
    forwarder?.kill('SIGKILL');
    await new Promise((resolve) => bridge.close(resolve));
    ip(`link del ${name}a`);
    ip(`netns del ${name}`);
  };
  try {
    must(`link add ${name}a type veth peer name ${name}b`);
    must(`link set ${name}b netns ${name}`);
    must(`addr add ${here}/24 dev ${name}a`);
    must(`link set ${name}a up`);
    must(`${inside} addr add ${there}/24 dev ${name}b`);
    must(`${inside} link set ${name}b up`);
    await new Promise<void>((resolve) => bridge.listen(socket, resolve));
    const code = `const net=require('net');net.createServer(c=>{const u=net.connect({path:process.argv[1]});c.pipe(u);u.pipe(c);
      for(const s of [c,u]){s.on('error',()=>{});s.on('close',()=>{c.destroy();u.destroy()})}}).listen(5432,process.argv[2],()=>console.log('up'))`;
    forwarder = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', code, socket, there], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => forwarder?.stdout?.once('data', resolve));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ...{ how: 'namespaces' as const, host: there, port: 5432 },
    pull: () => must(`${inside} link set ${name}b down`),
    silence: () => must(`${inside} addr del ${there}/24 dev ${name}b`),
    mend() {
      ip(`${inside} addr add ${there}/24 dev ${name}b`);
      must(`${inside} link set ${name}b up`);
    },
    stop: remove,
  };
}

function join(one: net.Socket, other: net.Socket): void {
  for (const socket of [one, other]) {
    socket.on('error', () => {});
    socket.on('close', () => {
      one.destroy();
      other.destroy();
    });
  }
  one.pipe(other).pipe(one);
}

async function throughProxy(port: number): Promise<CuttableLine> {
  const line = await startFaultyLine({ host: '127.0.0.1', port });
  return {
    ...{ how: 'proxy' as const, host: '127.0.0.1', port: line.port },
    pull: () => line.cut(),
    silence: () => line.halfOpen(),
    mend: () => line.pass(),
    stop: () => line.stop(),
  };
}
