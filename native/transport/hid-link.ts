/** HID reports to a virtual device in another process by TCP (the training wire of hid/link-frame.ts, not USB). */
import { createConnection, createServer, type Socket } from 'node:net';
import { ByteReader } from '../core/byte-reader.ts';
import { DeviceError, isDeviceError } from '../core/device-error.ts';
import type { OpenReports, Reports } from '../core/transport.ts';
import { encodeFrame, FrameDecoder, frameKind, type LinkFrame, linkGreeting } from './hid/link-frame.ts';
import { ReportListeners } from './hid/listeners.ts';
import type { ReportDevice } from './hid/report-device.ts';

export type { ReportDevice } from './hid/report-device.ts';

const connectTimeoutMs = 3_000;
const answerTimeoutMs = 2_000;

interface Waiting {
  resolve(frame: LinkFrame): void;
  reject(error: DeviceError): void;
}

/** Rejects with `device.unreachable`, or `device.not-found` when the virtual device is unplugged. */
export function openHidLink({ host, port }: { host: string; port: number }): OpenReports {
  return () =>
    new Promise<Reports>((resolve, reject) => {
      const socket = createConnection({ host, port, noDelay: true });
      const listeners = new ReportListeners();
      const decoder = new FrameDecoder();
      const waiting: Waiting[] = [];
      let greeted = false;
      const end = (reason?: DeviceError) => {
        clearTimeout(timer);
        socket.destroy();
        reject(reason ?? new DeviceError('device.unreachable'));
        for (const one of waiting.splice(0)) one.reject(new DeviceError('device.disconnected', reason?.detail));
        listeners.close(reason);
      };
      const timer = setTimeout(() => end(new DeviceError('device.unreachable', 'no greeting')), connectTimeoutMs);
      const take = ({ kind, body }: LinkFrame) => {
        if (kind === frameKind.input) listeners.input(body);
        else if (kind === frameKind.unplugged)
          end(new DeviceError(greeted ? 'device.disconnected' : 'device.not-found'));
        else if (kind === frameKind.hello && new TextDecoder().decode(body) === linkGreeting) {
          greeted = true;
          clearTimeout(timer);
          resolve(reportsOver(socket, { listeners, waiting, end }));
        } else waiting.shift()?.resolve({ kind, body });
      };
      socket.on('data', (chunk) => {
        try {
          for (const frame of decoder.push(chunk)) take(frame);
        } catch (error) {
          end(isDeviceError(error) ? error : new DeviceError('device.garbled', 'link'));
        }
      });
      socket.on('error', () => end(new DeviceError(greeted ? 'device.disconnected' : 'device.unreachable', 'link')));
      socket.on('close', () => end(new DeviceError(greeted ? 'device.disconnected' : 'device.unreachable', 'link')));
    });
}

function reportsOver(
  socket: Socket,
  { listeners, waiting, end }: { listeners: ReportListeners; waiting: Waiting[]; end: (reason?: DeviceError) => void },
): Reports {
  const ask = async (kind: number, body: Uint8Array): Promise<LinkFrame> => {
    if (listeners.closed !== undefined) throw new DeviceError('device.disconnected');
    const answer = await new Promise<LinkFrame>((resolve, reject) => {
      const timer = setTimeout(() => end(new DeviceError('device.disconnected', 'no answer')), answerTimeoutMs);
      waiting.push({
        resolve: (frame) => {
          clearTimeout(timer);
          resolve(frame);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      socket.write(encodeFrame(kind, body));
    });
    if (answer.kind === frameKind.stalled) throw new DeviceError('device.refused', 'stalled');
    return answer;
  };
  return {
    async getFeature(reportId, length) {
      const { body } = await ask(frameKind.getFeature, Uint8Array.of(reportId, length >> 8, length & 0xff));
      return body;
    },
    async setFeature(report) {
      await ask(frameKind.setFeature, report);
    },
    onInput: (listener) => listeners.onInput(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      listeners.close();
      end();
    },
  };
}

/** Serves a virtual device on 127.0.0.1; port 0 takes a free one. Several connections see the same device. */
export async function serveHidLink(
  device: ReportDevice,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (!device.plugged) {
      socket.end(encodeFrame(frameKind.unplugged));
      return;
    }
    sockets.add(socket);
    socket.write(encodeFrame(frameKind.hello, new TextEncoder().encode(linkGreeting)));
    const stopInput = device.onInput((report) => socket.write(encodeFrame(frameKind.input, report)));
    const stopPlug = device.onPlug(() => socket.end(encodeFrame(frameKind.unplugged)));
    socket.on('close', () => {
      sockets.delete(socket);
      stopInput();
      stopPlug();
    });
    const decoder = new FrameDecoder();
    socket.on('data', (chunk) => {
      try {
        for (const frame of decoder.push(chunk)) socket.write(answerFrame(device, frame));
      } catch {
        socket.destroy();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answerFrame(device: ReportDevice, { kind, body }: LinkFrame): Uint8Array {
  if (kind === frameKind.setFeature) {
    return encodeFrame(device.setFeature(body) ? frameKind.done : frameKind.stalled);
  }
  if (kind !== frameKind.getFeature) throw new DeviceError('device.garbled', `link frame ${kind}`);
  const reader = new ByteReader(body);
  const report = device.getFeature(reader.u8());
  if (report === undefined) return encodeFrame(frameKind.stalled);
  return encodeFrame(frameKind.report, report.subarray(0, reader.u16be()));
}
