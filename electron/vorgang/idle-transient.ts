/** What is remembered of a Vorgang beside its facts while nothing runs on it. */
import type { Transient } from './step-run.ts';

export const idleTransient = (): Transient => ({
  controller: null,
  runningStepId: null,
  error: null,
  display: null,
  guide: 'none',
  previewPng: null,
  citizen: 'not-asked',
  printerReasons: [],
  declinedText: null,
  question: null,
  currentFinger: null,
  draft: null,
  find: null,
});
