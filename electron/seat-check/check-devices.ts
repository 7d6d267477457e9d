/** Every device of the kit with its state; a faulty one with the remedy of its error. */
import type { ErrorCode } from '../contract/app-error.ts';
import type { DeviceView } from '../contract/devices.ts';
import type { SeatCheckItem } from '../contract/seat-check.ts';

/** German title and remedy of an error. */
export type TextOf = (code: ErrorCode) => { title: string; remedy: string };

export function checkDevices(devices: readonly DeviceView[], textOf: TextOf): SeatCheckItem[] {
  if (devices.length === 0) {
    const text = 'An diesem Platz sind keine Geräte eingerichtet.';
    const remedy = 'Informieren Sie die IT, wenn der Platz Geräte haben soll.';
    return [{ id: 'devices', title: 'Geräte', state: 'warning', text, remedy }];
  }
  return devices.map((device) => ({ id: `device-${device.id}`, title: device.title, ...found(device, textOf) }));
}

function found(device: DeviceView, textOf: TextOf): Pick<SeatCheckItem, 'state' | 'text' | 'remedy'> {
  const name = `${device.label || device.model}${device.virtual ? ' (virtuell)' : ''}`;
  switch (device.state) {
    case 'ready':
      return { state: 'ok', text: `${name}: bereit.`, remedy: '' };
    case 'in-use':
      return { state: 'ok', text: `${name}: arbeitet gerade.`, remedy: '' };
    case 'starting':
      return {
        state: 'warning',
        text: `${name}: startet noch.`,
        remedy: 'Warten Sie einige Sekunden und prüfen Sie noch einmal.',
      };
    case 'fault': {
      const { title, remedy } = textOf(device.error ?? 'device.not-ready');
      return { state: 'fault', text: `${name}: ${title}.`, remedy };
    }
  }
}
