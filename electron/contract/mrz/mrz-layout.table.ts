/** Where the elements stand in each format; lines and columns count from 0, `end` is exclusive. */

export const mrzFormats = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'] as const;
export type MrzFormat = (typeof mrzFormats)[number];

export interface Span {
  line: number;
  start: number;
  end: number;
}

export interface MrzLayout {
  lines: number;
  width: number;
  documentType: Span;
  issuer: Span;
  names: Span;
  documentNumber: Span;
  nationality: Span;
  birthDate: Span;
  sex: Span;
  expiryDate: Span;
  optionalData: Span;
  /** TD1 has a second optional field, in line 2. */
  optionalData2: Span | null;
  /** The personal number of TD3 has a check digit behind it; a filler is allowed when the field is empty. */
  optionalDataHasCheck: boolean;
  /** Numbers of more than 9 characters go on in the optional data. */
  longNumbers: boolean;
  composite: { digit: Span; over: readonly Span[] } | null;
}

const at = (line: number, start: number, end: number): Span => ({ line, start, end });

/** Second line as TD2, TD3 and both visas have it up to the optional data: Doc 9303-4 §4.2.2, 9303-6 §4.2.2, 9303-7 §4.1, 4.2. */
const twoLines = {
  lines: 2,
  documentType: at(0, 0, 2),
  issuer: at(0, 2, 5),
  documentNumber: at(1, 0, 9),
  nationality: at(1, 10, 13),
  birthDate: at(1, 13, 19),
  sex: at(1, 20, 21),
  expiryDate: at(1, 21, 27),
  optionalData2: null,
} as const;

export const mrzLayouts: Readonly<Record<MrzFormat, MrzLayout>> = {
  /** Doc 9303-5 §4.2. */
  TD1: {
    lines: 3,
    width: 30,
    documentType: at(0, 0, 2),
    issuer: at(0, 2, 5),
    documentNumber: at(0, 5, 14),
    optionalData: at(0, 15, 30),
    birthDate: at(1, 0, 6),
    sex: at(1, 7, 8),
    expiryDate: at(1, 8, 14),
    nationality: at(1, 15, 18),
    optionalData2: at(1, 18, 29),
    names: at(2, 0, 30),
    optionalDataHasCheck: false,
    longNumbers: true,
    composite: { digit: at(1, 29, 30), over: [at(0, 5, 30), at(1, 0, 7), at(1, 8, 15), at(1, 18, 29)] },
  },
  TD2: {
    ...twoLines,
    width: 36,
    names: at(0, 5, 36),
    optionalData: at(1, 28, 35),
    optionalDataHasCheck: false,
    longNumbers: true,
    composite: { digit: at(1, 35, 36), over: [at(1, 0, 10), at(1, 13, 20), at(1, 21, 35)] },
  },
  TD3: {
    ...twoLines,
    width: 44,
    names: at(0, 5, 44),
    optionalData: at(1, 28, 42),
    optionalDataHasCheck: true,
    longNumbers: false,
    composite: { digit: at(1, 43, 44), over: [at(1, 0, 10), at(1, 13, 20), at(1, 21, 43)] },
  },
  'MRV-A': {
    ...twoLines,
    width: 44,
    names: at(0, 5, 44),
    optionalData: at(1, 28, 44),
    optionalDataHasCheck: false,
    longNumbers: false,
    composite: null,
  },
  'MRV-B': {
    ...twoLines,
    width: 36,
    names: at(0, 5, 36),
    optionalData: at(1, 28, 36),
    optionalDataHasCheck: false,
    longNumbers: false,
    composite: null,
  },
};
