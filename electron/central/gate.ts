/** The gate as a pure machine: heartbeats and the steady clock in, one of three states out, with enough inertia not to flicker. */
import type { GateReason, GateState } from '../contract/central.ts';

export interface GateSettings {
  /** An answer later than this does not count as a good line. */
  slowMs: number;
  /** Without any answer for so long, the line is in doubt. */
  doubtMs: number;
  /** Without any answer for so long, the seat is cut off. */
  silentMs: number;
  /** Good answers in a row: from cut off to in doubt, and from in doubt to connected. */
  backBeats: number;
  calmBeats: number;
  /** Failures in a row that cut off without waiting for the silence. */
  lostBeats: number;
}

export const defaultGateSettings: GateSettings = {
  slowMs: 1_000,
  doubtMs: 5_000,
  silentMs: 10_000,
  backBeats: 2,
  calmBeats: 3,
  lostBeats: 3,
};

export interface Gate {
  state: GateState;
  reason: GateReason;
  /** Steady clock of the last good answer; null before the first. */
  lastGoodMs: number | null;
  goodInRow: number;
  slowInRow: number;
  badInRow: number;
}

export type GateInput =
  | { kind: 'good'; atMs: number; roundTripMs: number }
  | { kind: 'bad'; atMs: number }
  /** Somebody answered who is not the centre. */
  | { kind: 'untrusted'; atMs: number }
  | { kind: 'tick'; atMs: number };

/** A seat that just started has proven nothing yet. */
export const closedGate: Gate = {
  state: 'getrennt',
  reason: 'start',
  lastGoodMs: null,
  goodInRow: 0,
  slowInRow: 0,
  badInRow: 0,
};

export function nextGate(gate: Gate, input: GateInput, settings: GateSettings): Gate {
  switch (input.kind) {
    case 'untrusted':
      return {
        ...gate,
        state: 'getrennt',
        reason: 'untrusted',
        goodInRow: 0,
        slowInRow: 0,
        badInRow: gate.badInRow + 1,
      };
    case 'good':
      return input.roundTripMs > settings.slowMs ? slow(gate, input.atMs, settings) : good(gate, input.atMs, settings);
    case 'bad':
      return bad({ ...gate, goodInRow: 0, badInRow: gate.badInRow + 1 }, settings);
    case 'tick':
      return tick(gate, input.atMs, settings);
  }
}

function good(gate: Gate, atMs: number, { backBeats, calmBeats }: GateSettings): Gate {
  const next = { ...gate, lastGoodMs: atMs, goodInRow: gate.goodInRow + 1, slowInRow: 0, badInRow: 0 };
  if (gate.state === 'getrennt' && next.goodInRow >= backBeats) return { ...next, state: 'gestört', reason: 'back' };
  if (gate.state === 'gestört' && next.goodInRow >= calmBeats) return { ...next, state: 'verbunden', reason: 'back' };
  return next;
}

/** Keeps a line from being called cut off, and from being called good. */
function slow(gate: Gate, atMs: number, settings: GateSettings): Gate {
  const next = { ...gate, lastGoodMs: atMs, goodInRow: 0, slowInRow: gate.slowInRow + 1, badInRow: 0 };
  if (gate.state === 'verbunden' && next.slowInRow >= 2) return { ...next, state: 'gestört', reason: 'slow' };
  if (gate.state === 'getrennt' && next.slowInRow >= settings.backBeats)
    return { ...next, state: 'gestört', reason: 'slow' };
  return next;
}

function bad(gate: Gate, { lostBeats }: GateSettings): Gate {
  if (gate.state !== 'getrennt' && gate.badInRow >= lostBeats) return { ...gate, state: 'getrennt', reason: 'line' };
  if (gate.state === 'verbunden') return { ...gate, state: 'gestört', reason: 'line' };
  return gate;
}

/** A half-open line answers neither well nor badly: only the time that passes tells. */
function tick(gate: Gate, atMs: number, { doubtMs, silentMs }: GateSettings): Gate {
  if (gate.lastGoodMs === null || gate.state === 'getrennt') return gate;
  const silence = atMs - gate.lastGoodMs;
  if (silence > silentMs) return { ...gate, state: 'getrennt', reason: 'silent', goodInRow: 0, slowInRow: 0 };
  if (silence > doubtMs && gate.state === 'verbunden') {
    return { ...gate, state: 'gestört', reason: 'silent', goodInRow: 0 };
  }
  return gate;
}
