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
  const { stockNumber } = operation.details;
  return {
    title: `Ausdruck «${String(operation.details.title ?? '')}»: Ausgang ungeklärt`,
    instructions: [
      'Sehen Sie im Ausgabefach des Druckers nach.',
      `Der Auftrag heißt ${String(operation.details.jobName)}.`,
      'Liegt das Blatt vollständig da, ist der Druck erledigt. Liegt keines da, kann neu gedruckt werden.',
      ...(typeof stockNumber === 'string'
        ? [`Bedruckt wurde das Blatt ${stockNumber}. Ist es nicht brauchbar, gilt es als verworfen: Vernichten Sie es.`]
        : []),
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

function reversalView(operation: Operation): Omit<UnknownView, 'operation'> {
  const amount = formatEuro(Number(operation.details.amountCents));
  const inCash = operation.details.method === 'cash';
  return {
    title: `Rückgabe von ${amount}: Ausgang ungeklärt`,
    instructions: inCash
      ? [`Zählen Sie die Kasse: Wurden ${amount} herausgegeben?`, 'Entscheiden Sie mit einer zweiten Person.']
      : [
          'Geben Sie den Betrag nicht auf anderem Weg zurück, bis der Ausgang geklärt ist.',
          'Lassen Sie den Platz das Terminal noch einmal fragen.',
          `Sehen Sie im Journal des Terminals nach, ob Storno oder Gutschrift über ${amount} gebucht ist.`,
          'Entscheiden Sie erst dann, mit Begründung und einer zweiten Person.',
        ],
    choices: [
      { decision: 'done', label: 'Betrag ist zurückgegeben' },
      { decision: 'declined', label: 'Betrag ist nicht zurückgegeben' },
    ],
    secondClerk: true,
    canAskDevice: !inCash && operation.details.overtaken !== true,
  };
}

function closingView(): Omit<UnknownView, 'operation'> {
  return {
    title: 'Kassenschnitt: Ausgang ungeklärt',
    instructions: [
      'Lassen Sie den Platz das Terminal noch einmal fragen.',
      'Hat das Terminal einen Beleg «Kassenschnitt» gedruckt? Vergleichen Sie Uhrzeit und Summe.',
      'Sehen Sie am Terminal nach, ob noch Umsätze offen sind.',
    ],
    choices: [
      { decision: 'done', label: 'Kassenschnitt ist erfolgt' },
      { decision: 'declined', label: 'Kassenschnitt ist nicht erfolgt' },
    ],
    secondClerk: true,
    canAskDevice: true,
  };
}

const views: Partial<Record<Operation['kind'], (operation: Operation) => Omit<UnknownView, 'operation'>>> = {
  print: printView,
  seal: sealView,
  reversal: reversalView,
  closing: closingView,
};

/** Only the seat that began it has the device: here nobody can ask it, and a person has to ask there. */
function elsewhere(seat: string, kind: Operation['kind']): string[] {
  const where = `Begonnen wurde das am Platz ${seat}. Fragen Sie dort nach, bevor Sie entscheiden.`;
  if (kind === 'print') return [where, 'Liegt das Blatt nicht vor, kann hier neu gedruckt werden.'];
  if (kind === 'seal') return [where, 'Sehen Sie nach, ob das Siegel auf dem Papier ist.'];
  return [
    'Nehmen Sie keine zweite Zahlung an und geben Sie nichts zurück, bis der Ausgang geklärt ist.',
    where,
    `Nur am Platz ${seat} lässt sich das Terminal fragen: Journal des Terminals, Händlerbeleg, Kassenschnitt.`,
    'Entscheiden Sie erst dann, mit Begründung und einer zweiten Person.',
  ];
}

export function unknownView(operation: Operation): UnknownView {
  const view = { operation, ...(views[operation.kind] ?? paymentView)(operation) };
  const { seat, kind } = operation;
  return seat === undefined ? view : { ...view, canAskDevice: false, instructions: elsewhere(seat, kind) };
}
