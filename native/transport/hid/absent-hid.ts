/** Why no HID node exists: a pad on the USB bus without one is held by the kernel's wacom driver, or speaks serial. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeviceError } from '../../core/device-error.ts';

/** USB communications class: a 430V or 540 that was switched to its virtual serial port. */
const communicationsClass = '02';

/** Linux looks at the bus; elsewhere, and without a trace of the device, `device.not-found`. */
export async function explainAbsence(
  vendorId: number,
  productIds: readonly number[],
  usbDevices = '/sys/bus/usb/devices',
): Promise<DeviceError> {
  const hex = (id: number) => id.toString(16).padStart(4, '0');
  const wanted = new Set(productIds.map(hex));
  let serialMode = false;
  let held = false;
  for (const name of await list(usbDevices)) {
    const folder = path.join(usbDevices, name);
    if ((await read(folder, 'idVendor')) !== hex(vendorId)) continue;
    if (await hasSerialInterface(folder)) serialMode = true;
    else if (wanted.has(await read(folder, 'idProduct'))) held = true;
  }
  if (serialMode) return new DeviceError('signature.serial-mode', 'serial interface on the bus');
  if (held) return new DeviceError('signature.held-by-driver', 'on the USB bus, but no hidraw node');
  return new DeviceError('device.not-found', `no HID device of ${hex(vendorId)}`);
}

async function hasSerialInterface(folder: string): Promise<boolean> {
  for (const name of await list(folder)) {
    if (!name.includes(':')) continue;
    if ((await read(path.join(folder, name), 'bInterfaceClass')) === communicationsClass) return true;
  }
  return false;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function read(folder: string, file: string): Promise<string> {
  return (await readFile(path.join(folder, file), 'utf8').catch(() => '')).trim().toLowerCase();
}
