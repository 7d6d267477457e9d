/** A pseudo-terminal pair: one end is a tty anybody can open, the other one a Duplex in this process. For virtual serial devices. */
import { spawn } from 'node:child_process';
import { DeviceError } from '../core/device-error.ts';
import type { Duplex } from '../core/transport.ts';

/** Node cannot open one by itself; its first line of output is the name of the tty, everything after is what is written there. */
const program = `
import os, pty, select, sys, tty
near, far = pty.openpty()
tty.setraw(far)
os.write(1, (os.ttyname(far) + '\\n').encode())
while True:
    ready, _, _ = select.select([0, near], [], [])
    for source in ready:
        data = os.read(source, 4096)
        if not data: sys.exit(0)
        os.write(1 if source == near else near, data)
`;

export interface PseudoTerminal {
  path: string;
  link: Duplex;
}

/** Rejects with `device.unsupported` where the machine has no Python. */
export function openPseudoTerminal(): Promise<PseudoTerminal> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'ignore'] });
    const data = new Set<(bytes: Uint8Array) => void>();
    const closed = new Set<(reason?: DeviceError) => void>();
    let closedHere = false;
    let head: Buffer | undefined = Buffer.alloc(0);
    const link: Duplex = {
      write: (bytes) =>
        new Promise((done, fail) => {
          child.stdin.write(bytes, (error) => (error ? fail(new DeviceError('device.disconnected')) : done()));
        }),
      onData(listener) {
        data.add(listener);
        return () => data.delete(listener);
      },
      onClose(listener) {
        closed.add(listener);
        return () => closed.delete(listener);
      },
      close() {
        closedHere = true;
        if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
        return new Promise((done) => {
          child.once('exit', () => done());
          child.kill();
        });
      },
    };
    child.stdin.on('error', () => undefined);
    child.on('error', () => reject(new DeviceError('device.unsupported', 'no python3 for a pseudo-terminal')));
    child.once('exit', () => {
      reject(new DeviceError('device.unsupported', 'no pseudo-terminal'));
      for (const listener of closed) listener(closedHere ? undefined : new DeviceError('device.disconnected'));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      let bytes = chunk;
      if (head !== undefined) {
        const text: Buffer = Buffer.concat([head, chunk]);
        const end = text.indexOf(10);
        if (end < 0) {
          head = text;
          return;
        }
        head = undefined;
        bytes = text.subarray(end + 1);
        resolve({ path: text.subarray(0, end).toString('latin1').trim(), link });
      }
      if (bytes.length > 0) for (const listener of data) listener(Uint8Array.from(bytes));
    });
  });
}
