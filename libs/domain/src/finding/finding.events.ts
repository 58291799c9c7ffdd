import type { Day } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import type { FindingSource } from '../conclusion/conclusion.events.ts';

export const SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the conclusion recommends; it decides which evidence is acceptable. */
export const RECOMMENDATION_TYPES = [
  'MONEY_RECOVERY',
  'ACCOUNTING_ADJUSTMENT',
  'DOCUMENT_AMENDMENT',
  'RESPONSIBILITY_REVIEW',
  'ORGANISATION',
  'OTHER',
] as const;
export type RecommendationType = (typeof RECOMMENDATION_TYPES)[number];

/** The conclusion as it is quoted beside each of its findings. `item` is the point of the conclusion, e.g. `III.2`. */
export type FindingOrigin = {
  conclusionId: string;
  source: FindingSource;
  number: string;
  issuer: string;
  signedOn: Day;
  item: string;
};

export type FindingContent = {
  findingId: string;
  origin: FindingOrigin;
  /** Word for word, NFC. Sealed: it may name people. */
  text: string;
  /** SHA-256 (hex) of `text` in UTF-8, in clear: the quotation stays provable after its key is destroyed. */
  textSha256: string;
  /** A post of the unit ("Giám đốc"), never a person's name; null: the collective. */
  position: string | null;
  severity: Severity;
  /** Whole đồng, as decimal digits; null: none stated. */
  amount: string | null;
  recommendation: RecommendationType;
  requiredAction: string | null;
  /** With the document that sets it; null: none stated. */
  due: { on: Day; basis: Basis } | null;
  /** The leader's post that answers for the remedy; null: none named. */
  responsible: string | null;
  /** Code of the weakness, shared by findings of many units: what the roll-up groups by. */
  theme: string | null;
  /** The closed or open finding of this unit that it repeats. */
  repeatsFindingId: string | null;
};

/** Where the unit's answer to it stands. OVERDUE is computed, SPLIT stands for its parts. */
export const FINDING_STATUSES = [
  'OPEN',
  'RESPONDED',
  'PLANNED',
  'IN_PROGRESS',
  'REPORTED_DONE',
  'PARTIALLY_REMEDIED',
  'VERIFIED_CLOSED',
  'ACCEPTED_NOT_REMEDIABLE',
  'NO_LONGER_APPLICABLE',
  'SPLIT',
  'TRANSFERRED',
] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];
export type ClosedStatus = 'VERIFIED_CLOSED' | 'ACCEPTED_NOT_REMEDIABLE' | 'NO_LONGER_APPLICABLE';
/** What the work on it can make of an open finding; a rejected report leads back to IN_PROGRESS. */
export type CourseStatus = Exclude<FindingStatus, ClosedStatus | 'OPEN' | 'SPLIT' | 'TRANSFERRED'>;

/** All findings of one unit are one stream (ADR 0021). */
export type FindingEvent =
  | {
      type: 'FindingRegistered';
      /** `no`: its number in the unit's register, `7`, or `7.2` for a part; never used again. */
      data: { unitId: string; no: string; parentId: string | null; registeredOn: Day } & FindingContent;
    }
  /** Followed at once by the registration of each part. */
  | {
      type: 'FindingSplit';
      data: { unitId: string; findingId: string; into: readonly string[]; reason: string };
    }
  /** `because` is the event that moved it: a review, a plan, a report, a verdict. */
  | {
      type: 'FindingAdvanced';
      data: {
        unitId: string;
        findingId: string;
        from: FindingStatus;
        to: CourseStatus;
        because: { campaignId: string; eventId: string };
      };
    }
  /** another unit goes on with it. That this one committed it stays on its record. */
  | {
      type: 'FindingTransferred';
      data: {
        unitId: string;
        findingId: string;
        no: string;
        toUnitId: string;
        succession: string;
        on: Day;
        basis: Basis;
      };
    }
  /** The same finding in the register of the successor, under a number of that register, as old as it was. */
  | {
      type: 'FindingInherited';
      data: {
        unitId: string;
        no: string;
        registeredOn: Day;
        status: FindingStatus;
        from: { unitId: string; code: string; no: string };
        succession: string;
      } & FindingContent;
    }
  /** For good: what comes up again is a finding of its own that points back. */
  | {
      type: 'FindingClosed';
      data: {
        unitId: string;
        findingId: string;
        no: string;
        as: ClosedStatus;
        basis: Basis;
        note: string;
        /** SHA-256 of each piece of evidence the closing rests on. */
        evidence: readonly string[];
      };
    };
