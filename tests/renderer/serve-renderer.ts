/** Serves dist/renderer at https://app.invalid/ as the product does, with its policy, and aborts everything else. */
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { createPageHandler } from '../../electron/security/serve-pages.ts';

export const origin = 'https://app.invalid';

/** Returns the foreign addresses that were asked for; must stay empty. */
export async function serveRenderer(context: BrowserContext): Promise<string[]> {
  const serve = createPageHandler(path.resolve(import.meta.dirname, '../../dist/renderer'));
  const foreign: string[] = [];
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.protocol === 'data:') return route.continue();
    if (url.origin !== origin) {
      foreign.push(url.href);
      return route.abort();
    }
    const response = await serve(new Request(url, { method: route.request().method() }));
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
  return foreign;
}
