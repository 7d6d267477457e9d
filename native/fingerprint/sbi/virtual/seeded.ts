/** A small repeatable number source (mulberry32), so that a virtual finger is the same in every run. */

/** Numbers in [0, 1). */
export type NumberSource = () => number;

export function seeded(...seeds: readonly number[]): NumberSource {
  let state = 0x9e3779b9;
  for (const seed of seeds) {
    // Neighbouring seeds must not make look-alikes.
    state = Math.imul(state ^ seed, 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
