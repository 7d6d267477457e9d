/**
 * Signature pad models. `wacom-stu-hid` takes an STU 300-540 by node-hid. Its virtual pad is reached by the real node-hid
 * too where the process was started with the environment the virtual device names (umockdev), and by a local training
 * wire (TCP, not USB) everywhere else.
 */
import { z } from 'zod';
import type { Model, VirtualDevice, VirtualOptions } from '../core/model.ts';
import { recordReports } from '../core/record-reports.ts';
import { systemClock } from '../core/system-context.ts';
import type { OpenReports } from '../core/transport.ts';
import {
  findUmockdev,
  isMockKernelHidAlive,
  type MockKernelHid,
  startMockKernelHid,
} from '../transport/hid/mock-kernel-hid.ts';
import { openHid } from '../transport/hid.ts';
import { openHidLink, type ReportDevice, serveHidLink } from '../transport/hid-link.ts';
import type { SignaturePad } from './port.ts';
import { openWacomStu } from './wacom-stu/open-wacom-stu.ts';
import { stuModels, tlsOnlyProductId, wacomVendorId } from './wacom-stu/stu-models.table.ts';
import { startVirtualStu } from './wacom-stu/virtual/start-virtual-stu.ts';

const usbId = z.int().min(0).max(0xffff);
const optionsSchema = z.union([
  z.strictObject({
    link: z.literal('hid').default('hid'),
    vendorId: usbId.default(wacomVendorId),
    /** Absent: every STU model but the 541, which speaks TLS only. */
    productId: usbId.optional(),
    serial: z.string().min(1).optional(),
    path: z.string().min(1).optional(),
    virtual: z.boolean().default(false),
  }),
  z.strictObject({
    /** `training` takes the mocked kernel device when this process has one and the TCP wire otherwise. */
    link: z.enum(['training', 'tcp']),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    virtual: z.boolean().default(true),
  }),
]);

const wacomStuHid: Model<SignaturePad> = {
  id: 'wacom-stu-hid',
  title: 'Unterschriftenpad Wacom STU (USB)',
  async open(options, { clock, random, log, trace }) {
    const parsed = optionsSchema.parse(options);
    const openReports = await selectTransport(parsed);
    const reports = await openReports();
    const transport = trace === undefined ? reports : recordReports(reports, trace);
    return openWacomStu({ transport, clock, random, log }, { virtual: parsed.virtual });
  },
  startVirtual: startVirtualPad,
};

export const signatureModels: readonly Model<SignaturePad>[] = [wacomStuHid];

async function selectTransport(options: z.output<typeof optionsSchema>): Promise<OpenReports> {
  if (options.link === 'hid') {
    const { vendorId, productId, serial, path } = options;
    return openHid({
      vendorId,
      productIds: productId === undefined ? everyStu.productIds : [productId],
      unsupportedProductIds: [tlsOnlyProductId],
      ...(serial === undefined ? {} : { serial }),
      ...(path === undefined ? {} : { path }),
    });
  }
  const root = process.env.UMOCKDEV_DIR;
  const mocked = options.link === 'training' && root !== undefined && (await isMockKernelHidAlive(root));
  return mocked ? openHid(everyStu) : openHidLink(options);
}

const everyStu = { vendorId: wacomVendorId, productIds: stuModels.map((model) => model.productId) };

/** Offers both ways at once; both lead to the same pad. */
async function startVirtualPad({ port, seed = 1, pace = 0 }: VirtualOptions): Promise<VirtualDevice> {
  const virtual = startVirtualStu({ clock: systemClock, seed, pace });
  const link = await serveHidLink(virtual.pad, port);
  const kernel = findUmockdev() === undefined ? undefined : await startMockKernelHid(virtual.pad);
  return {
    endpoint: { link: 'training', host: '127.0.0.1', port: link.port, virtual: true },
    ...(kernel === undefined ? {} : { environment: kernel.env }),
    async act(action, parameters) {
      const result = await virtual.act(action, parameters);
      await kernel?.settled();
      return result;
    },
    async close() {
      virtual.close();
      await link.close();
      await kernel?.close();
    },
  };
}

/** The mocked kernel device alone, for a pad a test holds itself. `env` goes to the child process. */
export async function startVirtualHid(
  pad: ReportDevice & { setPlugged(plugged: boolean): void },
): Promise<{ env: MockKernelHid['env']; unplug(): Promise<void>; plug(): Promise<void>; close(): Promise<void> }> {
  const kernel = await startMockKernelHid(pad);
  const set = (plugged: boolean) => {
    pad.setPlugged(plugged);
    return kernel.settled();
  };
  return {
    env: kernel.env,
    unplug: () => set(false),
    plug: () => set(true),
    close: () => kernel.close(),
  };
}
