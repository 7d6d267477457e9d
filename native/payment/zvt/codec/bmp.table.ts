/** All BMPs with the length of their value and a name for the log (PA00P015 ch. 9, PA00P016 §7). */

export type BmpLength = number | 'llvar' | 'lllvar' | 'tlv';

export interface BmpRow {
  length: BmpLength;
  name: string;
  /** Card data: neither logged nor stored. */
  secret?: true;
}

function texts(first: number, count: number, name: string): [number, BmpRow][] {
  return Array.from({ length: count }, (_, i) => [first + i, { length: 'llvar', name: `${name}-${i + 1}` }]);
}

export const bmpTable: ReadonlyMap<number, BmpRow> = new Map<number, BmpRow>([
  [0x01, { length: 1, name: 'timeout' }],
  [0x02, { length: 1, name: 'max-status-infos' }],
  [0x03, { length: 1, name: 'service' }],
  [0x04, { length: 6, name: 'amount' }],
  [0x05, { length: 1, name: 'pump' }],
  [0x06, { length: 'tlv', name: 'tlv' }],
  [0x0b, { length: 3, name: 'trace' }],
  [0x0c, { length: 3, name: 'time' }],
  [0x0d, { length: 2, name: 'date' }],
  [0x0e, { length: 2, name: 'expiry', secret: true }],
  [0x17, { length: 2, name: 'card-sequence', secret: true }],
  [0x19, { length: 1, name: 'status-byte' }],
  [0x22, { length: 'llvar', name: 'pan', secret: true }],
  [0x23, { length: 'llvar', name: 'track-2', secret: true }],
  [0x24, { length: 'lllvar', name: 'track-3', secret: true }],
  [0x27, { length: 1, name: 'result' }],
  [0x29, { length: 4, name: 'terminal-id' }],
  [0x2a, { length: 15, name: 'vu-number' }],
  [0x2d, { length: 'llvar', name: 'track-1', secret: true }],
  [0x2e, { length: 'lllvar', name: 'chip-data', secret: true }],
  [0x37, { length: 3, name: 'original-trace' }],
  [0x3a, { length: 2, name: 'cvv', secret: true }],
  [0x3b, { length: 8, name: 'authorisation-attribute' }],
  [0x3c, { length: 'lllvar', name: 'additional-text' }],
  [0x3d, { length: 3, name: 'password', secret: true }],
  [0x49, { length: 2, name: 'currency' }],
  [0x4c, { length: 'llvar', name: 'blocked-goods' }],
  [0x60, { length: 'lllvar', name: 'totals' }],
  [0x70, { length: 4, name: 'image-id' }],
  [0x71, { length: 4, name: 'image-size' }],
  [0x72, { length: 1, name: 'image-x' }],
  [0x73, { length: 1, name: 'image-y' }],
  [0x74, { length: 1, name: 'image-width' }],
  [0x75, { length: 1, name: 'image-height' }],
  [0x87, { length: 2, name: 'receipt' }],
  [0x88, { length: 3, name: 'turnover' }],
  [0x8a, { length: 1, name: 'card-type' }],
  [0x8b, { length: 'llvar', name: 'card-name' }],
  [0x8c, { length: 1, name: 'network-card-type' }],
  [0x9a, { length: 'lllvar', name: 'geldkarte', secret: true }],
  [0xa0, { length: 1, name: 'host-result' }],
  [0xa7, { length: 'llvar', name: 'ef-id', secret: true }],
  [0xaa, { length: 3, name: 'date-year' }],
  [0xaf, { length: 'lllvar', name: 'ef-info', secret: true }],
  [0xba, { length: 5, name: 'aid-parameter' }],
  [0xd0, { length: 1, name: 'card-output-condition' }],
  [0xd1, { length: 'llvar', name: 'card-output-text' }],
  [0xd2, { length: 1, name: 'card-output' }],
  [0xd3, { length: 1, name: 'card-output-control' }],
  [0xe0, { length: 1, name: 'minimum-length' }],
  ...texts(0xe1, 8, 'text-2'),
  [0xe9, { length: 1, name: 'maximum-length' }],
  [0xea, { length: 1, name: 'echo' }],
  [0xeb, { length: 8, name: 'mac' }],
  [0xf0, { length: 1, name: 'display-seconds' }],
  ...texts(0xf1, 8, 'text-1'),
  [0xf9, { length: 1, name: 'beeps' }],
  [0xfa, { length: 1, name: 'reader-activation' }],
  [0xfb, { length: 1, name: 'confirmation' }],
  [0xfc, { length: 1, name: 'dialog' }],
  [0xfd, { length: 1, name: 'device' }],
]);

/** Bytes of a BMP as the log may name it. */
export function bmpName(bmp: number): string {
  return bmpTable.get(bmp)?.name ?? `bmp-${bmp.toString(16).padStart(2, '0')}`;
}
