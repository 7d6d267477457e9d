/** Numbered pictures of what clerk and citizen saw; the citizen's window only when it shows something new. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

export class Pictures {
  readonly #folder: string;
  readonly #clerk: Page;
  readonly #citizen: Page;
  readonly files: string[] = [];
  #lastCitizen = '';

  constructor(folder: string, clerk: Page, citizen: Page) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#clerk = clerk;
    this.#citizen = citizen;
  }

  async both(name: string): Promise<void> {
    await this.#take(this.#clerk, `${name}-sachbearbeitung`);
    await this.citizen(name);
  }

  async clerk(name: string): Promise<void> {
    await this.#take(this.#clerk, `${name}-sachbearbeitung`);
  }

  async citizen(name: string): Promise<void> {
    const shown = await this.#citizen.locator('body').innerText();
    if (shown === this.#lastCitizen) return;
    this.#lastCitizen = shown;
    await this.#take(this.#citizen, `${name}-buergeranzeige`);
  }

  async #take(page: Page, name: string): Promise<void> {
    const file = `${String(this.files.length + 1).padStart(3, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(this.#folder, file) });
    this.files.push(file);
  }
}
