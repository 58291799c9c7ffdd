import type { Day, Instant } from '../../calendar/day.ts';
import type { Basis } from '../../deadline/deadline.ts';
import type { Channel, EscalationLevel, Recipient } from '../../escalation/cadence.ts';

type Ids = { campaignId: string; unitId: string };
type OfAction = Ids & { actionId: string };
/** As the campaign chose; absent: every channel. */
type ByChannels = { channels?: readonly Channel[] };

/** One action's line of a check-in, or of a progress report between two. `percent` is whole, 0 to 100. */
export type ProgressLine = { actionId: string; percent: number; text: string };
/** A file as the evidence store took it. `supersedes`: the hash of the file of this action whose place it takes. */
export type NewEvidence = {
  sha256: string;
  size: number;
  mediaType: string;
  title: string;
  supersedes: string | null;
};

/** How one action stood when its period was frozen. Every field follows from the events before, so anyone can make it again. */
export type FrozenAction = {
  actionId: string;
  state: string;
  percent: number;
  due: Day | 'CONTINUOUS';
  originalDue: Day | 'CONTINUOUS';
  extensions: number;
  extendedDays: number;
  overdue: boolean;
};

/** What happens to an approved plan in the year that follows. */
export type MonitoringEvent =
  /** The unit changed its plan after the approval. The first plan stays on record as the baseline. */
  | { type: 'PlanApprovalVoided'; data: Ids & { version: number; hash: string | null; amendedTo: number } }
  | { type: 'ProgressReported'; data: OfAction & { percent: number; text: string; reportedAt: Instant } }
  /** `dueOn` is the last good day; a check-in that could not be asked for in time gets a later one than the calendar's. */
  | { type: 'CheckInOpened'; data: Ids & { period: string; from: Day; to: Day; dueOn: Day } }
  | {
      type: 'CheckInSubmitted';
      data: Ids & {
        period: string;
        version: number;
        summary: string;
        lines: readonly ProgressLine[];
        isLate: boolean;
        lateSeconds: number;
        submittedAt: Instant;
      };
    }
  | { type: 'CheckInMissed'; data: Ids & { period: string; dueOn: Day } }
  /** `hash`: SHA-256 (hex) over the canonical bytes of `{ campaignId, unitId, period, actions }`. */
  | { type: 'PeriodFrozen'; data: Ids & { period: string; actions: readonly FrozenAction[]; hash: string } }
  /** `sha256` names the bytes in the evidence store, `size` counts them; `supersedes` is the file this one takes the place of. */
  | {
      type: 'EvidenceAttached';
      data: OfAction & NewEvidence & { attachedAt: Instant };
    }
  | { type: 'EvidenceWithdrawn'; data: OfAction & { sha256: string; reason: string } }
  /** `isRetroactive`: asked for after the due day, within the campaign's grace. */
  | {
      type: 'ActionExtensionRequested';
      data: OfAction & { request: number; from: Day; to: Day; reason: string; isRetroactive: boolean };
    }
  | {
      type: 'ActionExtensionGranted';
      data: OfAction & {
        request: number;
        from: Day;
        to: Day;
        days: number;
        reason: string;
        basis: Basis;
      };
    }
  | { type: 'ActionExtensionDenied'; data: OfAction & { request: number; reason: string } }
  /** A verified action, looked at again later: did the weakness come back? */
  | { type: 'EffectivenessChecked'; data: OfAction & { on: Day; isEffective: boolean; note: string } }
  | { type: 'ActionCarriedOver'; data: OfAction & { toYear: number; reason: string } }
  | { type: 'ActionReminded'; data: OfAction & { offset: number; dueOn: Day } & ByChannels }
  | {
      type: 'ActionUrged';
      data: OfAction & {
        level: EscalationLevel;
        step: number;
        to: readonly Recipient[];
        dueOn: Day;
      } & ByChannels & {
          /** Of a cascade, where SUPERIOR is among `to`: the unit that is meant. */ superiorUnitId?: string;
        };
    };

const TYPES: ReadonlySet<string> = new Set(
  Object.keys({
    PlanApprovalVoided: true,
    ProgressReported: true,
    CheckInOpened: true,
    CheckInSubmitted: true,
    CheckInMissed: true,
    PeriodFrozen: true,
    EvidenceAttached: true,
    EvidenceWithdrawn: true,
    ActionExtensionRequested: true,
    ActionExtensionGranted: true,
    ActionExtensionDenied: true,
    EffectivenessChecked: true,
    ActionCarriedOver: true,
    ActionReminded: true,
    ActionUrged: true,
  } satisfies Record<MonitoringEvent['type'], true>),
);

/** Is this an event of the year of monitoring? The compiler holds the list to the events there are. */
export function isMonitoringEvent<Event extends { type: string }>(
  event: Event,
): event is Extract<Event, { type: MonitoringEvent['type'] }> {
  return TYPES.has(event.type);
}
