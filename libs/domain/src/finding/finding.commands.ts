import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import type { Allotment } from '../unit/open-item.ts';
import type { UnitRef } from '../unit/unit.events.ts';
import type { Finding } from './findings-state.ts';
import type { ClosedStatus, CourseStatus, FindingContent } from './finding.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };
/** A part of a compound finding; what it does not say it takes from its parent. */
export type FindingPart = Pick<FindingContent, 'findingId' | 'text' | 'textSha256'> &
  Partial<Omit<FindingContent, 'findingId' | 'text' | 'textSha256' | 'origin' | 'repeatsFindingId'>>;

export type FindingCommand =
  /** All or none of them. One that is registered already with the same content is left as it is. */
  | Command<'RegisterFindings', { unitId: string; findings: readonly FindingContent[] }>
  | Command<'SplitFinding', { findingId: string; parts: readonly FindingPart[]; reason: string }>
  /** Sent by whoever follows the unit's assignment. Nothing when the finding stands there already or is closed. */
  | Command<
      'AdvanceFinding',
      { findingId: string; to: CourseStatus; because: { campaignId: string; eventId: string } }
    >
  | Command<
      'CloseFinding',
      { findingId: string; as: ClosedStatus; basis: Basis; note: string; evidence: readonly string[] }
    >
  /** R-12, sent by whoever follows a succession: all that is open against the unit, each to its heir. */
  | Command<
      'TransferFindings',
      {
        succession: string;
        on: Day;
        basis: Basis;
        allocation: readonly Allotment[];
        successors: readonly UnitRef[];
      }
    >
  | Command<
      'InheritFinding',
      { unitId: string; succession: string; from: { unitId: string; code: string }; finding: Finding }
    >;
