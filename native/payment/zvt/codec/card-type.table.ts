/** Names of ZVT card types (BMP 8A), only for when the terminal sends no name in BMP 8B (PA00P015 ch. 12). */

const names: Readonly<Record<number, string>> = {
  2: 'ec-Karte',
  5: 'girocard',
  6: 'Mastercard',
  7: 'EAPS',
  8: 'American Express',
  9: 'Lastschrift',
  10: 'VISA',
  11: 'VISA Electron',
  12: 'Diners',
  13: 'V PAY',
  14: 'JCB',
  30: 'GeldKarte',
  46: 'Maestro',
  97: 'Alipay',
  107: 'Alipay',
  198: 'China UnionPay',
  232: 'Discover',
  260: 'BlueCode',
};

export function cardTypeName(cardTypeId: number): string | undefined {
  return names[cardTypeId];
}
