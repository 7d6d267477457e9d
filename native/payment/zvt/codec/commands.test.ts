import { expect, describe as group, it } from 'vitest';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { encodeApdu } from './apdu.ts';
import {
  encodeAbort,
  encodeAuthorisation,
  encodeDiagnosis,
  encodeEndOfDay,
  encodeInitialisation,
  encodeLogOff,
  encodeRefund,
  encodeRegistration,
  encodeRepeatReceipt,
  encodeReversal,
  encodeStatusEnquiry,
  encodeTotalsRequest,
} from './commands.ts';
import { describe } from './message.ts';

const message = (control: number, hex: string) => ({ control, data: decodeHex(hex) });

group('commands', () => {
  it('encodes the documented bytes', () => {
    const password = '123456';
    const commands = [
      encodeRegistration({ password, configByte: 0xbe, permittedCommands: [0x06d3] }),
      encodeAuthorisation(11010),
      encodeAuthorisation(1000, { answerSeconds: 60 }),
      encodeReversal(password, 42, 1250),
      encodeRefund(password, 1250),
      encodeRepeatReceipt(password, 3),
      encodeRepeatReceipt(password, 0, 4),
      encodeEndOfDay(password),
      encodeTotalsRequest(password),
      encodeStatusEnquiry(password),
      encodeDiagnosis(),
      encodeDiagnosis(1),
      encodeInitialisation(password),
      encodeAbort(),
      encodeLogOff(),
    ];
    expect(commands.map((command) => encodeHex(encodeApdu(command)))).toEqual([
      '06000E123456BE0978060626040A0206D3',
      '06010A04000000011010490978',
      '06010C04000000001000490978013C',
      '06301012345687004204000000001250490978',
      '06310D12345604000000001250490978',
      '0620051234560303',
      '06200B123456030006041F010104',
      '065003123456',
      '061003123456',
      '0501051234560305',
      '067000',
      '06700506031B0101',
      '069303123456',
      '06B000',
      '060200',
    ]);
  });

  it('describes without password, card data and texts', () => {
    expect(describe(encodeRegistration({ password: '123456', configByte: 0xbe, permittedCommands: [] }))).toBe(
      '0600 registration [tlv]',
    );
    const pan = '22F0F8' + '4711000000001234';
    expect(describe(message(0x040f, `2700${pan}870042`))).toBe(
      '040F status-information result=00 receipt=42 [result pan receipt]',
    );
  });
});
