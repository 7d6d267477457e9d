/** Letters and letter-and-mark sequences of names in German registers (DIN 91379), typed as ranges and single letters; test data. */

/** Inclusive ranges of Latin-1, Latin Extended-A, parts of Extended-B, Extended Additional, Greek and Cyrillic. */
const ranges: readonly (readonly [number, number])[] = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x131],
  [0x134, 0x13e],
  [0x141, 0x148],
  [0x14a, 0x17e],
  [0x1cd, 0x1dc],
  [0x1e4, 0x1f0],
  [0x1f4, 0x1f5],
  [0x1f8, 0x1ff],
  [0x218, 0x21b],
  [0x21e, 0x21f],
  [0x226, 0x233],
  [0x1e00, 0x1e99],
  [0x1ea0, 0x1ef9],
  [0x388, 0x38a],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x410, 0x44f],
];

const singles = 'ƇƈƏƗƠơƯưƷƼǞǟǢǣȒȓəɨʒẞ';

/** Base letter and marks, in the order of the standard's tables; not every one of its sequences. */
const sequences =
  'A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ K͟H L̂ L̥ L̥̄ L̦ M̀ M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ ' +
  'S̀ S̄ S̛̄ S̱ T̀ T̄ T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ Z̧ Ç̆ Û̄ Ạ̈ Ọ̈ Ụ̈ Ä̱ Ö̱ Ü̱ ' +
  'a̋ c̀ c̄ c̆ c̈ c̕ c̣ c̦ c̨̆ d̂ f̀ f̄ g̀ h̄ h̦ j́ k̀ k̂ k̄ k̇ k̕ k̛ k̦ k͟h l̂ l̥ l̥̄ l̦ m̀ m̂ m̆ m̐ n̂ n̄ n̆ n̦ p̀ p̄ p̕ p̣ r̆ r̥ r̥̄ ' +
  's̀ s̄ s̛̄ t̀ t̄ t̕ t̛ u̇ z̀ z̄ z̆ z̈ z̧ ç̆ û̄ ạ̈ ọ̈ ụ̈ ö̱ ü̱';

export const specimenLetters: readonly string[] = [
  ...ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  ),
  ...singles,
];

export const specimenSequences: readonly string[] = sequences.split(' ');
