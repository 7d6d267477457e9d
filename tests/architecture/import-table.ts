/** Who may import whom: one row a room, first match wins. `:name` is one word of a path and means the same word on the right. */

interface Row {
  room: string;
  /** Beginnings of paths; what stands before `:` as a whole word alone (`zod`, `node:`) is a package. */
  may: readonly string[];
}

const anyPort = 'electron/:other/port.ts';
const node = 'node:';
const model = ['native/core/', node, 'zod'];

export const importTable: readonly Row[] = [
  { room: 'native/core/', may: ['native/core/', node] },
  { room: 'native/transport/pcsc', may: ['native/transport/pcsc', 'native/core/', node, 'koffi'] },
  { room: 'native/transport/hid', may: ['native/transport/hid', 'native/core/', node, 'node-hid'] },
  { room: 'native/transport/:binding', may: ['native/transport/:binding', 'native/core/', node] },
  { room: 'native/:class/port.ts', may: ['native/core/'] },
  { room: 'native/:class/index.ts', may: ['native/:class/', 'native/transport/', ...model] },
  { room: 'native/signature/wacom-stu/traces/', may: ['native/signature/', ...model] },
  {
    room: 'native/eac-box/tr03131/',
    may: ['native/eac-box/tr03131/', 'native/eac-box/port.ts', 'fast-xml-parser', ...model],
  },
  {
    room: 'native/fingerprint/sbi/',
    may: ['native/fingerprint/sbi/', 'native/fingerprint/port.ts', '@cornerstonejs/', ...model],
  },
  { room: 'native/printer/ipp/', may: ['native/printer/ipp/', 'native/printer/port.ts', 'ipp-encoder', ...model] },
  { room: 'native/:class/:model/', may: ['native/:class/:model/', 'native/:class/port.ts', ...model] },
  { room: 'native/:class/conformance', may: ['native/:class/', 'vitest', ...model] },
  { room: 'native/:class/', may: ['native/:class/port.ts', ...model] },

  { room: 'electron/contract/', may: ['electron/contract/', 'native/core/device-error.table.ts', 'zod'] },
  { room: 'electron/services/index.ts', may: ['electron/services/'] },
  {
    room: 'electron/services/:leistung/',
    may: ['electron/services/:leistung/', 'electron/services/:file.ts', 'electron/contract/', 'zod'],
  },
  { room: 'electron/services/', may: ['electron/services/:file.ts', 'electron/contract/', 'zod'] },
  { room: 'electron/journal/', may: ['electron/journal/', 'electron/contract/', anyPort, node, 'better-sqlite3'] },
  { room: 'electron/ipc/', may: ['electron/ipc/', 'electron/contract/', anyPort, 'native/core/', node, 'electron'] },
  { room: 'electron/security/', may: ['electron/security/', 'electron/contract/', anyPort, node, 'electron', 'zod'] },
  {
    room: 'electron/operations/',
    may: ['electron/operations/', 'electron/contract/', 'electron/journal/', anyPort, 'zod'],
  },
  {
    room: 'electron/devices/host/models.ts',
    may: ['electron/contract/', 'native/core/', 'native/:class/index.ts'],
  },
  {
    room: 'electron/devices/',
    may: [
      'electron/devices/',
      'electron/contract/',
      'electron/ipc/',
      anyPort,
      'native/core/',
      'native/:class/port.ts',
      node,
    ],
  },
  {
    room: 'electron/documents/',
    may: [
      ...['electron/documents/', 'electron/contract/', 'electron/services/', 'electron/operations/', anyPort, node],
      ...['@napi-rs/canvas', 'pdfkit', 'perfect-freehand', 'dejavu-fonts-ttf'],
    ],
  },
  {
    room: 'electron/(vorgang|till|retention|stock|office)/',
    may: ['electron/:1/', 'electron/contract/', 'electron/services/', 'electron/operations/', anyPort, node, 'zod'],
  },
  {
    room: 'electron/central/',
    may: ['electron/central/', 'electron/contract/', 'electron/journal/', anyPort, node, 'pg'],
  },
  {
    room: 'electron/appointments/',
    may: ['electron/appointments/', 'electron/contract/', anyPort, node, 'ical.js', 'zod'],
  },
  { room: 'electron/seat-check/', may: ['electron/seat-check/', 'electron/contract/', anyPort, node] },
  {
    room: 'electron/visits/',
    may: ['electron/visits/', 'electron/contract/', 'electron/services/', anyPort, node],
  },
  { room: 'electron/preload.ts', may: ['electron'] },
  {
    room: 'electron/main.ts',
    may: [
      ...['electron/contract/', 'electron/security/', 'electron/ipc/', 'electron/devices/utility-spawn.ts'],
      'electron/policy-file.ts',
      ...['electron/seat', 'electron/start-error-text.ts', node, 'electron'],
    ],
  },
  { room: 'electron/seat/', may: ['electron/', 'native/core/', node] },
  {
    room: 'electron/(seat|seat-log|load-policy|policy-file|start-error-text|training-clerks).ts',
    may: ['electron/', 'native/core/', node, 'pino'],
  },

  { room: 'renderer/ui/', may: ['renderer/ui/', 'react'] },
  { room: 'renderer/ipc/', may: ['renderer/ipc/', 'electron/contract/', 'resources/', 'react', '@tanstack/'] },
  {
    room: 'renderer/(steps|citizen)/',
    may: [
      'renderer/:1/',
      'renderer/ui/',
      'renderer/ipc/',
      'electron/contract/',
      'electron/services/',
      'react',
      '@kern-ux/',
    ],
  },
  {
    room: 'renderer/appointments/',
    may: [
      ...['renderer/appointments/', 'renderer/screens/', 'renderer/steps/', 'renderer/ui/', 'renderer/ipc/'],
      ...['electron/contract/', 'react', 'recharts'],
    ],
  },
  {
    room: 'renderer/(screens|clerks|till|retention|seat-check|stock|ortsverwaltung|visits|line|travel)/',
    may: [
      ...['renderer/:1/', 'renderer/screens/', 'renderer/steps/', 'renderer/ui/', 'renderer/ipc/'],
      ...['electron/contract/', 'electron/services/', 'react', '@tanstack/'],
    ],
  },
  {
    room: 'renderer/app/',
    may: ['renderer/', 'electron/contract/', 'electron/services/', 'react', '@kern-ux/', '@tanstack/'],
  },
];

/** `:name` and `(a|b)` become groups; `:1` on the right is what the first `(a|b)` matched. */
function match(pattern: string, path: string, bound: Readonly<Record<string, string>>): Record<string, string> | null {
  const names: string[] = [];
  let choices = 0;
  const source = pattern.replace(
    /:([a-z]+|\d)|\(([^)]*)\)|[.$]/g,
    (part, name: string | undefined, choice?: string) => {
      if (name !== undefined) {
        const known = bound[name];
        if (known !== undefined) return known;
        names.push(name);
        return '([a-z0-9-]+?)';
      }
      if (choice !== undefined) {
        choices += 1;
        names.push(String(choices));
        return `(${choice})`;
      }
      return `\\${part}`;
    },
  );
  const found = new RegExp(`^${source}(?=$|[./-]|(?<=[/:-]))`).exec(path);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) : null;
}

/** Undefined when the import is allowed, else the line to print. `target` is a path from the root, or a package. */
export function breach(file: string, target: string): string | undefined {
  for (const { room, may } of importTable) {
    const bound = match(room, file, {});
    if (bound === null) continue;
    const allowed = may.some((pattern) =>
      pattern === 'electron' ? target === 'electron' : match(pattern, target, bound) !== null,
    );
    return allowed ? undefined : `${file} -> ${target}`;
  }
  return `${file} stands in no room of the table`;
}
