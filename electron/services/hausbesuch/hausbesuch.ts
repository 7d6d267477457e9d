/** Hausbesuch: exemption first; else a prepared case on paper that waits for the return, and what came of it. */
import { textOf, valuesOf } from '../read-facts.ts';
import type { ServiceDeclaration } from '../service.ts';
import {
  bescheidStep,
  decisionStep,
  exemptionHandOverStep,
  exemptionRegisterStep,
  exemptionStep,
  groundOf,
} from './exemption.ts';
import { exemptionFeeStep, feeAfterStep, feeBeforeStep, refundStep } from './fee.ts';
import { folderStep } from './folder.ts';
import { personStep, placeStep } from './person.ts';
import { packingStep, planStep, sealOutStep } from './plan.ts';
import { handOverRegisterStep, officialRegisterStep, publicRegisterStep } from './register.ts';
import {
  applicationResultStep,
  handOverResultStep,
  officialResultStep,
  papersBackStep,
  publicResultStep,
  resultStep,
} from './results.ts';
import {
  applicationRequestStep,
  handOverFindStep,
  handOverRequestStep,
  officialStep,
  publicStep,
  tasksStep,
} from './tasks.ts';
import { documentFound, ids, isExempt, isHandedOver, isTaskDone, personName, tasks } from './visit-facts.ts';

export const hausbesuch: ServiceDeclaration = {
  id: 'hausbesuch',
  title: 'Hausbesuch',
  summary: 'Zuerst Befreiung anbieten, sonst Besuch vorbereiten, Mappe drucken, Ergebnis eintragen',
  minutes: 15,
  steps: [
    exemptionStep,
    personStep,
    decisionStep,
    exemptionFeeStep,
    bescheidStep,
    exemptionRegisterStep,
    exemptionHandOverStep,
    placeStep,
    tasksStep,
    officialStep,
    publicStep,
    handOverFindStep,
    handOverRequestStep,
    applicationRequestStep,
    planStep,
    feeBeforeStep,
    sealOutStep,
    folderStep,
    packingStep,
    resultStep,
    officialResultStep,
    publicResultStep,
    handOverResultStep,
    applicationResultStep,
    papersBackStep,
    feeAfterStep,
    refundStep,
    officialRegisterStep,
    publicRegisterStep,
    handOverRegisterStep,
  ],
  person: personName,
  // As the Ausgabe does: whoever looks for the document finds that it is out.
  tells: (facts) => ({
    concerns: documentFound(facts)?.vorgangId ?? '',
    outcome: isHandedOver(facts) ? 'handed-over' : '',
    serial: isHandedOver(facts) ? textOf(facts, ids.handOverRequest, 'number') : '',
  }),
  erasures(facts) {
    const found = documentFound(facts);
    if (!isHandedOver(facts) || found?.vorgangId == null || found.serviceId !== 'personalausweis') return [];
    const { vorgangId, number } = found;
    return [{ vorgangId, what: 'biometrics', because: 'retention.biometrics-after-hand-over', number }];
  },
  result: (facts, context) =>
    isExempt(facts)
      ? {
          act: 'exemption',
          decidedOn: context.today,
          ground: groundOf(facts)?.value ?? null,
          reference: context.vorgangNumber,
        }
      : {
          act: 'home-visit',
          reference: context.vorgangNumber,
          met: textOf(facts, ids.result, 'met'),
          visited: { ...valuesOf(facts, ids.result) },
          place: textOf(facts, ids.place, 'city'),
          done: tasks.filter(({ id }) => isTaskDone(facts, id)).map(({ id }) => id),
          handedOver: isTaskDone(facts, 'handOver') ? { ...valuesOf(facts, ids.handOverResult) } : null,
          papers: { ...valuesOf(facts, ids.papersBack) },
        },
};
