import type { Day } from '@dondoc/domain/calendar/day.ts';
import type {
  DistributionEntry,
  DocumentFamily,
  Signature,
} from '@dondoc/domain/directive/directive.events.ts';
import type { Relation } from '@dondoc/domain/deadline/deadline.ts';

/** What the head prints; a part that is not printed or not legible is null. */
export type ImportedNumber = { raw: string; seq: number | null; type: string | null; issuer: string | null };
export type ImportedRequirement = { no: string; text: string };
export type ImportedDeadline = {
  phrase: string;
  on: Day | null;
  relation: Relation;
  requirement: string | null;
  /** `HH:MM`, only when the text states an hour. */
  time?: string;
  /** With `unit`: how long, when the phrase counts days. */
  count?: number;
  unit?: 'DAY' | 'WORKING_DAY';
};
export type ImportedDirective = {
  family: DocumentFamily | null;
  number: ImportedNumber | null;
  place: string | null;
  date: Day | null;
  abstract: string | null;
  issuer: string[];
  addressees: string[];
  requirements: ImportedRequirement[];
  deadlines: ImportedDeadline[];
  distribution: DistributionEntry[];
  signature: Signature | null;
};
export type FieldName = keyof ImportedDirective;

export type RefusalCode = 'NOT_A_DIRECTIVE' | 'EMPTY' | 'TOO_LARGE' | 'UNREADABLE';
export type Refusal = { code: RefusalCode; message: string };
/** `lines`: first and last line of the input as it was given, counted from 1. */
export type ImportedField = { path: FieldName; confidence: number; lines: [number, number] };
export type ImportWarning = { code: string; path: FieldName; message: string };

/** The stable answer of `dondoc directive import --json`. With `refused` set the other parts are empty. */
export type DirectiveImport = {
  kind: 'directive-import/1';
  refused: Refusal | null;
  directive: ImportedDirective | null;
  notStated: FieldName[];
  fields: ImportedField[];
  warnings: ImportWarning[];
};
