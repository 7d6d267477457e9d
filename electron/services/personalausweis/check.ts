/** Everything that goes into the order, shown to the citizen before anything is sent. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import { filledRows, type Row } from '../paper.ts';
import { labelOf, text, textOf, valuesOf } from '../read-facts.ts';
import type { CheckStep, Facts, ServiceContext } from '../service.ts';
import { isRepresented, residenceOf, stepIds, validityYears } from './applicant.ts';
import { photoSources } from './biometrics.ts';
import { hasAddress, noResidenceText, reasons } from './register-data.ts';
import { actingOptions } from './representatives.ts';

interface Group {
  title: string;
  rows: Row[];
}

function personRows(facts: Facts): Row[] {
  const data = valuesOf(facts, stepIds.registerData);
  return filledRows([
    { label: 'Familienname', value: text(data, 'surname') },
    { label: 'Geburtsname', value: text(data, 'birthName') },
    { label: 'Vornamen', value: text(data, 'givenNames') },
    { label: 'Doktorgrad', value: text(data, 'doctorate') },
    { label: 'Ordens- oder Künstlername', value: text(data, 'religiousOrStageName') },
    { label: 'Geburtsdatum', value: formatGermanDate(textOf(facts, stepIds.identity, 'birthDate')) },
    { label: 'Geburtsort', value: text(data, 'birthPlace') },
    { label: 'Größe', value: `${text(data, 'heightCm')} cm` },
    { label: 'Augenfarbe', value: text(data, 'eyeColour') },
    { label: 'Staatsangehörigkeit', value: text(data, 'nationality') },
  ]);
}

function addressRows(facts: Facts): Row[] {
  if (!hasAddress(residenceOf(facts))) return [{ label: 'Anschrift', value: noResidenceText }];
  const data = valuesOf(facts, stepIds.registerData);
  return [
    { label: 'Straße', value: text(data, 'street') },
    { label: 'Ort', value: `${text(data, 'postcode')} ${text(data, 'city')}` },
  ];
}

function representativeRows(facts: Facts): Row[] {
  const values = valuesOf(facts, stepIds.representatives);
  const person = (prefix: string): string => {
    const name = `${text(values, `${prefix}GivenNames`)} ${text(values, `${prefix}Surname`)}`.trim();
    return name === '' ? '' : `${name}, geboren am ${formatGermanDate(text(values, `${prefix}BirthDate`))}`;
  };
  const withSecond = ['both', 'one-with-consent'].includes(text(values, 'acting'));
  return filledRows([
    { label: 'Vertretung', value: labelOf(actingOptions, text(values, 'acting')) },
    { label: 'Erste Person', value: person('first') },
    { label: 'Zweite Person', value: withSecond ? person('second') : '' },
    { label: 'Nachweis', value: text(values, 'proof') },
  ]);
}

export function checkGroups(facts: Facts, context: ServiceContext): Group[] {
  const reason = valuesOf(facts, stepIds.reason);
  return [
    { title: 'Person', rows: personRows(facts) },
    { title: 'Anschrift', rows: addressRows(facts) },
    ...(isRepresented(facts, context) ? [{ title: 'Gesetzliche Vertretung', rows: representativeRows(facts) }] : []),
    {
      title: 'Antrag',
      rows: filledRows([
        { label: 'Anlass', value: text(reason, 'reasonText') || labelOf(reasons, text(reason, 'reason')) },
        { label: 'Gültigkeit', value: `${validityYears(facts, context)} Jahre` },
        { label: 'Lichtbild', value: labelOf(photoSources, textOf(facts, stepIds.photo, 'source')) },
      ]),
    },
  ];
}

export const checkStep: CheckStep = {
  id: 'check',
  kind: 'check',
  title: 'Angaben bestätigen',
  guidance:
    'Die Person liest alle Angaben auf ihrem Bildschirm und bestätigt sie auf dem Pad. Lesen Sie sie vor, wenn das nicht geht. ' +
    'Ein falscher Buchstabe bedeutet einen neuen Ausweis.',
  legalBasis: 'PAuswG § 9 Abs. 3; PAuswV § 4',
  groups: checkGroups,
};
