/** Ausgabe: a finished document is handed over at any seat, or its delivery is recorded; then the fingerprints of its application go. */
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts, ServiceDeclaration } from '../service.ts';
import { chipFaultStep, chipStep } from './chip.ts';
import { deliveryStep } from './delivery.ts';
import { documentStep, pinLetterState, serialOf } from './document.ts';
import { findStep } from './find.ts';
import { handOverStep, refusalStep, toldStep } from './hand-over.ts';
import {
  application,
  foundIn,
  handedOver,
  holderName,
  isDelivered,
  isOut,
  itemIds,
  receiverName,
  refusal,
  stepIds,
} from './handed-over.ts';
import { oldDocumentStep } from './old-document.ts';
import { receiverStep } from './receiver.ts';

function outcome(facts: Facts): string {
  if (isDelivered(facts)) return 'delivered';
  if (isOut(facts)) return 'handed-over';
  return refusal(facts) === null ? '' : 'refused';
}

function knownSerial(facts: Facts): string {
  const arrived = foundIn(facts)?.about.serial;
  return serialOf(facts) || (typeof arrived === 'string' ? arrived : '');
}

export const ausgabe: ServiceDeclaration = {
  id: 'ausgabe',
  title: 'Ausweis ausgeben',
  summary: 'Dokument finden, Person oder Vollmacht prüfen, aushändigen, Fingerabdrücke löschen',
  minutes: 4,
  steps: [
    findStep,
    deliveryStep,
    documentStep,
    receiverStep,
    chipStep,
    chipFaultStep,
    oldDocumentStep,
    handOverStep,
    refusalStep,
    toldStep,
  ],
  person: holderName,
  searchTerms(facts) {
    const serial = knownSerial(facts);
    const number = foundIn(facts)?.number ?? '';
    return [serial, number].filter((term) => term !== '');
  },
  tells: (facts) => ({
    concerns: foundIn(facts)?.vorgangId ?? '',
    outcome: outcome(facts),
    serial: knownSerial(facts),
  }),
  erasures(facts) {
    const linked = application(facts);
    if (linked?.vorgangId == null || !isOut(facts)) return [];
    const { vorgangId, number } = linked;
    return [{ vorgangId, what: 'biometrics', because: 'retention.biometrics-after-hand-over', number }];
  },
  result(facts, context) {
    const items = handedOver(facts);
    const delivered = valuesOf(facts, stepIds.delivery);
    return {
      act: 'hand-over',
      outcome: outcome(facts),
      on: context.today,
      reference: context.vorgangNumber,
      application: foundIn(facts)?.number ?? null,
      document: textOf(facts, stepIds.document, 'documentKind'),
      serial: knownSerial(facts),
      holder: holderName(facts),
      receiver: textOf(facts, stepIds.receiver, 'who'),
      receiverName: receiverName(facts),
      documentAt: items[itemIds.document]?.at ?? null,
      blockingPasswordAt: items[itemIds.blockingPassword]?.at ?? null,
      pinLetterAt: items[itemIds.pinLetter]?.at ?? null,
      pinLetter: pinLetterState(facts),
      deliveredAt: isDelivered(facts) ? `${text(delivered, 'deliveredOn')} ${text(delivered, 'deliveredAt')}` : null,
      oldDocument: textOf(facts, stepIds.oldDocument, 'decision'),
      refused: refusal(facts),
      complaint: valuesOf(facts, stepIds.refusal),
    };
  },
};
