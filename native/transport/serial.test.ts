import { expect, it } from 'vitest';
import { openPseudoTerminal } from './pseudo-terminal.ts';
import { openSerial, settingsOf } from './serial.ts';

it('asks the system for the line of the specification', () => {
  const address = { path: '/dev/ttyUSB0', baudRate: 9600, stopBits: 2 } as const;
  expect(settingsOf(address, 'linux')).toMatchObject({ file: '/dev/ttyUSB0', program: 'stty' });
  expect(settingsOf(address, 'linux').parameters).toEqual(
    expect.arrayContaining(['9600', 'cs8', 'cstopb', '-parenb', 'raw']),
  );
  const windows = settingsOf({ ...address, path: 'COM13' }, 'win32');
  expect(windows.file).toBe('\\\\.\\COM13');
  expect(windows.parameters).toEqual(expect.arrayContaining(['COM13', 'BAUD=9600', 'STOP=2', 'PARITY=n']));
});

it('tells a line that is not there', async () => {
  const open = openSerial({ path: '/dev/tty-not-there', baudRate: 9600, stopBits: 2 });
  await expect(open({ timeoutMs: 5000 })).rejects.toMatchObject({ code: 'device.not-found' });
});

it('carries every byte both ways, in order, and can be opened again', { timeout: 20_000 }, async (test) => {
  // The set-up installs what this needs on Linux: there a missing pseudo-terminal is a failure.
  if (process.platform !== 'linux') return test.skip('pseudo-terminals are tested on Linux');
  const pair = await openPseudoTerminal();
  const every = Uint8Array.from({ length: 2048 }, (_, index) => index & 0xff);
  const far: number[] = [];
  pair.link.onData((bytes) => void far.push(...bytes));
  for (let i = 0; i < 3; i += 1) {
    const near = await openSerial({ path: pair.path, baudRate: 115_200, stopBits: 1 })({ timeoutMs: 5000 });
    const received: number[] = [];
    near.onData((bytes) => void received.push(...bytes));
    // Written without waiting: they must not overtake each other.
    const parts = Array.from({ length: 64 }, (_, part) => near.write(every.subarray(part * 32, part * 32 + 32)));
    await Promise.all([...parts, pair.link.write(every)]);
    await expect.poll(() => [received.length, far.length], { timeout: 5000 }).toEqual([2048, 2048]);
    expect(Uint8Array.from(received)).toEqual(every);
    expect(Uint8Array.from(far.splice(0))).toEqual(every);
    await near.close();
    await expect(near.write(every)).rejects.toMatchObject({ code: 'device.disconnected' });
  }
  await pair.link.close();
});
