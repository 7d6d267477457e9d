/** The unknown screen: what the clerk looks at and may decide while nobody knows what became of an act. */

import { formatEuro } from '../contract/euro.ts';
import type { Operation } from '../contract/operation.ts';
import type { VorgangView } from '../contract/vorgang.ts';

type UnknownView = NonNullable<VorgangView['unknown']>;

function paymentView(operation: Operation): Omit<UnknownView, 'operation'> {
  const amount = formatEuro(Number(operation.details.amountCents));
  return {
    title: `Zahlung über ${amount}: Ausgang ungeklärt`,
    instructions: [
      'Nehmen Sie keine zweite Zahlung an, bis der Ausgang geklärt ist.',
      'Lassen Sie den Platz das Terminal noch einmal fragen.',
      `Sehen Sie im Journal des Terminals nach, ob ${amount} gebucht sind.`,
      'Hat das Terminal einen Händlerbeleg gedruckt? Vergleichen Sie Betrag und Uhrzeit.',
      'Entscheiden Sie erst dann, mit Begründung und einer zweiten Person.',
    ],
    choices: [
      { decision: 'done', label: 'Zahlung ist gebucht' },
      { decision: 'declined', label: 'Zahlung ist nicht gebucht' },
    ],
    secondClerk: true,
    canAskDevice: operation.details.overtaken !== true,
  };
}

function printView(operation: Operation): Omit<UnknownView, 'operation'> {
  return {
    title: `Ausdruck «${String(operation.details.title ?? '')}»: Ausgang ungeklärt`,
    instructions: [
      'Sehen Sie im Ausgabefach des Druckers nach.',
      `Der Auftrag heißt ${String(operation.details.jobName)}.`,
      'Liegt das Blatt vollständig da, ist der Druck erledigt. Liegt keines da, kann neu gedruckt werden.',
    ],
    choices: [
      { decision: 'done', label: 'Blatt liegt vollständig vor' },
      { decision: 'declined', label: 'Kein brauchbares Blatt, neu drucken' },
    ],
    secondClerk: false,
    canAskDevice: true,
  };
}

function sealView(operation: Operation): Omit<UnknownView, 'operation'> {
  return {
    title: `Siegel ${String(operation.details.sealNumber)}: Ausgang ungeklärt`,
    instructions: [
      'Sehen Sie nach, ob das Siegel auf dem Papier ist.',
      'Jeder Gebrauch des Siegels wird nachgewiesen.',
    ],
    choices: [
      { decision: 'done', label: 'Siegel ist angebracht' },
      { decision: 'declined', label: 'Siegel ist nicht angebracht' },
    ],
    secondClerk: true,
    canAskDevice: false,
  };
}

export function unknownView(operation: Operation): UnknownView {
  const parts =
    operation.kind === 'print'
      ? printView(operation)
      : operation.kind === 'seal'
        ? sealView(operation)
        : paymentView(operation);
  return { operation, ...parts };
}
