/** Builds what is shipped: the renderer by vite.config.ts, and main, preload and the two child processes as CommonJS. */
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { rootDir } from './host/paths.ts';

const external = [
  'electron',
  'better-sqlite3',
  'node-hid',
  'koffi',
  '@napi-rs/canvas',
  '@cornerstonejs/codec-openjpeg/decodewasmjs',
  /^@cornerstonejs\//,
  'pdfkit',
  'dejavu-fonts-ttf',
  'pg',
  'pino',
  ...builtinModules,
  /^node:/,
];

async function buildNode(entries: Record<string, string>, shared: boolean): Promise<void> {
  await build({
    root: rootDir,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: 'dist/electron',
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: false,
      lib: { entry: entries, formats: ['cjs'], fileName: (_format, name) => `${name}.cjs` },
      rolldownOptions: {
        external,
        platform: 'node',
        output: shared ? { chunkFileNames: '[name]-[hash].cjs' } : { codeSplitting: false },
      },
    },
  });
}

const at = (file: string) => path.join(rootDir, file);

// A root given here would win over the one in vite.config.ts.
process.chdir(rootDir);
await build({ configFile: at('vite.config.ts'), logLevel: 'warn' });
await buildNode(
  {
    main: at('electron/main.ts'),
    'device-host': at('electron/devices/host/device-host.ts'),
    'virtual-counter': at('electron/devices/virtual-counter.ts'),
  },
  true,
);
// The sandboxed preload may load no second file.
await buildNode({ preload: at('electron/preload.ts') }, false);
console.log('built dist/');
