/** One handler a step kind. A new step kind is a line here, a declaration type, a panel and a drawing of it. */
import type { StepKind } from '../contract/step-panel.ts';
import type { StepHandler } from './step-run.ts';
import { checkHandler } from './steps/check-step.ts';
import { chipHandler } from './steps/chip-step.ts';
import { documentHandler } from './steps/document-step.ts';
import { feeHandler } from './steps/fee-step.ts';
import { formHandler, identifyHandler, photoHandler } from './steps/fields-step.ts';
import { findHandler } from './steps/find-step.ts';
import { fingerprintHandler } from './steps/fingerprint-step.ts';
import { handOverHandler } from './steps/hand-over-step.ts';
import { noteHandler } from './steps/note-step.ts';
import { sealHandler } from './steps/seal-step.ts';
import { signatureHandler } from './steps/signature-step.ts';

const handlers: { [K in StepKind]: StepHandler<K> } = {
  find: findHandler,
  identify: identifyHandler,
  form: formHandler,
  photo: photoHandler,
  fingerprint: fingerprintHandler,
  signature: signatureHandler,
  check: checkHandler,
  fee: feeHandler,
  document: documentHandler,
  seal: sealHandler,
  chip: chipHandler,
  'hand-over': handOverHandler,
  note: noteHandler,
};

/** The handler of a step; kind and step come from the same declaration, which the type system cannot follow through a lookup. */
export function handlerOf<K extends StepKind>(kind: K): StepHandler<K> {
  return handlers[kind];
}
