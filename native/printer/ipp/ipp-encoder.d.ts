/** Types of the parts of `ipp-encoder` 5.0.0 used here; the package ships none. */
declare module 'ipp-encoder' {
  export interface IppAttribute {
    tag: number;
    name: string;
    value: unknown;
  }
  export interface IppGroup {
    tag: number;
    attributes: IppAttribute[];
  }
  interface Encoded {
    version: { major: number; minor: number };
    requestId: number;
    groups: readonly IppGroup[];
  }
  interface Codec<Message extends Encoded> {
    decode(bytes: Buffer): Message;
    encode(message: Message, into: Buffer): Buffer;
    encodingLength(message: Message): number;
  }
  const library: {
    request: Codec<Encoded & { operationId: number }>;
    response: Codec<Encoded & { statusCode: number }>;
  };
  export default library;
}
