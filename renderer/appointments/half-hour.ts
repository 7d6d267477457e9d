/** Half hours since midnight as a clock shows them: 19 is 09:30. */
export const halfHour = (bucket: number): string =>
  `${String(Math.floor(bucket / 2)).padStart(2, '0')}:${bucket % 2 === 0 ? '00' : '30'}`;
