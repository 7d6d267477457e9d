/** The card terminals the kit knows. */

import type { Model, ModelOptions, OpenContext, VirtualDevice, VirtualOptions } from '../core/model.ts';
import { recordDuplex } from '../core/record-duplex.ts';
import { systemClock } from '../core/system-context.ts';
import type { OpenDuplex } from '../core/transport.ts';
import type { CardTerminal } from './port.ts';
import { zvtOptions, zvtSerialOptions } from './zvt/driver/zvt-options.ts';
import { ZvtTerminal } from './zvt/driver/zvt-terminal.ts';
import { SerialLink } from './zvt/serial-link.ts';
import { acceptSerial } from './zvt/virtual/accept-serial.ts';
import { VirtualTerminal } from './zvt/virtual/virtual-terminal.ts';

export const paymentModels: readonly Model<CardTerminal>[] = [
  { id: 'zvt-tcp', title: 'Kartenterminal über ZVT (TCP)', open: openZvtTcp, startVirtual: startVirtualZvtTcp },
  {
    id: 'zvt-serial',
    title: 'Kartenterminal über ZVT (seriell)',
    open: openZvtSerial,
    startVirtual: startVirtualZvtSerial,
  },
];

async function openZvtTcp(options: ModelOptions, context: OpenContext) {
  const checked = zvtOptions.parse(options);
  const { openTcp } = await import('../transport/tcp.ts');
  const connect = openTcp({ host: checked.host, port: checked.port });
  return ZvtTerminal.open(checked, traced(connect, context), 'zvt-tcp');
}

async function openZvtSerial(options: ModelOptions, context: OpenContext) {
  const checked = zvtSerialOptions.parse(options);
  const { openSerial } = await import('../transport/serial.ts');
  const open = openSerial({ path: checked.path, baudRate: checked.baudRate, stopBits: checked.stopBits });
  const connect: OpenDuplex = async (limits) => new SerialLink(await open(limits), context.clock);
  return ZvtTerminal.open(checked, traced(connect, context), 'zvt-serial');
}

/** Traces hold the APDUs, over whatever line they came. */
function traced(connect: OpenDuplex, { trace, clock, random, log }: OpenContext) {
  const transport: OpenDuplex = async (limits) => {
    const link = await connect(limits);
    return trace ? recordDuplex(link, trace) : link;
  };
  return { transport, clock, random, log };
}

function virtualTerminal({ seed, pace, storeDir }: VirtualOptions): VirtualTerminal {
  return new VirtualTerminal({
    clock: systemClock,
    ...(seed === undefined ? {} : { seed }),
    ...(pace === undefined ? {} : { pace }),
    ...(storeDir === undefined ? {} : { storeDir }),
  });
}

async function startVirtualZvtTcp(options: VirtualOptions): Promise<VirtualDevice> {
  const { listenTcp } = await import('../transport/tcp.ts');
  const terminal = virtualTerminal(options);
  const listener = await listenTcp({ port: options.port }, (link) => terminal.accept(link));
  return {
    endpoint: { host: '127.0.0.1', port: listener.port, password: '000000' },
    act: (action, parameters) => terminal.act(action, parameters),
    async close() {
      await terminal.close();
      await listener.close();
    },
  };
}

async function startVirtualZvtSerial(options: VirtualOptions): Promise<VirtualDevice> {
  const { openPseudoTerminal } = await import('../transport/pseudo-terminal.ts');
  const { path, link } = await openPseudoTerminal();
  const terminal = virtualTerminal(options);
  const stop = acceptSerial(link, systemClock, (duplex) => terminal.accept(duplex));
  return {
    endpoint: { path, password: '000000' },
    act: (action, parameters) => terminal.act(action, parameters),
    async close() {
      stop();
      await terminal.close();
      await link.close();
    },
  };
}
