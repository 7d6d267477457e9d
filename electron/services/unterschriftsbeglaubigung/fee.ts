/** Public: the amount of BeglG RP, once for a deed. Official: the municipality's own. */
import type { Facts, FeeRequest, FeeStep } from '../service.ts';
import { isPublic } from './certification-kind.ts';

export function fees(facts: Facts): FeeRequest[] {
  return isPublic(facts)
    ? [
        {
          id: 'beglaubigung',
          label: 'Öffentliche Beglaubigung von Unterschriften',
          lawKey: 'beglaubigung.fee.public-signature',
        },
      ]
    : [
        {
          id: 'beglaubigung',
          label: 'Amtliche Beglaubigung einer Unterschrift',
          lawKey: 'beglaubigung.fee.official-signature',
        },
      ];
}

export const feeStep: FeeStep = {
  id: 'fee',
  kind: 'fee',
  title: 'Gebühr',
  guidance: 'Mehrere Unterschriften in einer öffentlich beglaubigten Urkunde kosten nur einmal.',
  legalBasis: 'BeglG RP § 5; GNotKG § 34 Abs. 5; Gebührensatzung der Gemeinde',
  fees,
};
