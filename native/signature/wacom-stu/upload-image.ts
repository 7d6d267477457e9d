/** Uploads a one-bit picture: whole screen, or a band of full rows on models that take areas. */
import type { Clock } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { PadImage } from '../port.ts';
import { padState } from './codec/identity-reports.ts';
import { encodeBits1 } from './codec/image-encoder.ts';
import {
  encodingMode,
  endImageReport,
  imageBlockCapacity,
  imageBlockReport,
  startImageAreaReport,
  startImageReport,
} from './codec/image-reports.ts';
import type { PixelArea } from './codec/screen-reports.ts';
import { readyOnly, type StuSession } from './stu-session.ts';

/** A full-speed pad takes about 0.4 s for a screen of 48,000 bytes; more than this is a fault. */
const uploadTimeoutMs = 10_000;
/** Asking for the result after every block would double the transfers. */
const blocksPerResult = 16;

interface UploadOptions {
  session: StuSession;
  clock: Clock;
  signal: AbortSignal;
  /** Corners as the pad wants them; absent: the whole screen. */
  area?: PixelArea;
}

/** Abandons the picture when the signal fires or a block fails, so that the pad is ready again. */
export async function uploadImage(image: PadImage, options: UploadOptions): Promise<void> {
  const { session, area } = options;
  const data = encodeBits1(image);
  if (area === undefined) await session.command(startImageReport, { value: encodingMode.bits1 }, readyOnly);
  else await session.command(startImageAreaReport, { mode: encodingMode.bits1, ...area }, readyOnly);
  try {
    await session.awaitState([padState.image]);
    await sendBlocks(data, options);
  } catch (error) {
    await session.send(endImageReport, { value: 1 }).catch(() => {});
    throw error;
  }
  await session.command(endImageReport, { value: 0 });
  await session.awaitState(readyOnly);
}

async function sendBlocks(data: Uint8Array, { session, clock, signal }: UploadOptions): Promise<void> {
  const startedMs = clock.steadyMs();
  let block = 0;
  for (let offset = 0; offset < data.length; offset += imageBlockCapacity) {
    if (signal.aborted) throw new DeviceError('device.cancelled');
    if (clock.steadyMs() - startedMs > uploadTimeoutMs) throw new DeviceError('device.timeout', 'image upload');
    await session.send(imageBlockReport, { data: data.subarray(offset, offset + imageBlockCapacity) });
    block += 1;
    if (block % blocksPerResult === 0) await session.checkResult('image block');
  }
  await session.checkResult('last image block');
}

/** The rows `fromRow` … `toRow` (inclusive) of a picture. */
export function cropRows(image: PadImage, fromRow: number, toRow: number): PadImage {
  const stride = Math.ceil(image.widthPx / 8);
  return {
    widthPx: image.widthPx,
    heightPx: toRow - fromRow + 1,
    bits: image.bits.subarray(fromRow * stride, (toRow + 1) * stride),
  };
}
