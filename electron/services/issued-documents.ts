/** Documents that the maker delivers and the office hands over, the same list on arrival and at the hand-over. */
export const issuedDocuments = [
  { value: 'personalausweis', label: 'Personalausweis' },
  { value: 'reisepass', label: 'Reisepass' },
  { value: 'eid-karte', label: 'eID-Karte' },
] as const;
