/** Serves the built renderer to the windows: files of one folder only, with a strict policy and a fresh nonce on every page. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** Stands in the pages where the nonce of react-aria's style element goes. */
const noncePlaceholder = '__CSP_NONCE__';

export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** The protocol callback: `Request → Response`. Anything but GET, and anything outside the folder, is refused. */
export function createPageHandler(rendererDir: string): (request: Request) => Promise<Response> {
  const root = path.resolve(rendererDir);
  return async (request) => {
    if (request.method !== 'GET') return refused(405);
    let name: string;
    try {
      name = decodeURIComponent(new URL(request.url).pathname);
    } catch {
      return refused(400);
    }
    if (name.includes('\0')) return refused(400);
    const file = path.resolve(root, `.${name}`);
    const type = contentTypes[path.extname(file).toLowerCase()];
    if (!file.startsWith(root + path.sep) || type === undefined) return refused(403);
    let body: Buffer;
    try {
      body = await readFile(file);
    } catch {
      return refused(404);
    }
    const nonce = randomBytes(16).toString('base64');
    const content = type.startsWith('text/html')
      ? body.toString('utf8').replaceAll(noncePlaceholder, nonce)
      : new Uint8Array(body);
    return new Response(content, { status: 200, headers: { ...headers(nonce), 'content-type': type } });
  };
}

const headers = (nonce: string): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(nonce),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
});

const refused = (status: number): Response => new Response('', { status, headers: headers('none') });
