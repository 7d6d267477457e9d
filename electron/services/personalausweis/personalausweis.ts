/** Applying for a Personalausweis, from the person at the counter to the data of the order. */
import type { ServiceDeclaration } from '../service.ts';
import { fullName } from './applicant.ts';
import { fingerprintsStep, photoStep, signatureStep } from './biometrics.ts';
import { checkStep } from './check.ts';
import { competenceStep, restrictionsStep } from './competence.ts';
import { declarationsStep, oldDocumentStep, pinLetterStep } from './declarations.ts';
import { feeStep } from './fee.ts';
import { chipStep, identityStep } from './identity.ts';
import { order } from './order.ts';
import { documentsStep, pickupStep } from './papers.ts';
import { reasonStep, registerDataStep } from './register-data.ts';
import { representativeSignatureSteps, representativesStep } from './representatives.ts';
import { searchTerms, tells } from './tells.ts';

export const personalausweis: ServiceDeclaration = {
  id: 'personalausweis',
  title: 'Personalausweis beantragen',
  summary: 'Antrag mit Lichtbild, Fingerabdrücken und Unterschrift, Gebühr und PIN-Brief',
  minutes: 15,
  steps: [
    identityStep,
    chipStep,
    competenceStep,
    restrictionsStep,
    representativesStep,
    registerDataStep,
    reasonStep,
    photoStep,
    fingerprintsStep,
    signatureStep,
    checkStep,
    ...representativeSignatureSteps,
    declarationsStep,
    pinLetterStep,
    feeStep,
    oldDocumentStep,
    documentsStep,
    pickupStep,
  ],
  person: fullName,
  searchTerms,
  tells,
  result: order,
};
