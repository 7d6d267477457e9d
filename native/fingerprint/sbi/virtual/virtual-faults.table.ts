/** What can be wrong with a virtual SBI device, for tests, fault plans and training. */
export const sbiFaults = [
  'none',
  /** Signature of the capture data does not fit. */
  'wrong-signature',
  /** Certificate by an issuer of the right name and the wrong key. */
  'foreign-root',
  'expired-certificate',
  'foreign-serial',
  /** The neighbour finger instead of the wanted one, honestly named. */
  'swapped-finger',
  'missing-finger',
  'doubled-finger',
  /** Name and record do not agree. */
  'foreign-position',
  'broken-record',
  'broken-hash-link',
  /** The answer to an earlier request. */
  'replayed-answer',
  'wrong-purpose',
  'wrong-env',
  'wrong-spec-version',
  'wrong-requested-score',
  /** The device's clock is ten minutes slow. */
  'clock-off',
  /** No fault but a drift: scores as JSON numbers. */
  'score-as-number',
  /** SBI error 101. */
  'no-finger',
  'garbage',
  'silence',
  'hang-up',
] as const;

export type SbiFault = (typeof sbiFaults)[number];
