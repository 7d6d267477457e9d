/** Grey images to lossless JP2 files and back, by OpenJPEG in WebAssembly. */
import type { OpenJpeg } from '@cornerstonejs/codec-openjpeg/wasmjs';
import { DeviceError } from '../../core/device-error.ts';
import { decodeCodestreamSize, decodeJp2, encodeJp2 } from './jp2.ts';

export interface GreyImage {
  widthPx: number;
  heightPx: number;
  /** 8 bit, row by row. */
  grey: Uint8Array;
}

let loading: Promise<OpenJpeg> | undefined;

/** OpenJPEG reports to stdout by itself; its words could describe a citizen's image. */
function openJpeg(): Promise<OpenJpeg> {
  loading ??= import('@cornerstonejs/codec-openjpeg/wasmjs').then(({ default: load }) =>
    load({ print() {}, printErr() {} }),
  );
  return loading;
}

/** Takes a JP2 file or a raw codestream of one grey component; `device.garbled` on anything else. */
export async function decodeJpeg2000(bytes: Uint8Array): Promise<GreyImage> {
  const codestream = decodeJp2(bytes);
  const size = decodeCodestreamSize(codestream);
  const decoder = new (await openJpeg()).J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    const grey = decoder.getDecodedBuffer();
    if (frame.width !== size.widthPx || frame.height !== size.heightPx || grey.length !== frame.width * frame.height) {
      throw new DeviceError('device.garbled', 'JPEG 2000 not decodable');
    }
    return { widthPx: frame.width, heightPx: frame.height, grey: Uint8Array.from(grey) };
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    // A trap leaves the module's memory in an unknown state: the next image gets a fresh one.
    loading = undefined;
    throw new DeviceError('device.garbled', 'JPEG 2000 not decodable', { cause: error });
  } finally {
    decoder.delete();
  }
}

export async function encodeJpeg2000({ widthPx, heightPx, grey }: GreyImage): Promise<Uint8Array> {
  const encoder = new (await openJpeg()).J2KEncoder();
  try {
    const frame = { width: widthPx, height: heightPx, bitsPerSample: 8, componentCount: 1, isSigned: false };
    encoder.getDecodedBuffer({ ...frame, isUsingColorTransform: false }).set(grey);
    encoder.setDecompositions(5);
    encoder.setQuality(true, 0);
    encoder.encode();
    return encodeJp2(Uint8Array.from(encoder.getEncodedBuffer()));
  } finally {
    encoder.delete();
  }
}
