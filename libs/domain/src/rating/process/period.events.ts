import type { Day } from '../../calendar/day.ts';
import type { CapResult } from '../cap-group.ts';
import type { PinnedPolicy, Role } from '../rating-policy.ts';

/** A post that the authority manages, rated under its unit. `subjectId` follows from unit and post; no name is kept. */
export type RatedPost = {
  subjectId: string;
  unitId: string;
  position: string;
  role: Role;
  peerGroup: string;
  serviceMonths: number | null;
};
/** The addressees directly below one unit, as the directory says when the rating is first run. */
export type LowerUnits = { unitId: string; below: readonly string[] };
export type LowerFirst = 'BLOCK' | 'WARN';
export type CapDecision = { ratio: string | null; decisionNo: string };
/** Those the authority took where the ranking left a tie, or instead of it. */
export type CapChoice = { selected: readonly string[]; reason: string };

/** One stream for each campaign: what all its ratings share. */
export type PeriodEvent =
  /** The policies are snapshots: whatever is published later, this period rates by these (AC-53). */
  | {
      type: 'RatingPeriodOpened';
      data: {
        campaignId: string;
        year: number;
        unitPolicy: PinnedPolicy;
        personPolicy: PinnedPolicy;
        lowerFirst: LowerFirst;
        petitionWorkingDays: number;
      };
    }
  /**
   * An authority makes the proposals of the snapshots its own. The rules stay as they were; the document with the adoption in it is
   * another one, with this digest.
   */
  | {
      type: 'PoliciesAdopted';
      data: {
        campaignId: string;
        decisionNo: string;
        decidedOn: Day;
        adopted: readonly { code: string; sha256: string }[];
      };
    }
  /** At most 400 posts an event. */
  | { type: 'PostsListed'; data: { campaignId: string; posts: readonly RatedPost[]; sourceRef: string } }
  | { type: 'LowerUnitsListed'; data: { campaignId: string; units: readonly LowerUnits[] } }
  | {
      type: 'PeerGroupsMerged';
      data: {
        campaignId: string;
        into: string;
        from: readonly string[];
        decisionNo: string;
        decidedOn: Day;
        reason: string;
      };
    }
  | {
      type: 'CapComputed';
      data: {
        campaignId: string;
        group: string;
        /** Counts the caps of this group: 1, 2, 3 … */
        capVersion: number;
        members: number;
        result: Omit<CapResult, 'kind'>;
        selected: readonly string[];
        choice: CapChoice | null;
        exceptional: CapDecision | null;
      };
    }
  | { type: 'PeriodLocked'; data: { campaignId: string; reason: string } }
  | { type: 'PeriodReopened'; data: { campaignId: string; reason: string } };
