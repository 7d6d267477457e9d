/** Serves dist/renderer at https://app.invalid/ with the product's CSP, and aborts everything else. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';

export const origin = 'https://app.invalid';
const root = path.resolve(import.meta.dirname, '../../dist/renderer');
const nonce = 'dGVzdC1ub25jZQ';

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Returns the foreign addresses that were asked for; must stay empty. */
export async function serveRenderer(context: BrowserContext): Promise<string[]> {
  const foreign: string[] = [];
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.protocol === 'data:') return route.continue();
    if (url.origin !== origin) {
      foreign.push(url.href);
      return route.abort();
    }
    const file = path.join(root, decodeURIComponent(url.pathname));
    if (!file.startsWith(root) || !existsSync(file)) return route.fulfill({ status: 404, body: '' });
    const contentType = types[path.extname(file)] ?? 'application/octet-stream';
    const headers = { 'content-security-policy': csp, 'x-content-type-options': 'nosniff' };
    const body = readFileSync(file);
    if (!file.endsWith('.html')) return route.fulfill({ contentType, headers, body });
    return route.fulfill({ contentType, headers, body: body.toString('utf8').replace('__CSP_NONCE__', nonce) });
  });
  return foreign;
}
