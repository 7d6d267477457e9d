/** The papers room as the engine sees it. */
import { encodeGreyPng } from './grey-png.ts';
import { renderPadScreen } from './pad-screen.ts';
import type { Papers } from './port.ts';
import { renderDocument } from './render-document.ts';
import { renderSignature } from './signature-image.ts';

export function createPapers(): Papers {
  return {
    pdf: renderDocument,
    async padScreen(order) {
      const { image, buttons } = renderPadScreen(order);
      const { widthPx, heightPx, bits } = image;
      return { widthPx, heightPx, bitsBase64: Buffer.from(bits).toString('base64'), buttons: [...buttons] };
    },
    async signature(order) {
      const { jpeg, png } = renderSignature(order);
      return { jpeg, png };
    },
    greyPng: async ({ widthPx, heightPx, grey }) => encodeGreyPng(widthPx, heightPx, grey),
  };
}
