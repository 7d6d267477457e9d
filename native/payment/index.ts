/** The card terminals the kit knows. */

import type { Model, OpenContext, VirtualDevice, VirtualOptions } from '../core/model.ts';
import { recordDuplex } from '../core/record-duplex.ts';
import { systemClock } from '../core/system-context.ts';
import type { OpenDuplex } from '../core/transport.ts';
import type { CardTerminal } from './port.ts';
import { zvtOptions } from './zvt/driver/zvt-options.ts';
import { ZvtTerminal } from './zvt/driver/zvt-terminal.ts';
import { VirtualTerminal } from './zvt/virtual/virtual-terminal.ts';

export const paymentModels: readonly Model<CardTerminal>[] = [
  { id: 'zvt-tcp', title: 'Kartenterminal über ZVT (TCP)', open: openZvtTcp, startVirtual: startVirtualZvtTcp },
];

async function openZvtTcp(options: Parameters<Model<CardTerminal>['open']>[0], context: OpenContext) {
  const checked = zvtOptions.parse(options);
  const { openTcp } = await import('../transport/tcp.ts');
  const { trace, clock, random, log } = context;
  const connect = openTcp({ host: checked.host, port: checked.port });
  const transport: OpenDuplex = async (limits) => {
    const link = await connect(limits);
    return trace ? recordDuplex(link, trace) : link;
  };
  return ZvtTerminal.open(checked, { transport, clock, random, log });
}

async function startVirtualZvtTcp(options: VirtualOptions): Promise<VirtualDevice> {
  const { listenTcp } = await import('../transport/tcp.ts');
  const { seed, pace, storeDir } = options;
  const terminal = new VirtualTerminal({
    clock: systemClock,
    ...(seed === undefined ? {} : { seed }),
    ...(pace === undefined ? {} : { pace }),
    ...(storeDir === undefined ? {} : { storeDir }),
  });
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
