/** Where things are in a checkout. */
import path from 'node:path';

export const rootDir = path.resolve(import.meta.dirname, '../..');
export const distDir = path.join(rootDir, 'dist');
export const resourcesDir = path.join(rootDir, 'resources');
export const chromiumPath = process.env.ZWEITPLATZ_CHROMIUM ?? '/usr/bin/chromium';
