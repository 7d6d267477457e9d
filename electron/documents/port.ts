/** What the engine needs of electron/documents; handed in so that the engine can be tested without a PDF library. */
import type { DocumentDefinition } from '../contract/document.ts';
import type { HostPadScreen, HostPenPoint } from '../contract/host/signature.ts';

export interface Papers {
  /** The same definition gives the same bytes. */
  pdf(definition: DocumentDefinition): Promise<Uint8Array>;
  padScreen(order: {
    widthPx: number;
    heightPx: number;
    title: string;
    lines: readonly string[];
    buttons: { accept: string; clear: string; cancel: string };
  }): Promise<HostPadScreen>;
  /** Renders strokes (0.01 mm, pressure 0…maxPressure) at the size the order wants. */
  signature(order: {
    strokes: readonly (readonly HostPenPoint[])[];
    maxPressure: number;
    widthPx: number;
    heightPx: number;
  }): Promise<{ jpeg: Uint8Array; png: Uint8Array }>;
  /** 8-bit grey, row by row, to PNG for the clerk's preview. */
  greyPng(order: { widthPx: number; heightPx: number; grey: Uint8Array }): Promise<Uint8Array>;
}
