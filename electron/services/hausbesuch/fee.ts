/** Money only ever at the seat: before the visit for what is planned, or after it for what was done. */
import { feeFacts } from '../facts.ts';
import { textOf } from '../read-facts.ts';
import type { Facts, FeeRequest, FeeStep, NoteStep, ServiceContext } from '../service.ts';
import { hasTask, ids, isExempt, isTaskDone, isVisit, paysBefore, type TaskId, wasMet } from './visit-facts.ts';

const priced: readonly (FeeRequest & { task: TaskId })[] = [
  {
    task: 'officialSignature',
    id: 'official-signature',
    label: 'Amtliche Beglaubigung einer Unterschrift',
    lawKey: 'beglaubigung.fee.official-signature',
  },
  {
    task: 'publicSignature',
    id: 'public-signature',
    label: 'Öffentliche Beglaubigung von Unterschriften',
    lawKey: 'beglaubigung.fee.public-signature',
  },
];

const feesWhere = (applies: (task: TaskId) => boolean): FeeRequest[] =>
  priced.filter(({ task }) => applies(task)).map(({ id, label, lawKey }) => ({ id, label, lawKey }));

export const plannedFees = (facts: Facts): FeeRequest[] => feesWhere((task) => hasTask(facts, task));
const doneFees = (facts: Facts): FeeRequest[] => feesWhere((task) => isTaskDone(facts, task));

const exemptionFees = (): FeeRequest[] => [
  { id: 'exemption', label: 'Befreiung von der Ausweispflicht', lawKey: 'personalausweis.fee.exemption' },
];

export const exemptionFeeStep: FeeStep = {
  id: 'exemption-fee',
  kind: 'fee',
  title: 'Gebühr der Befreiung',
  guidance: 'Für die Befreiung nennt die Gebührenverordnung keinen Betrag: sie kostet nichts.',
  legalBasis: 'PAuswGebV § 1',
  when: isExempt,
  fees: exemptionFees,
};

export const feeBeforeStep: FeeStep = {
  id: 'fee',
  kind: 'fee',
  title: 'Gebühr vor dem Besuch',
  guidance: 'Angehörige zahlen hier am Platz. Unterwegs wird kein Geld angenommen, weder bar noch mit Karte.',
  legalBasis: 'BeglG RP § 5; Gebührensatzung der Gemeinde',
  when: (facts) => isVisit(facts) && paysBefore(facts),
  fees: plannedFees,
};

export const feeAfterStep: FeeStep = {
  id: 'fee-after',
  kind: 'fee',
  title: 'Gebühr nach dem Besuch',
  guidance:
    'Zu zahlen ist nur, was erledigt wurde: am Platz, durch Angehörige, oder über die Sammelkasse mit Rechnung.',
  legalBasis: 'BeglG RP § 5; Gebührensatzung der Gemeinde',
  when: (facts) => isVisit(facts) && textOf(facts, ids.plan, 'payment') === 'after',
  fees: doneFees,
};

/** The moment of payment cannot be moved once money was taken: it would be asked for twice. */
export function paymentMoved(payment: string, facts: Facts): boolean {
  const paidAt = (stepId: string) => feeFacts.safeParse(facts[stepId]).data?.phase === 'paid';
  return (payment === 'after' && paidAt('fee')) || (payment === 'before' && paidAt('fee-after'));
}

/** Paid for, yet not done. */
export function unearnedFees(facts: Facts): FeeRequest[] {
  const fee = feeFacts.safeParse(facts.fee).data;
  if (fee?.phase !== 'paid' || textOf(facts, ids.result, 'met') === '') return [];
  const earned = wasMet(facts) ? doneFees(facts) : [];
  return plannedFees(facts).filter(({ id }) => !earned.some((item) => item.id === id));
}

export const refundStep: NoteStep = {
  id: 'refund',
  kind: 'note',
  title: 'Gebühr zurückgeben',
  guidance:
    'Es wurde für etwas gezahlt, das nicht erledigt ist. Geben Sie die Zahlung in der Kasse zurück, mit Beleg und zweiter Person.',
  legalBasis: 'BeglG RP § 5; Gebührensatzung der Gemeinde; GemHVO RP',
  when: (facts) => isVisit(facts) && unearnedFees(facts).length > 0,
  text: (facts) => unearnedFees(facts).map(({ label }) => `Nicht erledigt, aber bezahlt: ${label}`),
  acknowledgement: 'In der Kasse zurückgegeben oder der Rückgabe vorgemerkt.',
};

/** What it costs, for the folder: amount, law, and whether the amount is confirmed. */
export function feeRows(facts: Facts, context: ServiceContext): { label: string; value: string }[] {
  return plannedFees(facts).map(({ label, lawKey }) => {
    const row = context.law(lawKey);
    const amount = `${Math.trunc(row.value / 100)},${String(row.value % 100).padStart(2, '0')} €`;
    const doubt = row.confidence === 'U' ? ', Betrag nicht bestätigt' : '';
    return { label, value: `${amount} (${row.legalBasis}${doubt})` };
  });
}
