import { expect, it } from 'vitest';
import { decodeStuReport } from './decode-stu.ts';

it.each([
  ['01 92 58 04 D2 08 AE', { report: '01', name: 'PenData', ready: true, switch: 1, pressure: 600, x: 1234, y: 2222 }],
  ['2701', { report: '27', name: 'EndImageData', value: 1 }],
  ['260200ABCD', { report: '26', name: 'ImageDataBlock', data: 'ABCD' }],
  ['0192', { error: '1 bytes wanted at 2, 0 left' }],
  ['77', { error: 'unknown report id 119' }],
  ['', { error: 'unknown report id none' }],
  ['zz', { error: 'not a sequence of hex pairs' }],
])('%s', (line, fields) => {
  expect(decodeStuReport(line)).toEqual(fields);
});
