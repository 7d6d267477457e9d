/** Fictive people who cannot come: one is exempted, one is visited by two, one gets a document, one is not at home. */
import type { Person } from './persons.ts';

const home = { street: 'Lindenplatz 7', postcode: '55129', city: 'Mainz' };
const byDocument = { assurance: 'document', documentKind: 'personalausweis', documentNumber: 'L01X00T47' };
const called = { ...home, register: true, caller: 'relative' };
const stayHome = { hindrance: 'mobility', ...home, contact: 'Björn Vogel, Sohn', phone: '06131 555 0199' };
const noExemption = { ground: 'none' };
const sheetsBack = { sheets: 'complete', identityPapers: 'none', sealNumber: 'S-07', sealTime: '12:40' };
const there = { time: '10:40', official: 'Jana Berger' };

export function visitedPersons(today: string): Person[] {
  const adele = { ...called, surname: 'Groß', givenNames: 'Adèle', birthDate: '1937-XX-XX' };
  const erika = { ...called, surname: 'Çelik-Weiß', givenNames: 'Erika Łucja', birthDate: '1984-03-09' };
  const plan = { day: today, from: '10:00', until: '12:00', round: 'Ebersheim Süd', order: 1, clerks: 'one' };
  const sealOut = { sealNumber: 'S-07', carrier: 'Jana Berger', day: today, time: '09:30' };
  const will = { document: 'Vorsorgevollmacht', purpose: 'vorsorgevollmacht', content: 'text', tie: 'resident' };
  const pension = {
    document: 'Lebensbescheinigung der Rentenversicherung',
    content: 'text',
    required: 'authority',
    recipient: 'Deutsche Rentenversicherung',
  };
  return [
    {
      id: 'erika',
      label: 'Erika Łucja Çelik-Weiß, im Pflegeheim, wird befreit',
      values: {
        exemption: { ground: 'facility', answer: 'wanted' },
        person: { ...erika, caller: 'guardian' },
        'exemption-decision': {
          applicant: 'guardian',
          applicantName: 'Thị Hoa Nguyễn',
          proof: 'facility',
          oldDocument: 'returned',
          decision: 'granted',
        },
      },
    },
    {
      id: 'adele',
      label: 'Adèle Groß, öffentlich und amtlich, zu zweit, Zahlung danach',
      values: {
        exemption: { ground: 'disability', answer: 'not-needed' },
        person: adele,
        'visit-place': { ...stayHome, facility: 'Seniorenstift am Rhein, Zimmer 12', access: 'Empfang fragen' },
        tasks: { officialSignature: true, publicSignature: true },
        'official-request': pension,
        'public-request': will,
        plan: { ...plan, clerks: 'two', firstClerk: 'Jana Berger', secondClerk: 'Deniz Yılmaz', payment: 'after' },
        'seal-out': sealOut,
        result: { met: 'met', day: today, time: '10:20', officialOutcome: 'done', publicOutcome: 'done' },
        'official-result': { ...there, manner: 'performed', sheets: 1, sealNumber: 'S-07', ...byDocument },
        'public-result': { ...there, manner: 'acknowledged', sheets: 4, sealNumber: 'S-07', ...byDocument },
        'papers-back': sheetsBack,
      },
    },
    {
      id: 'hoa',
      label: 'Thị Hoa Nguyễn, Befreiung abgelehnt, Ausweis und Antrag, Papiere vernichtet',
      values: {
        exemption: { ground: 'guardian', answer: 'wanted' },
        person: { ...called, surname: 'Nguyễn', givenNames: 'Thị Hoa', birthDate: '1988-11-02' },
        'exemption-decision': {
          applicant: 'self',
          proof: 'guardian-card',
          oldDocument: 'kept',
          decision: 'refused',
          refusal: 'Die Betreuung ist nur durch einstweilige Anordnung bestellt.',
        },
        'visit-place': { ...stayHome, hindrance: 'other', other: 'pflegt allein ein Kind' },
        tasks: { handOver: true, application: true },
        'hand-over-application': { term: 'L01X00T47' },
        'hand-over-request': {
          kind: 'personalausweis',
          number: 'L01X00T47',
          chip: 'ok',
          letter: true,
          old: true,
        },
        'application-request': {
          application: 'SCH-2026-000007',
          document: 'Vorläufiger Personalausweis',
          fingerprints: 'none',
        },
        plan: { ...plan, order: 2, firstClerk: 'Jana Berger', payment: 'after' },
        result: { met: 'met', day: today, time: '11:15', handOverOutcome: 'done', applicationOutcome: 'done' },
        'hand-over-result': {
          ...there,
          assurance: 'document',
          documentKind: 'reisepass',
          documentNumber: 'C01X00T41',
          receiver: 'holder',
          receipt: true,
          letterTime: '11:20',
          oldDocument: 'returned',
        },
        'application-result': { ...there, ...byDocument, data: 'right' },
        'papers-back': {
          ...sheetsBack,
          identityPapers: 'destroyed',
          destroyedWhat: 'Abschrift der Geburtsurkunde',
          destroyedBy: 'Jana Berger',
        },
      },
    },
    {
      id: 'piet',
      label: 'Piet Østergård, vorher bezahlt, niemand angetroffen',
      values: {
        exemption: noExemption,
        person: { ...called, surname: 'Østergård', givenNames: 'Piet', birthDate: '1975-06-30' },
        'visit-place': stayHome,
        tasks: { officialSignature: true },
        'official-request': { ...pension, required: 'body', recipient: 'Versorgungswerk' },
        plan: { ...plan, order: 3, firstClerk: 'Jana Berger', payment: 'before', placeOnForm: 'blank' },
        'seal-out': sealOut,
        result: { met: 'not-met', day: today, time: '11:50', next: 'end', remark: 'Nachbarn: im Krankenhaus' },
        'papers-back': sheetsBack,
      },
    },
  ];
}
