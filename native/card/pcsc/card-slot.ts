/** What the driver needs of a reader, whichever binding gives it: presence, waiting, and an exchange with one card. */
import type { Exchange } from '../../core/transport.ts';

export interface CardConnection extends Exchange {
  readonly atr: Uint8Array;
}

export interface CardSlot {
  readonly name: string;
  /** True when the reader itself is software. */
  readonly software: boolean;
  present(): Promise<boolean>;
  waitForCard(options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  /** Closing the connection resets the card: no channel and no selected file outlives it. */
  connect(): Promise<CardConnection>;
  close(): Promise<void>;
}
