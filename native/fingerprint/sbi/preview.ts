/** The grey image of a finger record for the screen, and where its score comes from. */
import { DeviceError } from '../../core/device-error.ts';
import type { FingerCapture } from '../port.ts';
import type { FingerImage } from './finger-record.ts';
import { decodeJpeg2000 } from './jpeg2000.ts';

/** ISO/IEC 19794-4 compression codes a registration device may use here. */
const raw = 0;
const jpeg2000 = [4, 5];
/** Registered vendor id of NIST, author of NFIQ. */
const nist = 0x000f;

export async function decodePreview(image: FingerImage): Promise<FingerCapture['preview']> {
  const preview = await decodeImage(image);
  if (preview.widthPx !== image.widthPx || preview.heightPx !== image.heightPx) {
    throw new DeviceError('device.garbled', 'record and image differ in size');
  }
  return preview;
}

async function decodeImage(image: FingerImage): Promise<FingerCapture['preview']> {
  if (jpeg2000.includes(image.compression)) return decodeJpeg2000(image.image);
  const { widthPx, heightPx } = image;
  if (image.compression !== raw || image.bitDepth !== 8) {
    throw new DeviceError('device.unsupported', `compression ${image.compression}, ${image.bitDepth} bit`);
  }
  if (image.image.length !== widthPx * heightPx) throw new DeviceError('device.garbled', 'raw image length');
  return { widthPx, heightPx, grey: Uint8Array.from(image.image) };
}

/** Vendor 0 means that the device does not say. */
export function scoreSourceOf(image: FingerImage): string {
  const vendor = image.qualities[0]?.vendor ?? 0;
  if (vendor === nist) return 'NFIQ 2 (Gerät)';
  return vendor === 0 ? 'Gerätewert' : `Gerätewert, Hersteller ${vendor.toString(16).toUpperCase().padStart(4, '0')}`;
}
