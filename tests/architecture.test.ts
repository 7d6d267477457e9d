/** The nets that keep the rooms apart and small; each is shown to catch a planted breach. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { roleRights } from '../electron/contract/role-rights.table.ts';
import { rootDir } from '../scripts/host/paths.ts';
import { clerkWindowCalls } from './architecture/contract-calls.ts';
import { breach } from './architecture/import-table.ts';
import {
  importsOf,
  isSource,
  isTest,
  isTestSupport,
  read,
  repositoryFiles,
  type SourceFile,
} from './architecture/source-files.ts';

const files = repositoryFiles();
const sources = files.filter(isSource).map(read);
const product = sources.filter(({ path: file }) => /^(electron|native|renderer)\//.test(file) && !isTest(file));
const lines = ({ text }: SourceFile): number => text.replace(/\n$/, '').split('\n').length;

const breaches = (file: SourceFile): string[] =>
  importsOf(file)
    .map((target) => breach(file.path, target))
    .filter((line) => line !== undefined);

describe('who may import whom', () => {
  it('holds in every product file', () => {
    expect(product.length).toBeGreaterThan(300);
    expect(product.filter(({ path: file }) => !isTestSupport(file)).flatMap(breaches)).toEqual([]);
  });

  it.each([
    ['renderer/steps/x.ts', "import { openDb } from '../../electron/journal/db.ts';", 'electron/journal/db.ts'],
    ['renderer/steps/x.tsx', "import type { Kit } from '../screens/kit.ts';", 'renderer/screens/kit.ts'],
    ['renderer/ui/x.tsx', "import {\n  useSeat,\n} from '../ipc/use-seat.ts';", 'renderer/ipc/use-seat.ts'],
    ['renderer/ui/x.tsx', "import fs from 'node:fs';", 'node:fs'],
    ['renderer/ipc/x.ts', "import { ipcRenderer } from 'electron';", 'electron'],
    ['electron/contract/x.ts', "export * from '../services/service.ts';", 'electron/services/service.ts'],
    ['electron/contract/x.ts', "import { hash } from 'node:crypto';", 'node:crypto'],
    ['electron/services/a/x.ts', "import { y } from '../b/y.ts';", 'electron/services/b/y.ts'],
    ['electron/services/a/x.ts', "const { readFile } = await import('node:fs');", 'node:fs'],
    ['electron/seat.ts', "import { app } from 'electron';", 'electron'],
    [
      'electron/preload.ts',
      "import { channelPrefix } from './contract/define-contract.ts';",
      'electron/contract/define-contract.ts',
    ],
    ['electron/main.ts', "import { Kit } from './devices/kit.ts';", 'electron/devices/kit.ts'],
    ['electron/vorgang/x.ts', "import { Kit } from '../devices/kit.ts';", 'electron/devices/kit.ts'],
    ['electron/vorgang/x.ts', "type T = typeof import('../till/till.ts');", 'electron/till/till.ts'],
    ['electron/vorgang/x.ts', "import Database from 'better-sqlite3';", 'better-sqlite3'],
    [
      'electron/journal/x.ts',
      "import { createLedger } from '../operations/ledger.ts';",
      'electron/operations/ledger.ts',
    ],
    [
      'electron/devices/kit.ts',
      "import { paymentModels } from '../../native/payment/index.ts';",
      'native/payment/index.ts',
    ],
    ['native/core/x.ts', "import type { Printer } from '../printer/port.ts';", 'native/printer/port.ts'],
    ['native/card/pcsc/x.ts', "import { openPcsc } from '../../transport/pcsc.ts';", 'native/transport/pcsc.ts'],
    ['native/card/pcsc/x.ts', "require('koffi');", 'koffi'],
    ['native/card/pcsc/x.ts', "import { z } from '../ccid/z.ts';", 'native/card/ccid/z.ts'],
    ['native/card/pcsc/x.ts', "import type { Printer } from '../../printer/port.ts';", 'native/printer/port.ts'],
    ['native/transport/http.ts', "import { openTcp } from './tcp.ts';", 'native/transport/tcp.ts'],
    ['native/transport/tcp.ts', "import HID from 'node-hid';", 'node-hid'],
    ['native/x/port.ts', "import { z } from 'zod';", 'zod'],
  ])('catches %s with %s', (file, text, target) => {
    expect(breaches({ path: file, text })).toEqual([`${file} -> ${target}`]);
  });

  it('catches a file outside every room and lets ports, own rooms and comments through', () => {
    expect(breaches({ path: 'electron/journey/x.ts', text: "import 'zod';" })).toEqual([
      'electron/journey/x.ts stands in no room of the table',
    ]);
    const fine =
      "/** import 'electron' */\nimport type { Journal } from '../journal/port.ts';\nimport { a } from './a.ts';\n// import('koffi')\n";
    expect(breaches({ path: 'electron/vorgang/steps/x.ts', text: fine })).toEqual([]);
  });
});

describe('who may call what', () => {
  it('has a row for every call and event of the clerk’s window, and none for what is gone', async () => {
    expect(Object.keys(roleRights).sort()).toEqual((await clerkWindowCalls()).sort());
  });

  it('keeps IT away from citizens, their money and their Vorgänge', () => {
    const open = Object.entries(roleRights).filter(([, right]) => right === 'anyone' || right.includes('it'));
    const rooms = new Set(open.map(([name]) => name.split(/[/!]/)[0]));
    expect([...rooms].sort()).toEqual(['clerks', 'devices', 'gate', 'seat-check', 'session']);
  });
});

describe('size and names', () => {
  it('keeps files small', () => {
    const counts = sources.filter(({ path: file }) => !file.endsWith('.table.ts'));
    expect(counts.filter((file) => lines(file) > 400).map((file) => `${file.path}: ${lines(file)} lines`)).toEqual([]);
    const sizes = counts
      .filter(({ path: file }) => !isTest(file))
      .map(lines)
      .sort((a, b) => a - b);
    const at = (share: number) => sizes[Math.ceil(sizes.length * share) - 1];
    expect(at(0.5)).toBeLessThanOrEqual(80);
    expect(at(0.9)).toBeLessThanOrEqual(250);
  });

  it('has no folder deeper than three below the top', () => {
    expect(files.filter((file) => file.split('/').length > 5)).toEqual([]);
  });

  it('names files and folders in kebab-case after what they are', () => {
    const named = files.filter((file) => /^(electron|native|renderer|scripts|tests)\//.test(file));
    expect(named.flatMap(badName)).toEqual([]);
    for (const bad of [
      'a/utils/x.ts',
      'a/string-utils.ts',
      'a/helper.ts',
      'a/common/x.ts',
      'a/window-manager.ts',
      'a/StepView.tsx',
      'a/step_view.ts',
    ]) {
      expect(badName(bad)).toEqual([bad]);
    }
    for (const good of ['a/step-view.tsx', 'a/app-error.table.ts', 'a/iso19794.spec.ts', 'a/manage-keys.ts'])
      expect(badName(good)).toEqual([]);
  });

  it('opens every module with a sentence of purpose', () => {
    const silent = ({ text }: SourceFile) => !/^(#!.*\n)?\/\*\*\s*\S[\s\S]*?\*\//.test(text);
    expect(product.filter(silent).map((file) => file.path)).toEqual([]);
    expect(silent({ path: '', text: "import a from 'a';\n/** Late. */" })).toBe(true);
    expect(silent({ path: '', text: '/** */\n' })).toBe(true);
  });
});

function badName(file: string): string[] {
  const words = file.split(/[/.-]/);
  const caught = words.some((word) => /^(utils?|helpers?|common|managers?|misc)$/.test(word));
  const kebab = file.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(part));
  return (caught || !kebab) && !file.endsWith('/OFL.txt') && !file.endsWith('/README.md') ? [file] : [];
}

describe('what the code may lean on', () => {
  /** Electron is built with BoringSSL: what only plain Node's OpenSSL has would fail at the counter and nowhere else. */
  const onlyOpenSsl = /brainpool|createECDH|secp256k1|\bed448\b|\bx448\b|sha3-|blake2|\bcmac\b|-(ccm|ocb)\b/i;
  const cryptoBreach = ({ path: file, text }: SourceFile): string[] => {
    if (!/from 'node:crypto'|require\('node:crypto'\)/.test(text)) return [];
    return text
      .split('\n')
      .flatMap((line, index) => (onlyOpenSsl.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []));
  };

  it('uses nothing of node:crypto that BoringSSL lacks', () => {
    expect(product.flatMap(cryptoBreach)).toEqual([]);
    const planted = "import { createECDH } from 'node:crypto';\ncreateECDH('x');";
    expect(cryptoBreach({ path: 'electron/x.ts', text: planted })).toHaveLength(2);
  });

  it('takes no clock and no randomness of the machine where they are handed in', () => {
    const owned = /\bDate\.now\(|\bMath\.random\(|new Date\(\)|performance\.now\(/;
    // Transports own the machine's clock as they own its sockets; drivers and virtual devices are handed theirs.
    const injected =
      /^(electron\/(contract|services|vorgang|operations|till|documents|journal)|native\/(?!transport)[^/]+\/[^/]+)\//;
    const caught = product
      .filter(({ path: file }) => injected.test(file) && !isTestSupport(file))
      .filter(({ text }) => owned.test(text.replace(/\/\*\*.*?\*\//gs, '')));
    expect(caught.map((file) => file.path)).toEqual([]);
    expect(owned.test('return Date.now();')).toBe(true);
  });

  it('refers to nothing outside the repository', () => {
    const outside = new RegExp(
      [['..', 'shared'].join('/'), ['fact', 'sheet'].join(' '), ['issue', '2'].join(' ')]
        .join('|')
        .replaceAll('.', '\\.'),
      'i',
    );
    const texts = files.filter(
      (file) => /\.(tsx?|mjs|js|json|md|html|css|sh|trace|txt)$/.test(file) && file !== 'package-lock.json',
    );
    expect(
      texts
        .map(read)
        .filter(({ text }) => outside.test(text))
        .map((file) => file.path),
    ).toEqual([]);
    expect(outside.test(`see ${['..', 'shared', 'facts'].join('/')}`)).toBe(true);
  });
});

describe('programs compile only with the types of their runtime', () => {
  it.each([
    ['electron/contract', 'process.cwd()', "Cannot find name 'process'"],
    ['electron/services', 'document.title', "Cannot find name 'document'"],
    ['electron/services', 'Buffer.alloc(1)', "Cannot find name 'Buffer'"],
    ['renderer', 'process.cwd()', "Cannot find name 'process'"],
    ['.', 'document.title', "Cannot find name 'document'"],
  ])('%s refuses %s', (program, planted, message) => {
    mkdirSync(path.join(rootDir, 'out'), { recursive: true });
    const folder = mkdtempSync(path.join(rootDir, 'out/planted-'));
    try {
      const compile = (expression: string) => {
        writeFileSync(path.join(folder, 'planted.ts'), `export const planted = ${expression};\n`);
        const parent = path.posix.join('../..', program, 'tsconfig.json');
        writeFileSync(
          path.join(folder, 'tsconfig.json'),
          JSON.stringify({ extends: parent, include: ['planted.ts'], exclude: [] }),
        );
        return spawnSync(process.execPath, [path.join(rootDir, 'node_modules/typescript/bin/tsc'), '-p', folder], {
          encoding: 'utf8',
        });
      };
      const refused = compile(planted);
      expect(refused.status).not.toBe(0);
      expect(refused.stdout).toContain(message);
      expect(compile("'nothing of a runtime'").stdout).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
