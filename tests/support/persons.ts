/** Fictive people with everything they would say and show at the counter: for every service, for demo and tests. */
import { addYears } from '../../electron/contract/calendar-date.ts';
import type { FieldValues } from '../../electron/contract/field.ts';
import { arrivals, collectors } from './collectors.ts';
import { visitedPersons } from './visited-persons.ts';

export interface Person {
  id: string;
  /** Who this is, for the list of a demo. German. */
  label: string;
  /** Complete values of every form this person meets, by step id. */
  values: Readonly<Record<string, FieldValues>>;
}

const document = { presence: 'present', documentKind: 'personalausweis', documentNumber: 'L01X00T47', match: 'match' };
const here = { residence: 'here' };
const clear = { result: 'clear' };
const home = { street: 'Lindenplatz 7', postcode: '55129', city: 'Mainz' };
const body = { birthPlace: 'Mainz', heightCm: 172, eyeColour: 'graugrün', nationality: 'DEUTSCH' };
const cloud = { source: 'cloud', keepInCloud: 'delete', match: 'match' };
const told = { eidBriefing: true, leafletOffered: true, leafletVersion: 'Schulung 1', blockingInformed: true };
const pickup = { ...told, delivery: 'pickup' };

/** Applicants for a Personalausweis, as old as stated on `today`. */
function applicants(today: string): Person[] {
  const born = (age: number): string => addYears(today, -age);
  return [
    {
      id: 'erika',
      label: 'Erika Łucja Çelik-Weiß, 42, Ausweis läuft ab',
      values: {
        identity: { ...document, surname: 'Çelik-Weiß', givenNames: 'Erika Łucja', birthDate: born(42) },
        competence: here,
        restrictions: clear,
        'register-data': {
          ...body,
          ...home,
          surname: 'Çelik-Weiß',
          birthName: 'Weiß',
          givenNames: 'Erika Łucja',
          doctorate: 'DR.',
        },
        reason: { reason: 'expiry' },
        photo: cloud,
        declarations: pickup,
        'old-document': { decision: 'kept' },
      },
    },
    {
      id: 'jonas',
      label: 'Jonas Đorđević, 23, Direktversand',
      values: {
        identity: {
          ...document,
          documentKind: 'reisepass',
          documentNumber: 'C01X00T41',
          surname: 'Đorđević',
          givenNames: 'Jonas',
          birthDate: born(23),
        },
        competence: here,
        restrictions: clear,
        'register-data': { ...body, ...home, surname: 'Đorđević', givenNames: 'Jonas' },
        reason: { reason: 'first' },
        photo: { source: 'provider', providerName: 'Musterbild GmbH', deviceId: 'MB-0007', match: 'match' },
        declarations: {
          ...told,
          delivery: 'direct',
          directConsent: true,
          otherDocument: 'reisepass',
          email: 'jonas@example.org',
        },
        'old-document': { decision: 'none' },
      },
    },
    {
      id: 'mia',
      label: 'Mia Nguyễn, 9, mit beiden Eltern, Lichtbild durch die Behörde',
      values: {
        identity: {
          presence: 'present',
          documentKind: 'geburtsurkunde',
          otherProof: 'Standesamt Mainz, G 1234/2017',
          match: 'match',
          surname: 'Nguyễn',
          givenNames: 'Mia',
          birthDate: born(9),
        },
        competence: here,
        restrictions: clear,
        representatives: {
          acting: 'both',
          proof: 'Geburtsurkunde mit beiden Eltern',
          firstSurname: 'Nguyễn',
          firstGivenNames: 'Thị Hoa',
          firstBirthDate: born(38),
          firstDocument: 'personalausweis',
          secondSurname: 'Vogel',
          secondGivenNames: 'Björn',
          secondBirthDate: born(40),
          secondDocument: 'reisepass',
        },
        'register-data': { ...body, ...home, heightCm: 134, surname: 'Nguyễn', givenNames: 'Mia' },
        reason: { reason: 'first' },
        photo: { source: 'authority', match: 'match' },
        declarations: pickup,
        'old-document': { decision: 'none' },
      },
    },
    {
      id: 'piet',
      label: 'Piet Østergård, 51, Hauptwohnung in einer anderen Gemeinde',
      values: {
        identity: {
          ...document,
          documentKind: 'reisepass',
          documentNumber: 'C1PYM7RT4',
          surname: 'Østergård',
          givenNames: 'Piet',
          birthDate: born(51),
        },
        competence: {
          residence: 'elsewhere',
          importantReason: 'Beruflich für ein Jahr in Mainz, Ausweis läuft ab',
          authorisation: 'given',
          authorisingAuthority: 'Stadt Musterstadt, Bürgeramt',
          authorisedOn: today,
        },
        restrictions: clear,
        'register-data': {
          ...body,
          street: 'Hafenweg 12',
          postcode: '99999',
          city: 'Musterstadt',
          surname: 'Østergård',
          givenNames: 'Piet',
        },
        reason: { reason: 'lost', lossReported: true },
        photo: { ...cloud, keepInCloud: 'keep' },
        declarations: pickup,
        'old-document': { decision: 'none' },
      },
    },
  ];
}

const shown = { appears: 'self', documentKind: 'personalausweis', documentNumber: 'L01X00T47' };
const noBlock = { registerBlock: 'none' };

function registered(): Person[] {
  const erika = { surname: 'Çelik-Weiß', givenNames: 'Erika Łucja' };
  const jonas = { surname: 'Đorđević', givenNames: 'Jonas' };
  return [
    {
      id: 'erika',
      label: 'Erika Łucja Çelik-Weiß, einfach, auf Papier',
      values: {
        identity: { ...shown, ...erika, birthDate: '1984-03-09' },
        request: { kind: 'basic', delivery: 'paper' },
        block: noBlock,
        'register-data': { ...erika, usualName: 'Łucja', doctorate: 'Dr.', ...home },
      },
    },
    {
      id: 'jonas',
      label: 'Jonas Đorđević, einfach, elektronisch',
      values: {
        identity: {
          ...shown,
          documentKind: 'reisepass',
          documentNumber: 'C01X00T41',
          ...jonas,
          birthDate: '2003-08-21',
        },
        request: { kind: 'basic', delivery: 'electronic' },
        block: noBlock,
        'register-data': { ...jonas, ...home, otherAddresses: 'Uferstraße 3, 65203 Wiesbaden' },
      },
    },
    {
      id: 'piet',
      label: 'Piet Østergård, erweitert für das Standesamt',
      values: {
        identity: { ...shown, surname: 'Østergård', givenNames: 'Piet', birthDate: '1975-XX-XX' },
        request: { kind: 'extended', delivery: 'paper', maritalStatus: true, nationalities: true, alive: true },
        block: noBlock,
        'register-data': {
          surname: 'Østergård',
          givenNames: 'Piet',
          ...home,
          maritalStatus: 'ledig',
          nationalities: 'deutsch, dänisch',
        },
      },
    },
    {
      id: 'hoa',
      label: 'Thị Hoa Nguyễn, mit Auskunftssperre, durch eine Bevollmächtigte',
      values: {
        identity: {
          ...shown,
          appears: 'proxy',
          proxyName: 'Erika Çelik-Weiß',
          proxyPower: true,
          surname: 'Nguyễn',
          givenNames: 'Thị Hoa',
          birthDate: '1988-11-02',
        },
        request: { kind: 'basic', delivery: 'paper' },
        block: { registerBlock: 'information-block', personAsked: true },
        'register-data': { surname: 'Nguyễn', givenNames: 'Thị Hoa', usualName: 'Hoa', ...home },
      },
    },
  ];
}

const byDocument = { assurance: 'document', documentKind: 'personalausweis', documentNumber: 'L01X00T47' };
const once = { manner: 'performed', place: 'Mainz', signatures: 1, sheets: 1 };

function signatories(): Person[] {
  const erika = {
    surname: 'Çelik-Weiß',
    givenNames: 'Erika Łucja',
    birthDate: '1984-03-09',
    address: 'Lindenplatz 7, 55129 Mainz',
  };
  const piet = {
    surname: 'Østergård',
    givenNames: 'Piet',
    birthDate: '1975-06-30',
    address: 'Lindenplatz 9, 55129 Mainz',
  };
  const pension = {
    document: 'Lebensbescheinigung der Rentenversicherung',
    content: 'text',
    required: 'authority',
    recipient: 'Deutsche Rentenversicherung',
  };
  return [
    {
      id: 'erika',
      label: 'Erika Łucja Çelik-Weiß, amtlich, für die Rentenversicherung',
      values: {
        choice: { kind: 'official' },
        'official-request': pension,
        signatory: { ...erika, ...byDocument },
        'official-act': once,
      },
    },
    {
      id: 'piet',
      label: 'Piet Østergård, amtlich, anerkannt, persönlich bekannt',
      values: {
        choice: { kind: 'official' },
        'official-request': { ...pension, required: 'body', recipient: 'Versorgungswerk' },
        signatory: { ...piet, assurance: 'known' },
        'official-act': { ...once, manner: 'acknowledged' },
      },
    },
    {
      id: 'hoa',
      label: 'Thị Hoa Nguyễn, öffentlich, Vorsorgevollmacht',
      values: {
        choice: { kind: 'public' },
        'public-request': {
          document: 'Vorsorgevollmacht vom heutigen Tag',
          purpose: 'vorsorgevollmacht',
          content: 'text',
          tie: 'resident',
        },
        signatory: {
          surname: 'Nguyễn',
          givenNames: 'Thị Hoa',
          birthDate: '1988-11-02',
          address: 'Lindenplatz 7, 55129 Mainz',
          ...byDocument,
        },
        'public-act': { ...once, sheets: 4 },
      },
    },
    {
      id: 'adele',
      label: 'Adèle Groß, öffentlich, Hausbesuch, drei Unterschriften',
      values: {
        choice: { kind: 'public' },
        'public-request': {
          document: 'Erklärung zur Ausschlagung der Erbschaft',
          purpose: 'erbausschlagung',
          content: 'text',
          tie: 'stays',
        },
        signatory: {
          surname: 'Groß',
          givenNames: 'Adèle',
          birthDate: '1937-XX-XX',
          address: 'Seniorenstift am Rhein, 55129 Mainz',
          ...byDocument,
        },
        'public-act': { manner: 'performed', place: 'Mainz-Ebersheim', signatures: 3, sheets: 2 },
      },
    },
  ];
}

/** `today` is the day of the act: ages of the applicants are counted back from it. */
export function personsFor(serviceId: string, today: string): readonly Person[] {
  switch (serviceId) {
    case 'personalausweis':
      return applicants(today);
    case 'meldebescheinigung':
      return registered();
    case 'unterschriftsbeglaubigung':
      return signatories();
    case 'hausbesuch':
      return visitedPersons(today);
    case 'ausgabe':
      return collectors(today);
    case 'wareneingang':
      return arrivals(today);
    default:
      throw new RangeError(`no persons for ${serviceId}`);
  }
}
