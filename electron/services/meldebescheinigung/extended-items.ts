/** What an extended Meldebescheinigung may hold besides the basic data: BMG § 18 Abs. 2 with § 3 Abs. 1. */
export interface ExtendedItem {
  id: string;
  label: string;
  /** Number in BMG § 3 Abs. 1. */
  number: string;
  multiline: boolean;
}

export const extendedItems: readonly ExtendedItem[] = [
  { id: 'formerNames', label: 'Frühere Namen', number: 'Nr. 2', multiline: false },
  { id: 'religiousOrStageName', label: 'Ordens- oder Künstlername', number: 'Nr. 5', multiline: false },
  { id: 'birthPlace', label: 'Geburtsort und -staat', number: 'Nr. 6', multiline: false },
  { id: 'sex', label: 'Geschlecht', number: 'Nr. 7', multiline: false },
  { id: 'legalRepresentative', label: 'Gesetzliche Vertretung', number: 'Nr. 9', multiline: true },
  { id: 'nationalities', label: 'Staatsangehörigkeiten', number: 'Nr. 10', multiline: false },
  { id: 'religion', label: 'Religionsgesellschaft', number: 'Nr. 11', multiline: false },
  { id: 'formerAddresses', label: 'Frühere Anschriften', number: 'Nr. 12', multiline: true },
  { id: 'moveDates', label: 'Einzugs- und Auszugsdaten', number: 'Nr. 13', multiline: true },
  { id: 'maritalStatus', label: 'Familienstand', number: 'Nr. 14', multiline: false },
  { id: 'spouse', label: 'Ehegatte oder Lebenspartner', number: 'Nr. 15', multiline: true },
  { id: 'children', label: 'Minderjährige Kinder', number: 'Nr. 16', multiline: true },
  {
    id: 'documents',
    label: 'Ausweise und Pässe (ohne Sperrkennwort und Sperrsumme)',
    number: 'Nr. 17',
    multiline: true,
  },
  { id: 'alive', label: 'Kein Sterbedatum gespeichert', number: '§ 18 Abs. 2', multiline: false },
];
