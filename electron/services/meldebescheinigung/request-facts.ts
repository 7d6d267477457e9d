/** What the answers say about the wanted certificate. */
import { textOf, ticked, valuesOf } from '../read-facts.ts';
import type { Facts } from '../service.ts';
import { type ExtendedItem, extendedItems } from './extended-items.ts';

export const stepIds = { identity: 'identity', request: 'request', block: 'block', data: 'register-data' } as const;

export const isPaper = (facts: Facts): boolean => textOf(facts, stepIds.request, 'delivery') === 'paper';
export const isExtended = (facts: Facts): boolean => textOf(facts, stepIds.request, 'kind') === 'extended';
export const isByProxy = (facts: Facts): boolean => textOf(facts, stepIds.identity, 'appears') === 'proxy';

/** The wanted items beyond the basic data, in the order of the law. */
export function wantedItems(facts: Facts): readonly ExtendedItem[] {
  if (!isExtended(facts)) return [];
  const request = valuesOf(facts, stepIds.request);
  return extendedItems.filter((item) => ticked(request, item.id));
}
