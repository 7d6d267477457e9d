/** The counter services, one line each. */
import { ausgabe } from './ausgabe/ausgabe.ts';
import { hausbesuch } from './hausbesuch/hausbesuch.ts';
import { meldebescheinigung } from './meldebescheinigung/meldebescheinigung.ts';
import { personalausweis } from './personalausweis/personalausweis.ts';
import type { ServiceDeclaration } from './service.ts';
import { unterschriftsbeglaubigung } from './unterschriftsbeglaubigung/unterschriftsbeglaubigung.ts';
import { wareneingang } from './wareneingang/wareneingang.ts';

export const services: readonly ServiceDeclaration[] = [
  personalausweis,
  meldebescheinigung,
  unterschriftsbeglaubigung,
  hausbesuch,
  ausgabe,
  wareneingang,
];
