/** Papers by which a person proves who they are, the same list in every service. */
export interface IdentityDocument {
  value: string;
  label: string;
  /** Official document with a photograph. */
  photo: boolean;
  /** Has a chip that can be read at the counter. */
  chip: boolean;
  /** Issued in Germany with the serial alphabet of PAuswV Anlage 3. */
  german: boolean;
}

export const identityDocuments: readonly IdentityDocument[] = [
  { value: 'personalausweis', label: 'Personalausweis', photo: true, chip: true, german: true },
  { value: 'reisepass', label: 'Reisepass', photo: true, chip: true, german: true },
  {
    value: 'vorlaeufiger-ausweis',
    label: 'vorläufiger Personalausweis oder Reisepass',
    photo: true,
    chip: false,
    german: true,
  },
  { value: 'kinderreisepass', label: 'Kinderreisepass', photo: true, chip: false, german: true },
  { value: 'auslaendisch', label: 'ausländischer Pass oder Ausweis', photo: true, chip: true, german: false },
  { value: 'geburtsurkunde', label: 'Geburtsurkunde', photo: false, chip: false, german: false },
  { value: 'sonstige', label: 'andere Feststellung', photo: false, chip: false, german: false },
];

export function identityDocument(value: string): IdentityDocument | undefined {
  return identityDocuments.find((document) => document.value === value);
}

const option = ({ value, label }: IdentityDocument): { value: string; label: string } => ({ value, label });

export const identityOptions = identityDocuments.map(option);
export const photoIdentityOptions = identityDocuments.filter((document) => document.photo).map(option);
