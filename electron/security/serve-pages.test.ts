import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, createPageHandler } from './serve-pages.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'zweitplatz-pages-'));
const root = path.join(folder, 'renderer');
const handler = createPageHandler(root);
const get = (address: string, method = 'GET') => handler(new Request(`app://zweitplatz${address}`, { method }));

beforeAll(() => {
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(`${root}-other`);
  writeFileSync(
    path.join(root, 'clerk.html'),
    '<meta property="csp-nonce" content="__CSP_NONCE__"><i nonce="__CSP_NONCE__">',
  );
  writeFileSync(path.join(root, 'assets/app.js'), 'const nonce = "__CSP_NONCE__";');
  writeFileSync(path.join(root, 'assets/größe.css'), 'p {}');
  writeFileSync(path.join(root, 'seat.keys'), 'secret');
  for (const outside of [path.join(folder, 'secret.json'), path.join(`${root}-other`, 'x.js')])
    writeFileSync(outside, 'secret');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page handler', () => {
  it('serves pages, scripts and styles with their type', async () => {
    const types = async (address: string) => {
      const response = await get(address);
      return [response.status, response.headers.get('content-type')];
    };
    expect(await types('/clerk.html')).toEqual([200, 'text/html; charset=utf-8']);
    expect(await types('/assets/app.js?v=1#top')).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(await types(`/assets/${encodeURIComponent('größe.css')}`)).toEqual([200, 'text/css; charset=utf-8']);
  });

  it.each([
    '/..%2fsecret.json',
    '/%2e%2e%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%5csecret.json',
    '/..%2frenderer-other%2fx.js',
    '//etc/hosts.json',
    '/%2fetc%2fpasswd.json',
    '/',
    '/assets',
    '/seat.keys',
    '/clerk.html%00.js',
    '/%E0%A4%A.html',
    '/gone.html',
    '/assets.js/',
  ])('gives nothing for %s', async (address) => {
    const response = await get(address);
    expect([400, 403, 404]).toContain(response.status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('reads for GET alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await get('/clerk.html', method)).status).toBe(405);
  });

  it('gives every page a fresh nonce, in the page and in the policy, and scripts none', async () => {
    const nonces = new Set<string>();
    for (let turn = 0; turn < 20; turn += 1) {
      const response = await get('/clerk.html');
      const nonce = /'nonce-([A-Za-z0-9+/=]+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect(await response.text()).toBe(`<meta property="csp-nonce" content="${nonce}"><i nonce="${nonce}">`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(20);
    expect(await (await get('/assets/app.js')).text()).toBe('const nonce = "__CSP_NONCE__";');
  });

  it('forbids everything it does not need', async () => {
    const policy = new Map(
      contentSecurityPolicy('abc')
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'nonce-abc'",
      'font-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    });
    const { headers } = await get('/clerk.html');
    expect([
      headers.get('x-content-type-options'),
      headers.get('referrer-policy'),
      headers.get('cache-control'),
    ]).toEqual(['nosniff', 'no-referrer', 'no-store']);
  });
});
