/** The files below a umockdev root that make node-hid see one hidraw device (libumockdev 0.17). */
import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ReportDevice } from './report-device.ts';

const hidFolder = 'sys/devices/1-1/1-1:1.0/0003:VID:PID.0001';
const classLink = 'sys/class/hidraw/hidraw0';
export const nodePath = 'dev/hidraw0';
export const socketPath = 'ioctl/dev/hidraw0';

const hex4 = (id: number) => id.toString(16).padStart(4, '0');

/** HID 1.11 §6.2.2: a vendor page with one array of bytes for each report; the real pad's descriptor is not published. */
export function encodeReportDescriptor(reports: ReportDevice['reports']): Uint8Array {
  const bytes = [0x06, 0x0d, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08];
  for (const { id, length, kind } of reports) {
    const count = length - 1;
    bytes.push(0x85, id, 0x09, 0x01);
    bytes.push(...(count < 256 ? [0x95, count] : [0x96, count & 0xff, count >> 8]));
    bytes.push(kind === 'input' ? 0x81 : 0xb1, 0x02);
  }
  return Uint8Array.from([...bytes, 0xc0]);
}

/** The USB device with its HID interface; `plugNode` adds the node itself. */
export async function buildTree(root: string, device: ReportDevice): Promise<void> {
  const { usb } = device;
  const [vid, pid] = [hex4(usb.vendorId), hex4(usb.productId)];
  const folder = hidFolderOf(device);
  const text: Readonly<Record<string, string>> = {
    'sys/devices/1-1/uevent': 'DEVTYPE=usb_device\nBUSNUM=001\nDEVNUM=005\n',
    'sys/devices/1-1/idVendor': `${vid}\n`,
    'sys/devices/1-1/idProduct': `${pid}\n`,
    'sys/devices/1-1/bcdDevice': '0100\n',
    'sys/devices/1-1/manufacturer': `${usb.manufacturer}\n`,
    'sys/devices/1-1/product': `${usb.product}\n`,
    'sys/devices/1-1/serial': `${usb.serialNumber}\n`,
    'sys/devices/1-1/1-1:1.0/uevent': 'DEVTYPE=usb_interface\nDRIVER=usbhid\n',
    'sys/devices/1-1/1-1:1.0/bInterfaceNumber': '00\n',
    [`${folder}/uevent`]: [
      'DRIVER=hid-generic',
      `HID_ID=0003:${vid.padStart(8, '0')}:${pid.padStart(8, '0')}`.toUpperCase(),
      `HID_NAME=${usb.manufacturer} ${usb.product}`,
      'HID_PHYS=usb-virtual-1/input0',
      `HID_UNIQ=${usb.serialNumber}`,
      '',
    ].join('\n'),
    [`${folder}/hidraw0/uevent`]: 'DEVNAME=hidraw0\nMAJOR=244\nMINOR=0\n',
    [`${folder}/hidraw0/dev`]: '244:0\n',
  };
  for (const [file, content] of Object.entries(text)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  }
  await writeFile(path.join(root, folder, 'report_descriptor'), encodeReportDescriptor(device.reports));
  const links: Readonly<Record<string, string>> = {
    'sys/devices/1-1/subsystem': '../../bus/usb',
    'sys/devices/1-1/1-1:1.0/subsystem': '../../../bus/usb',
    [`${folder}/subsystem`]: '../../../../bus/hid',
    [`${folder}/hidraw0/subsystem`]: '../../../../../class/hidraw',
    [`${folder}/hidraw0/device`]: '..',
    'sys/dev/char/244:0': `../../../${folder}/hidraw0`,
    'dev/.node/hidraw0': '244:0',
  };
  for (const [file, target] of Object.entries(links)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await symlink(target, path.join(root, file));
  }
  for (const file of [classLink, nodePath, socketPath]) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  }
}

/** Makes the node and lists it. Node has no mkfifo. */
export async function plugNode(root: string, device: ReportDevice): Promise<void> {
  await promisify(execFile)('mkfifo', ['-m', '600', path.join(root, nodePath)]);
  await symlink(`../../../${hidFolderOf(device)}/hidraw0`, path.join(root, classLink));
}

/** The list first, so that nobody finds a node that is going. */
export async function unplugNode(root: string): Promise<void> {
  await rm(path.join(root, classLink), { force: true });
  await rm(path.join(root, nodePath), { force: true });
}

function hidFolderOf({ usb }: ReportDevice): string {
  return hidFolder.replace('VID', hex4(usb.vendorId).toUpperCase()).replace('PID', hex4(usb.productId).toUpperCase());
}
