/** The place where a virtual card lies or does not lie, with the faults a person can order; both links speak to it. */
import { systemClock } from '../../../core/system-context.ts';
import { pause } from '../../../core/wait.ts';
import type { ProfileName } from './chip-profile.ts';
import { type StaffCardName, staffCards } from './staff-card.table.ts';
import { VirtualChip } from './virtual-chip.ts';
import { VirtualStaffCard } from './virtual-staff-card.ts';
import { encodeVpcdFrame, vpcdControl } from './vpcd-frame.ts';

/** Each fault stays until the next `set-fault`. */
export type CardFault =
  | { kind: 'none' }
  | { kind: 'short-reads'; bytes: number }
  | { kind: 'exact-length' }
  | { kind: 'get-response' }
  | { kind: 'slow'; delayMs: number }
  /** The card leaves the field when that many commands have been answered. */
  | { kind: 'removal'; afterCommands: number }
  /** Noise instead of data; the status words stay. */
  | { kind: 'garbage' };

/** What a virtual card of any kind can do. */
export interface FieldCard {
  readonly atr: Uint8Array;
  reset(): void;
  transmit(command: Uint8Array): Uint8Array;
}

export class CardInField {
  readonly #removed = new Set<() => void>();
  readonly #garbage: (length: number) => Uint8Array;
  /** Kept while the reader lives: a staff card forgets no wrong PIN when it is taken away. */
  readonly #staffCards = new Map<StaffCardName, VirtualStaffCard>();
  #chip: FieldCard | undefined;
  #profile: ProfileName | StaffCardName | undefined;
  #fault: CardFault = { kind: 'none' };
  #answered = 0;

  /** `garbage` gives repeatable bytes for the fault of that name. */
  constructor(garbage: (length: number) => Uint8Array) {
    this.#garbage = garbage;
  }

  get present(): boolean {
    return this.#chip !== undefined;
  }

  onRemoved(listener: () => void): void {
    this.#removed.add(listener);
  }

  insert(profile: ProfileName | StaffCardName): void {
    this.#profile = profile;
    this.#answered = 0;
    if (isStaffCard(profile)) {
      const card = this.#staffCards.get(profile) ?? new VirtualStaffCard(staffCards[profile]);
      this.#staffCards.set(profile, card);
      card.reset();
      this.#chip = card;
      return;
    }
    const fault = this.#fault;
    this.#chip = new VirtualChip(profile, {
      ...(fault.kind === 'short-reads' ? { readMax: fault.bytes } : {}),
      exactLength: fault.kind === 'exact-length',
      getResponse: fault.kind === 'get-response',
    });
  }

  remove(): void {
    if (this.#chip === undefined) return;
    this.#chip = undefined;
    for (const listener of this.#removed) listener();
  }

  setFault(fault: CardFault): void {
    this.#fault = fault;
    if (this.#chip !== undefined && this.#profile !== undefined) this.insert(this.#profile);
  }

  /** The frame that answers a body, or undefined where none is due. Length 0 says that the field is empty. */
  async answer(body: Uint8Array): Promise<Uint8Array | undefined> {
    const [control] = body;
    if (body.length === 1) {
      if (control === vpcdControl.atr) return encodeVpcdFrame(this.#chip?.atr ?? new Uint8Array(0));
      this.#chip?.reset();
      return undefined;
    }
    if (this.#fault.kind === 'slow') await pause(systemClock, this.#fault.delayMs);
    if (this.#fault.kind === 'removal' && this.#answered >= this.#fault.afterCommands) this.remove();
    this.#answered += 1;
    if (this.#chip === undefined) return encodeVpcdFrame(new Uint8Array(0));
    const response = this.#chip.transmit(body);
    if (this.#fault.kind === 'garbage') response.set(this.#garbage(response.length - 2));
    return encodeVpcdFrame(response);
  }
}

function isStaffCard(name: string): name is StaffCardName {
  return Object.hasOwn(staffCards, name);
}
