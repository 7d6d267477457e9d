/** The shape of a counter service: who may apply, what is asked, which steps, fees and papers. Pure data and pure functions. */
import type { DocumentDefinition } from '../contract/document.ts';
import type { FieldValues, FieldView } from '../contract/field.ts';
import type { StepKind } from '../contract/step-panel.ts';

/** What steps have established so far, by step id; each value is what the step's handler recorded. */
export type Facts = Readonly<Record<string, unknown>>;

/** One row of a dated law or tariff file in resources/. */
export interface LawRow {
  key: string;
  value: number;
  unit: string;
  validFrom: string;
  validTo: string | null;
  legalBasis: string;
  source: string;
  checkedOn: string;
  /** H read in the law itself, M official or press page, L one weak source, U unverified. */
  confidence: 'H' | 'M' | 'L' | 'U';
  note?: string;
}

/** All that a service may know besides the facts. Handed in, so that a service has no clock and reads no file. */
export interface ServiceContext {
  /** Day of the act, `YYYY-MM-DD`. */
  today: string;
  /** ISO time of the act with zone, for papers. */
  now: string;
  seat: {
    ortsverwaltung: string;
    authority: string;
    authorityAddress: readonly string[];
    place: string;
    training: boolean;
    /** Numbers of the Dienstsiegel kept here. */
    sealNumbers: readonly string[];
  };
  clerk: { displayName: string };
  vorgangNumber: string;
  /** The row in force today; throws when the key is unknown or no row is in force. */
  law(key: string): LawRow;
}

export interface FeeRequest {
  /** Unique within the Vorgang, for example `personalausweis`. */
  id: string;
  label: string;
  /** Key of the LawRow whose value is the amount in cents. */
  lawKey: string;
}

export interface Stop {
  /** Why it cannot go on, and what to do instead. German. */
  text: string;
  legalBasis: string;
}

interface StepBase {
  id: string;
  title: string;
  guidance: string;
  legalBasis: string;
  /** Absent: always needed. */
  when?(facts: Facts, context: ServiceContext): boolean;
  /** Set: once it is due the step waits for something away from the seat, for days if need be. What for, for the overview. */
  waiting?(facts: Facts, context: ServiceContext): string;
}

export interface FieldProblemText {
  fieldId: string;
  text: string;
}

/** Another Vorgang as it was found: its summary and what it tells. */
export interface FoundVorgang {
  vorgangId: string;
  number: string;
  serviceId: string;
  phase: 'open' | 'done' | 'cancelled';
  openedDay: string;
  person: string;
  about: FieldValues;
}

export interface FindStep extends StepBase {
  kind: 'find';
  /** Label of the field, for example «Seriennummer, Vorgangsnummer oder Name». */
  prompt: string;
  /** Services whose Vorgänge may be taken. */
  of: readonly string[];
  /**
   * What the clerk reads beside a hit, why it cannot be taken, and what goes into the facts besides what it tells itself.
   * `concerning`: Vorgänge that tell of this one (`about.concerns`), oldest first.
   */
  judge(
    found: FoundVorgang,
    concerning: readonly FoundVorgang[],
  ): { notes: readonly string[]; refused: string | null; about?: FieldValues };
  /** What is looked for when an earlier step knows already. */
  term?(facts: Facts): string;
  without?: { label: string; hint: string };
  /** German, when the choice may not be changed any more. */
  settled?(facts: Facts): string | null;
}

export interface FieldsStep extends StepBase {
  kind: 'identify' | 'form' | 'photo';
  /** Fields that apply now; the draft is what is typed so far, so that a field can depend on another. */
  fields(facts: Facts, context: ServiceContext, draft: FieldValues): readonly FieldView[];
  /** Checks beyond required, type and length. */
  problems?(values: FieldValues, facts: Facts, context: ServiceContext): readonly FieldProblemText[];
  /** Values to begin with, for example the place of the act. */
  initial?(facts: Facts, context: ServiceContext): FieldValues;
  /** A stop the law demands; the step stays current until it is gone. */
  stop?(values: FieldValues, facts: Facts, context: ServiceContext): Stop | null;
}

export interface FingerprintStep extends StepBase {
  kind: 'fingerprint';
}

export interface SignatureStep extends StepBase {
  kind: 'signature';
  declaration(facts: Facts, context: ServiceContext): string;
  signer(facts: Facts, context: ServiceContext): string;
  /** Size of the image that leaves the seat. */
  image: { widthPx: number; heightPx: number };
}

export interface CheckStep extends StepBase {
  kind: 'check';
  groups(
    facts: Facts,
    context: ServiceContext,
  ): readonly { title: string; rows: readonly { label: string; value: string }[] }[];
}

export interface FeeStep extends StepBase {
  kind: 'fee';
  fees(facts: Facts, context: ServiceContext): readonly FeeRequest[];
}

export interface DocumentStep extends StepBase {
  kind: 'document';
  documents(
    facts: Facts,
    context: ServiceContext,
  ): readonly { id: string; title: string; definition: DocumentDefinition }[];
}

export interface SealStep extends StepBase {
  kind: 'seal';
  targets(facts: Facts, context: ServiceContext): readonly { id: string; label: string }[];
}

export interface ChipStep extends StepBase {
  kind: 'chip';
  optional: boolean;
}

export interface HandOverStep extends StepBase {
  kind: 'hand-over';
  items(facts: Facts, context: ServiceContext): readonly { id: string; label: string; needsReceipt: boolean }[];
}

export interface NoteStep extends StepBase {
  kind: 'note';
  text(facts: Facts, context: ServiceContext): readonly string[];
  acknowledgement: string;
}

export type StepDeclaration =
  | FindStep
  | FieldsStep
  | FingerprintStep
  | SignatureStep
  | CheckStep
  | FeeStep
  | DocumentStep
  | SealStep
  | ChipStep
  | HandOverStep
  | NoteStep;

export type StepOf<K extends StepKind> = Extract<StepDeclaration, { kind: K }>;

export interface Erasure {
  vorgangId: string;
  what: 'biometrics';
  /** Key of the row that says so. */
  because: string;
  /** For the clerk: of which Vorgang. */
  number: string;
}

export interface ServiceDeclaration {
  /** Folder name, also the id in the journal. */
  id: string;
  title: string;
  summary: string;
  minutes: number;
  steps: readonly StepDeclaration[];
  /** Name of the citizen for the clerk's list, empty until known. */
  person(facts: Facts): string;
  /** What it is found by besides its number and the person. Kept as keyed hashes only. */
  searchTerms?(facts: Facts): readonly string[];
  /** What another Vorgang may learn that finds this one; `concerns` names the Vorgang that this one is about. */
  tells?(facts: Facts): FieldValues;
  /** Data of other Vorgänge that these facts make due for erasing: ordered in one piece with the facts, then carried out. */
  erasures?(facts: Facts): readonly Erasure[];
  /** What the order or the register needs in the end; kept sealed in the journal. */
  result?(facts: Facts, context: ServiceContext): Readonly<Record<string, unknown>>;
}
