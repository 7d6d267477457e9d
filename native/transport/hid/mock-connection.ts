/** One opened hidraw node of a mocked device: umockdev's remote calls (version 0.17.16) answered at once. */
import type { Socket } from 'node:net';
import type { ReportDevice } from './report-device.ts';

/** Commands of three 64-bit numbers in the machine's byte order; Linux training machines are little-endian. */
const fromChild = { ioctl: 1n, read: 7n, write: 8n } as const;
const toChild = { done: 3n, readMemory: 5n, writeMemory: 6n } as const;
const messageLength = 24;

/** errno of Linux. */
const errno = { again: 11, noDevice: 19, invalid: 22, notTty: 25, brokenPipe: 32 } as const;
/** linux/hidraw.h: type 'H', numbers of the calls. */
const hidType = 0x48;
const hidCall = { descriptorSize: 1, descriptor: 2, setFeature: 6, getFeature: 7 } as const;
/** Feature reports are 4 KiB at most. */
const maxTransfer = 4096;

interface Node {
  readonly device: ReportDevice;
  readonly descriptor: Uint8Array;
  /** False once the cable was pulled under this connection. */
  alive(): boolean;
  /** The next input report, taking its token from the FIFO. */
  takeInput(): Uint8Array | undefined;
}

export function serveConnection(socket: Socket, node: Node): void {
  const incoming = new SocketBytes(socket);
  const send = (command: bigint, first: bigint, second: bigint, bytes: Uint8Array = new Uint8Array()) => {
    const head = Buffer.alloc(messageLength);
    head.writeBigUInt64LE(command, 0);
    head.writeBigUInt64LE(BigInt.asUintN(64, first), 8);
    head.writeBigUInt64LE(second, 16);
    socket.write(Buffer.concat([head, bytes]));
  };
  const done = (result: number) => send(toChild.done, BigInt(result), 0n);
  const fail = (code: number) => send(toChild.done, -1n, BigInt(code));
  const give = (address: bigint, bytes: Uint8Array, result: number) => {
    send(toChild.writeMemory, address, BigInt(bytes.length), bytes);
    done(result);
  };
  const fetch = (address: bigint, length: number): Promise<Buffer> => {
    send(toChild.readMemory, address, BigInt(length));
    return incoming.take(length);
  };
  const ioctl = async (request: number, address: bigint): Promise<void> => {
    if (((request >> 8) & 0xff) !== hidType) return fail(errno.notTty);
    const size = Math.min((request >> 16) & 0x3fff, maxTransfer);
    switch (request & 0xff) {
      case hidCall.descriptorSize:
        return give(address, wordLe(node.descriptor.length), 0);
      case hidCall.descriptor:
        return give(address, Buffer.concat([wordLe(node.descriptor.length), node.descriptor]), 0);
      case hidCall.setFeature:
        return node.device.setFeature(Uint8Array.from(await fetch(address, size)))
          ? done(size)
          : fail(errno.brokenPipe);
      case hidCall.getFeature: {
        const report = node.device.getFeature((await fetch(address, 1))[0] ?? 0)?.subarray(0, size);
        return report === undefined ? fail(errno.brokenPipe) : give(address, report, report.length);
      }
      default:
        return fail(errno.invalid);
    }
  };
  const read = (address: bigint, count: number) => {
    const report = node.takeInput()?.subarray(0, count);
    if (report === undefined) fail(errno.again);
    else give(address, report, report.length);
  };
  const serve = async () => {
    while (true) {
      const head = await incoming.take(messageLength);
      const command = head.readBigUInt64LE(0);
      const [first, second] = [head.readBigUInt64LE(8), head.readBigUInt64LE(16)];
      if (!node.alive()) fail(errno.noDevice);
      else if (command === fromChild.ioctl) await ioctl(Number(first & 0xffffffffn), second);
      else if (command === fromChild.read) read(first, Number(second));
      else fail(errno.invalid);
    }
  };
  serve().catch(() => socket.destroy());
}

function wordLe(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Exactly so many bytes of a socket, one caller at a time; rejects when it ends. */
class SocketBytes {
  #pending = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.on('data', (chunk) => {
      this.#pending = Buffer.concat([this.#pending, chunk]);
      this.#wake();
    });
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('close', end);
    socket.on('error', end);
  }

  async take(length: number): Promise<Buffer> {
    while (this.#pending.length < length) {
      if (this.#ended) throw new Error('the other end closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return taken;
  }
}
