/** A PostgreSQL of its own from Debian's packages: own folder, own port, TLS, certificates instead of passwords. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Certificate } from './test-authority.ts';

export interface ClusterOptions {
  /** Holds data, socket and log; must be reachable by the user postgres. */
  folder: string;
  port: number;
  caFile: string;
  server: Certificate;
  /** Off only where losing the last second on a power cut is no matter. */
  fsync: boolean;
  /** Addresses to listen on beside 127.0.0.1. */
  listen?: readonly string[];
  settings?: Readonly<Record<string, string>>;
}

const startWaitMs = 30_000;
const startAttempts = 20;
const databaseUser = 'postgres';

/** Debian keeps each version's programs apart: /usr/lib/postgresql/<version>/bin. */
export function postgresBin(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).filter((name) => /^\d+$/.test(name)) : [];
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error('PostgreSQL fehlt: apt-get install postgresql');
  return path.join(root, String(newest), 'bin');
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root. */
function asDatabaseUser(program: string, args: string[]): [string, string[]] {
  return isRoot
    ? ['setpriv', [`--reuid=${databaseUser}`, `--regid=${databaseUser}`, '--init-groups', program, ...args]]
    : [program, args];
}

function ownedBy(): [number, number] {
  const id = (flag: string): number => Number(execFileSync('id', [flag, databaseUser], { encoding: 'utf8' }));
  return isRoot ? [id('-u'), id('-g')] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
}

export class PostgresCluster {
  readonly port: number;
  readonly dataDir: string;
  /** Only the user of the machine who runs the cluster may come in here, as superuser. */
  readonly socketDir: string;
  readonly #options: ClusterOptions;
  #child: ChildProcess | null = null;
  #output = '';

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.port = options.port;
    this.dataDir = path.join(options.folder, 'data');
    this.socketDir = path.join(options.folder, 'socket');
  }

  initialize(): void {
    const { folder, server, caFile } = this.#options;
    const [uid, gid] = ownedBy();
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    mkdirSync(this.socketDir, { mode: 0o750 });
    chownSync(this.socketDir, uid, gid);
    mkdirSync(this.dataDir, { mode: 0o700 });
    chownSync(this.dataDir, uid, gid);
    const fast = this.#options.fsync ? [] : ['--no-sync'];
    const [program, args] = asDatabaseUser(path.join(postgresBin(), 'initdb'), [
      ...['-D', this.dataDir, '-U', databaseUser, '--auth=peer', '-E', 'UTF8', '--locale=C.UTF-8', ...fast],
    ]);
    execFileSync(program, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    for (const [from, to] of [
      [server.certFile, 'server.crt'],
      [server.keyFile, 'server.key'],
      [caFile, 'ca.crt'],
    ] as const) {
      const file = path.join(this.dataDir, to);
      copyFileSync(from, file);
      chmodSync(file, 0o600);
      chownSync(file, uid, gid);
    }
    this.#write('pg_hba.conf', hostRules);
    this.#write(
      'pg_ident.conf',
      `admin ${process.env.USER ?? 'root'} ${databaseUser}\nadmin root ${databaseUser}\nadmin ${databaseUser} ${databaseUser}\n`,
    );
    this.#write('postgresql.auto.conf', this.#configuration());
  }

  /** Resolves when the server accepts connections. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#startOnce();
      } catch (error) {
        // After a kill its children hold the shared memory for a moment.
        if (attempt === startAttempts || !/shared memory|postmaster\.pid/.test(this.#output)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  async #startOnce(): Promise<void> {
    const [program, args] = asDatabaseUser(path.join(postgresBin(), 'postgres'), ['-D', this.dataDir]);
    this.#output = '';
    const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    // Whatever ends this process, short of a kill, must not leave a server behind.
    const endToo = (): void => void child.kill('SIGINT');
    process.once('exit', endToo);
    child.once('exit', () => process.off('exit', endToo));
    child.stderr?.setEncoding('utf8');
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`PostgreSQL startet nicht: ${this.#output}`)), startWaitMs);
      child.stderr?.on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-16_000);
        if (!this.#output.includes('ready to accept connections')) return; // a line may come in two pieces
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`PostgreSQL endete mit ${code}: ${this.#output}`));
      });
    });
  }

  /** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; SIGKILL leaves not even time for that. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await exited;
  }

  /** What the server said last; for the error of a test. */
  get output(): string {
    return this.#output;
  }

  #write(name: string, text: string): void {
    const file = path.join(this.dataDir, name);
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    chownSync(file, ...ownedBy());
  }

  #configuration(): string {
    const { port, fsync, listen = [], settings = {} } = this.#options;
    const values: Record<string, string> = {
      port: String(port),
      listen_addresses: ['127.0.0.1', ...listen].join(','),
      unix_socket_directories: this.socketDir,
      ssl: 'on',
      ssl_cert_file: 'server.crt',
      ssl_key_file: 'server.key',
      ssl_ca_file: 'ca.crt',
      ssl_min_protocol_version: 'TLSv1.3',
      max_connections: '60',
      shared_buffers: '32MB',
      fsync: fsync ? 'on' : 'off',
      synchronous_commit: 'on',
      full_page_writes: fsync ? 'on' : 'off',
      // A statement that fails must not leave a header or a key in the server's log.
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
      log_error_verbosity: 'terse',
      // A seat that vanished without a word gives its locks back.
      tcp_keepalives_idle: '30',
      tcp_keepalives_interval: '10',
      tcp_keepalives_count: '3',
      idle_in_transaction_session_timeout: '30000',
      ...settings,
    };
    return Object.entries(values)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join('');
  }
}

/** Seats come by TLS with a certificate whose name is their role; nobody else comes over the network at all. */
const hostRules = `# TYPE   DATABASE    USER       ADDRESS    METHOD
local    all         postgres              peer map=admin
hostssl  zweitplatz  +zp_seat   0.0.0.0/0  cert clientcert=verify-full
hostssl  zweitplatz  +zp_seat   ::/0       cert clientcert=verify-full
`;

/** A port nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
