/** The fee by age on the day of application, and every surcharge with its own row. */
import { ticked, valuesOf } from '../read-facts.ts';
import type { Facts, FeeRequest, FeeStep, ServiceContext } from '../service.ts';
import { isDirectDelivery, isElsewhere, isPhotoByAuthority, paysHigherFee, residenceOf, stepIds } from './applicant.ts';

/**
 * PAuswGebV § 1 Abs. 3 raises the fee once, whether the reason is the hour or the place. For residents abroad at an
 * office that is not competent, Abs. 4 stands in place of Abs. 3 Nr. 2.
 */
function actSurcharges(facts: Facts): FeeRequest[] {
  const surcharges: FeeRequest[] = [];
  const outOfHours = ticked(valuesOf(facts, stepIds.competence), 'outOfHours');
  if (residenceOf(facts) === 'abroad') {
    surcharges.push({
      id: 'zuschlag-ausland',
      label: 'Zuschlag: nicht zuständige Behörde, Aufenthalt im Ausland',
      lawKey: 'personalausweis.surcharge.resident-abroad',
    });
  } else if (isElsewhere(residenceOf(facts)) && !outOfHours) {
    surcharges.push({
      id: 'zuschlag-unzustaendig',
      label: 'Zuschlag: nicht zuständige Behörde',
      lawKey: 'personalausweis.surcharge.non-competent',
    });
  }
  if (outOfHours) {
    surcharges.push({
      id: 'zuschlag-dienstzeit',
      label: 'Zuschlag: außerhalb der Dienstzeit',
      lawKey: 'personalausweis.surcharge.out-of-hours',
    });
  }
  return surcharges;
}

export function fees(facts: Facts, context: ServiceContext): FeeRequest[] {
  const higher = paysHigherFee(facts, context);
  const limit = context.law('personalausweis.age.higher-fee').value;
  const requests: FeeRequest[] = [
    {
      id: 'personalausweis',
      label: higher ? `Personalausweis, ab ${limit} Jahren` : `Personalausweis, unter ${limit} Jahren`,
      lawKey: higher ? 'personalausweis.fee.from-24' : 'personalausweis.fee.under-24',
    },
    ...actSurcharges(facts),
  ];
  if (isPhotoByAuthority(facts)) {
    requests.push({
      id: 'zuschlag-lichtbild',
      label: 'Zuschlag: Lichtbild durch die Behörde',
      lawKey: 'personalausweis.surcharge.photo',
    });
  }
  if (isDirectDelivery(facts)) {
    requests.push({
      id: 'zuschlag-direktversand',
      label: 'Zuschlag: Direktversand',
      lawKey: 'personalausweis.surcharge.direct-delivery',
    });
  }
  return requests;
}

export const feeStep: FeeStep = {
  id: 'fee',
  kind: 'fee',
  title: 'Gebühr',
  guidance:
    'Die Höhe richtet sich nach dem Alter am Tag des Antrags. Der Bezug von Bürgergeld oder Sozialhilfe allein führt nicht zur Befreiung; ' +
    'eine Ermäßigung wegen Bedürftigkeit entscheiden Sie im Einzelfall und begründen sie.',
  legalBasis: 'PAuswGebV § 1',
  fees,
};
