/** Which of the two certifications this Vorgang is; every step after the first belongs to one of them or says so. */
import { textOf } from '../read-facts.ts';
import type { Facts } from '../service.ts';

export const choiceId = 'choice';

export const isOfficial = (facts: Facts): boolean => textOf(facts, choiceId, 'kind') === 'official';
export const isPublic = (facts: Facts): boolean => textOf(facts, choiceId, 'kind') === 'public';
