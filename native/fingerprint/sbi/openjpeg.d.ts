/** The part of @cornerstonejs/codec-openjpeg's WASM build that is used here; the package brings no types. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface FrameInfo {
    width: number;
    height: number;
    bitsPerSample: number;
    componentCount: number;
    isSigned: boolean;
  }
  interface J2KDecoder {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): FrameInfo;
    decode(): void;
    delete(): void;
  }
  interface J2KEncoder {
    getDecodedBuffer(frame: FrameInfo & { isUsingColorTransform: boolean }): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setDecompositions(count: number): void;
    setQuality(lossless: boolean, quality: number): void;
    encode(): void;
    delete(): void;
  }
  export interface OpenJpeg {
    J2KDecoder: new () => J2KDecoder;
    J2KEncoder: new () => J2KEncoder;
  }
  const load: (options: { print(text: string): void; printErr(text: string): void }) => Promise<OpenJpeg>;
  export default load;
}
