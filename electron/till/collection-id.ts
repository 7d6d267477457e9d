/** The name under which a collection of another seat's item is written: no Vorgang of a citizen. */
import { createHash } from 'node:crypto';

const prefix = 'sammelkasse-';

export const collectionIdOf = (itemId: string): string =>
  `${prefix}${createHash('sha256').update(itemId).digest('hex').slice(0, 32)}`;

export const isCollectionId = (vorgangId: string): boolean => vorgangId.startsWith(prefix);
