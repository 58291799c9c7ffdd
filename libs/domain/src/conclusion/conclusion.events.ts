import type { Day } from '../calendar/day.ts';

/** Who concluded: inspectorate, Party check or supervision, State audit, elected council, the review itself, a suggestion. */
export const FINDING_SOURCES = [
  'INSPECTION',
  'PARTY_CHECK',
  'PARTY_SUPERVISION',
  'STATE_AUDIT',
  'COUNCIL_SUPERVISION',
  'REVIEW_SELF',
  'SUGGESTION',
  'PETITION',
  'OTHER',
] as const;
export type FindingSource = (typeof FINDING_SOURCES)[number];

export type ConclusionContent = {
  source: FindingSource;
  /** As printed, e.g. `12/KL-TTr`. Unique with its issuer and the year it was signed in. */
  number: string;
  issuer: string;
  signedOn: Day;
  /** What it is about; null: not stated. Sealed. */
  subject: string | null;
};

export type ConclusionEvent = {
  type: 'ConclusionRegistered';
  data: { conclusionId: string } & ConclusionContent;
};
