/** A pad without a HID node, told apart by what the USB bus shows (a tree of files as sysfs lays them out). */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { explainAbsence } from './absent-hid.ts';

const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))));

async function busWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'zusb-'));
  roots.push(root);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), `${content}\n`);
  }
  return root;
}

it.each([
  ['device.not-found', { '1-2/idVendor': '046d', '1-2/idProduct': '00a5' }],
  ['device.not-found', { '1-2/idVendor': '056a', '1-2/idProduct': '0317', '1-2/1-2:1.0/bInterfaceClass': '03' }],
  [
    'signature.held-by-driver',
    { '1-2/idVendor': '056a', '1-2/idProduct': '00a5', '1-2/1-2:1.0/bInterfaceClass': '03' },
  ],
  ['signature.serial-mode', { '1-2/idVendor': '056a', '1-2/idProduct': '00a7', '1-2/1-2:1.0/bInterfaceClass': '02' }],
])('%s', async (code, files) => {
  const error = await explainAbsence(0x056a, [0x00a5, 0x00a8], await busWith(files));
  expect(error.code).toBe(code);
});
