import type { Day } from '../calendar/day.ts';
import type { Relation } from '../deadline/deadline.ts';

export type DocumentFamily = 'PARTY' | 'STATE';
/** Party numbers run per type through a committee term; State numbers restart each year. `term` names either ("2020-2025", "2023"). */
export type DirectiveNumber = { raw: string; seq: number; type: string; issuer: string; term: string };
export type DirectiveRequirement = { no: string; text: string };
export type StatedDeadline = {
  phrase: string;
  on: Day | null;
  relation: Relation;
  requirement: string | null;
};
export type DistributionEntry = { role: 'ACTION' | 'INFO' | 'ARCHIVE'; text: string };
export type Signature = { authorityLine: string | null; position: string | null; name: string | null };

export type DirectiveContent = {
  family: DocumentFamily | null;
  number: DirectiveNumber;
  abstract: string | null;
  issuer: readonly string[];
  place: string | null;
  issuedOn: Day;
  addressees: readonly string[];
  requirements: readonly DirectiveRequirement[];
  deadlines: readonly StatedDeadline[];
  distribution: readonly DistributionEntry[];
  signature: Signature | null;
  notStated: readonly string[];
  /** SHA-256 (hex) of the imported text, so that the record can be held against the paper. */
  sourceSha256: string;
};

export type DirectiveEvent = { type: 'DirectiveIssued'; data: { directiveId: string } & DirectiveContent };
