/** What each state of the line allows: data, so that it can be read and tested in one place. */
import type { GateState } from '../contract/central.ts';

export interface GateRules {
  /** Personal data on either screen. */
  showPersonal: boolean;
  /** Forms, prints, photos, signatures, chips. */
  capturePersonal: boolean;
  beginVorgang: boolean;
  /** A payment, a print, a seal that has not begun. */
  beginAct: boolean;
  /** An act that has begun, up to its outcome: never stopped by the line. */
  finishAct: true;
  /** Fetching a Vorgang from the centre or giving one back. */
  exchange: boolean;
}

export const gateRules: Readonly<Record<GateState, GateRules>> = {
  verbunden: {
    showPersonal: true,
    capturePersonal: true,
    beginVorgang: true,
    beginAct: true,
    finishAct: true,
    exchange: true,
  },
  // Work on what is open goes on; what needs an answer of the centre would only make people wait.
  gestört: {
    showPersonal: true,
    capturePersonal: true,
    beginVorgang: true,
    beginAct: true,
    finishAct: true,
    exchange: false,
  },
  getrennt: {
    showPersonal: false,
    capturePersonal: false,
    beginVorgang: false,
    beginAct: false,
    finishAct: true,
    exchange: false,
  },
};
