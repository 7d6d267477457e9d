/**
 * The virtual EAC-Box: an HTTP or HTTPS server on the loopback address that says `VIRTUAL-EACBOX` as its hwVersion.
 * Actions: insert-token, enter-token-pin {pin}, remove-token, insert-card {kind, pin}, remove-card, enter-can {can},
 * enter {text}, cancel, set-pad {byHand}, alarm, power-off, power-on, set-fault {kind, …}, state, read-card.
 */
import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';
import { encodeHex } from '../../../core/hex.ts';
import type { VirtualDevice, VirtualOptions } from '../../../core/model.ts';
import { systemClock } from '../../../core/system-context.ts';
import { answerRequest } from './answer-request.ts';
import { type BoxFault, boxFaultSchema } from './box-fault.ts';
import { BoxState } from './box-state.ts';
import { EntryPad } from './entry-pad.ts';
import { cardKinds } from './sample-card.ts';

export interface VirtualEacBoxOptions extends VirtualOptions {
  /** False starts the box locked, as after power on. Default true: token and PIN have been given. */
  ready?: boolean;
  /** PEM; makes the server speak TLS. */
  tls?: { certificate: string; key: string };
}

const bodyBytesMax = 2 * 1024 * 1024;
const text = z.strictObject({ text: z.string().max(100) });
const pinStates = ['pin-blocked', 'pin-suspended', 'pin-deactivated'] as const;
const insertSchema = z.strictObject({ kind: z.enum(cardKinds).default('id-card'), pin: z.enum(pinStates).optional() });

export async function startVirtualEacBox(options: VirtualEacBoxOptions): Promise<VirtualDevice> {
  const { port, ready = true, tls, pace = 0 } = options;
  const box = new BoxState();
  const pad = new EntryPad(pace);
  let fault: BoxFault = { kind: 'none' };
  if (ready) box.makeReady();

  const handle: http.RequestListener = (incoming, outgoing) => {
    const parts: Buffer[] = [];
    let length = 0;
    incoming.on('data', (part: Buffer) => {
      length += part.length;
      if (length > bodyBytesMax) outgoing.destroy();
      else parts.push(part);
    });
    incoming.on('end', () => {
      if (!box.powered) {
        outgoing.destroy();
        return;
      }
      const nowIso = new Date(systemClock.nowMs()).toISOString();
      const post = incoming.method === 'POST';
      void answerRequest(post ? Buffer.concat(parts) : undefined, { box, pad, fault, nowIso }).then((answer) => {
        if (answer === undefined || !box.powered) {
          outgoing.destroy();
          return;
        }
        const { status, body, cutAt } = answer;
        outgoing.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': body.length });
        if (cutAt === undefined) outgoing.end(body);
        else outgoing.write(body.subarray(0, cutAt), () => outgoing.destroy());
      });
    });
  };
  const server = tls ? https.createServer({ cert: tls.certificate, key: tls.key }, handle) : http.createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;

  const actions: Record<string, (parameters: unknown) => unknown> = {
    'insert-token': () => box.insertToken(),
    'enter-token-pin': (parameters) => ({
      accepted: box.enterTokenPin(z.strictObject({ pin: z.string() }).parse(parameters).pin),
    }),
    'remove-token': () => box.removeToken(),
    'insert-card': (parameters) => {
      const { kind, pin } = insertSchema.parse(parameters);
      box.insertCard(kind, pin);
    },
    'remove-card': () => {
      box.removeCard();
      pad.clear();
    },
    'enter-can': (parameters) =>
      pad.give({ kind: 'typed', text: z.strictObject({ can: z.string().max(20) }).parse(parameters).can }),
    enter: (parameters) => pad.give({ kind: 'typed', text: text.parse(parameters).text }),
    cancel: () => pad.give({ kind: 'cancelled' }),
    'set-pad': (parameters) => {
      pad.byHand = z.strictObject({ byHand: z.boolean() }).parse(parameters).byHand;
    },
    alarm: () => {
      box.lock();
      pad.clear();
    },
    'power-off': () => {
      box.powered = false;
      box.lock();
      pad.clear();
      server.closeAllConnections();
    },
    'power-on': () => {
      box.powered = true;
    },
    'set-fault': (parameters) => {
      fault = boxFaultSchema.parse(parameters);
    },
    state: () => ({
      ...box.status,
      powered: box.powered,
      prompt: pad.prompt ?? null,
      secretsReceived: box.secretsReceived,
    }),
    'read-card': () =>
      Object.fromEntries([...(box.card?.files.get('eID') ?? [])].map(([file, bytes]) => [file, encodeHex(bytes)])),
  };

  return {
    endpoint: { url: `${tls ? 'https' : 'http'}://127.0.0.1:${bound}/eacbox` },
    async act(action, parameters = {}) {
      const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
      if (run === undefined) throw new RangeError(`the virtual EAC-Box knows no ${action}`);
      return run(parameters) ?? {};
    },
    close: () =>
      new Promise((resolve) => {
        pad.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
