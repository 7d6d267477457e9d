/**
 * Gives tests the real PC/SC service: reuses a running pcscd, else starts one in the foreground and ends it by its id.
 * Needs the Debian packages pcscd and vsmartcard-vpcd and the right to write /run/pcscd.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Fixed by pcsc-lite: one service per machine. */
const servicePath = '/run/pcscd/pcscd.comm';
const daemonPath = '/usr/sbin/pcscd';
const driverPath = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** The ports of /etc/reader.conf.d/vpcd: slot 00 00 and slot 00 01. */
export const vpcdPorts = [35_963, 35_964] as const;

export interface PcscService {
  /** True when this call started the service, so that the caller may stop and start it at will. */
  own: boolean;
  stop(): Promise<void>;
}

/** Why no service can be had here, in words for a skipped test; undefined when one can. */
export function missingPcscPart(): string | undefined {
  if (process.platform !== 'linux') return 'PC/SC tests with vpcd run on Linux only';
  if (!existsSync(driverPath)) return 'package vsmartcard-vpcd is not installed';
  if (!existsSync(daemonPath)) return 'package pcscd is not installed';
  if (process.getuid?.() !== 0 && !existsSync(servicePath)) return 'no pcscd runs and only root may start one';
  return undefined;
}

/**
 * Waits until no other test run on this machine uses the service, at most a minute. A demo, which runs for long, takes
 * no lock: tests then share its service, and it should keep to the first slot.
 */
export async function startPcscd({ lock = true }: { lock?: boolean } = {}): Promise<PcscService> {
  const unlock = lock ? await lockService() : async () => undefined;
  try {
    const service = await findOrStart();
    return {
      own: service.own,
      async stop() {
        await service.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function findOrStart(): Promise<PcscService> {
  if (await answers(servicePath)) return { own: false, async stop() {} };
  mkdirSync(path.dirname(servicePath), { recursive: true });
  const buildDir = mkdtempSync(path.join(tmpdir(), 'pcscd-'));
  const preload = buildPreload(buildDir);
  const child = spawn(daemonPath, ['--foreground'], {
    stdio: 'ignore',
    env: { ...process.env, ...(preload === undefined ? {} : { LD_PRELOAD: preload }) },
  });
  const stop = async () => {
    await end(child);
    rmSync(buildDir, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) break;
    if (await answers(servicePath)) return { own: true, stop };
    await delay(50);
  }
  await stop();
  throw new Error('pcscd did not start within 5 s');
}

/** An abstract socket name: it is gone with the process, however that ends. */
async function lockService(): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const server = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen('\0zweitplatz-test-pcscd', () => resolve(true));
    });
    if (taken) return () => new Promise((resolve) => server.close(() => resolve()));
    await delay(100);
  }
  throw new Error('another test run holds the PC/SC service');
}

/** Without a compiler the tests are slower (44 ms per APDU), not wrong. */
function buildPreload(buildDir: string): string | undefined {
  const target = path.join(buildDir, 'nodelay.so');
  const source = path.join(import.meta.dirname, 'nodelay.c');
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', target, source, '-ldl'], { stdio: 'ignore' });
  return built.status === 0 ? target : undefined;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  if (await Promise.race([ended.then(() => true), delay(3000, false)])) return;
  child.kill('SIGKILL');
  await ended;
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
