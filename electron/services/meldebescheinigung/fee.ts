/** Free when electronic; on paper the amount is the municipality's own. */
import type { Facts, FeeRequest, FeeStep } from '../service.ts';
import { isExtended, isPaper } from './request-facts.ts';

export const certificateTitle = (facts: Facts): string =>
  isExtended(facts) ? 'Erweiterte Meldebescheinigung' : 'Meldebescheinigung';

export function fees(facts: Facts): FeeRequest[] {
  const title = certificateTitle(facts);
  return isPaper(facts)
    ? [{ id: 'meldebescheinigung', label: `${title} auf Papier`, lawKey: 'meldebescheinigung.fee.paper' }]
    : [{ id: 'meldebescheinigung', label: `${title}, elektronisch`, lawKey: 'meldebescheinigung.fee.electronic' }];
}

export const feeStep: FeeStep = {
  id: 'fee',
  kind: 'fee',
  title: 'Gebühr',
  guidance: 'Elektronisch ist die Bescheinigung gebührenfrei, auf Papier gilt die Satzung der Stadt.',
  legalBasis: 'BMG § 18 Abs. 3; Gebührensatzung der Gemeinde',
  fees,
};
