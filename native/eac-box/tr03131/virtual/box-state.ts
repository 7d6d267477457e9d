/** What the virtual box is: power, token, key store, card and session, with the rules of TR-03131 §3.2 between them. */
import type { EacBoxCard, EacBoxPhase, TerminalType } from '../../port.ts';
import type { Application } from '../message.ts';
import { type BoxStatus, encodeStatusValue } from '../status-value.ts';
import { type CardKind, createSampleCard, type SampleCard } from './sample-card.ts';

export interface BoxSession {
  terminal: TerminalType;
  application: Application | undefined;
}

/** PIN of the operator's token in training. */
const tokenPin = '1234';

export class BoxState {
  phase: Exclude<EacBoxPhase, 'unknown'> = 'locked';
  tokenConnected = false;
  powered = true;
  /** A procedure runs: state Operating. */
  operating = false;
  card: SampleCard | undefined;
  session: BoxSession | undefined;
  /** How often somebody sent a PIN or PUK through the interface, which nobody may. */
  secretsReceived = 0;

  insertToken(): void {
    this.tokenConnected = true;
  }

  /** True when the PIN was right. */
  enterTokenPin(pin: string): boolean {
    if (!this.tokenConnected || pin !== tokenPin) return false;
    this.phase = 'initialized';
    return true;
  }

  /** Only a box whose key store is open becomes ready, and only without the token. */
  removeToken(): void {
    this.tokenConnected = false;
    if (this.phase === 'initialized') this.phase = 'ready';
  }

  /** Power loss and alarms close the key store. */
  lock(): void {
    this.phase = 'locked';
    this.session = undefined;
  }

  /** The token with its PIN and its removal in one. */
  makeReady(): void {
    this.insertToken();
    this.enterTokenPin(tokenPin);
    this.removeToken();
  }

  insertCard(kind: CardKind, pin: EacBoxCard | undefined): void {
    this.session = undefined;
    this.card = createSampleCard(kind);
    if (pin === 'pin-suspended') this.card.pinTries = 1;
    if (pin === 'pin-blocked') this.card.pinTries = 0;
    if (pin === 'pin-deactivated') this.card.eidActive = false;
  }

  removeCard(): void {
    this.card = undefined;
    this.session = undefined;
  }

  get status(): BoxStatus {
    return { phase: this.phase, tokenConnected: this.tokenConnected, card: this.#cardState() };
  }

  get statusValue(): number {
    return encodeStatusValue(this.status);
  }

  #cardState(): EacBoxCard {
    if (this.card === undefined) return 'none';
    if (this.card.eacVersion === 1) return 'eac1';
    if (!this.card.eidActive) return 'pin-deactivated';
    if (this.card.pinTries === 0) return 'pin-blocked';
    return this.card.pinTries === 1 ? 'pin-suspended' : 'eac2';
  }
}
