/**
 * The virtual card of training, demo and tests. Actions: `insert` {profile}, `remove`, `set-fault` {kind, …}, `state`.
 * It says that it is software by its historical bytes (card issuer's data `ZPVIRT01`).
 */
import { z } from 'zod';
import type { VirtualDevice, VirtualOptions } from '../../../core/model.ts';
import { CardInField } from './card-in-field.ts';
import { createServerLink, createVpcdLink, reachable } from './card-links.ts';
import { profileNames } from './chip-profile.ts';
import { staffCardNames } from './staff-card.table.ts';

export interface VirtualCardOptions extends VirtualOptions {
  /**
   * `vpcd`: be a card of the real PC/SC service (port 35963 or 35964); `tcp`: serve the TCP link on `port`.
   * `auto` (default): vpcd when the port is one of vpcd's and answers, else tcp.
   */
  link?: 'auto' | 'vpcd' | 'tcp';
}

/** Readers of the package vsmartcard-vpcd by port. */
const vpcdReaders: Readonly<Record<number, string>> = {
  35963: 'Virtual PCD 00 00',
  35964: 'Virtual PCD 00 01',
};

const insertSchema = z.strictObject({ profile: z.enum([...profileNames, ...staffCardNames]).default('id-card-2021') });
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('short-reads'), bytes: z.int().min(1).max(255).default(5) }),
  z.strictObject({ kind: z.literal('exact-length') }),
  z.strictObject({ kind: z.literal('get-response') }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0).max(60_000).default(300) }),
  z.strictObject({ kind: z.literal('removal'), afterCommands: z.int().min(0).default(2) }),
  z.strictObject({ kind: z.literal('garbage') }),
]);

export async function startVirtualCard(options: VirtualCardOptions): Promise<VirtualDevice> {
  const { port, link = 'auto', seed = 1 } = options;
  const field = new CardInField(repeatableBytes(seed));
  const reader = vpcdReaders[port];
  const throughService = link === 'vpcd' || (link === 'auto' && reader !== undefined && (await reachable(port)));
  const wire = throughService ? createVpcdLink(field, port) : await createServerLink(field, port);
  return {
    endpoint: throughService
      ? { link: 'pcsc', ...(reader === undefined ? {} : { reader }) }
      : { link: 'tcp', host: '127.0.0.1', port: wire.port },
    async act(action, parameters = {}) {
      switch (action) {
        case 'insert': {
          const { profile } = insertSchema.parse(parameters);
          field.remove();
          field.insert(profile);
          await wire.inserted();
          return { profile };
        }
        case 'remove':
          field.remove();
          return {};
        case 'set-fault':
          field.setFault(faultSchema.parse(parameters));
          return {};
        case 'state':
          return { present: field.present };
        default:
          throw new RangeError(`the virtual card knows no ${action}`);
      }
    },
    async close() {
      field.remove();
      await wire.close();
    },
  };
}

/** A linear congruential generator (Numerical Recipes): noise for a fault, nothing secret. */
function repeatableBytes(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}
