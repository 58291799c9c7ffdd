import type { Day } from '../calendar/day.ts';
import type { Level } from './level.ts';
import type {
  ConclusionKind,
  DisciplinedBody,
  Grade,
  ProcedureStep,
  Role,
  Severity,
  Share,
} from './rating-policy.ts';

/** Who is rated. A missing number of months or unit level is "not known", never a guess. */
export type Subject =
  | { kind: 'UNIT'; id: string }
  | {
      kind: 'PERSON';
      id: string;
      role: Role;
      serviceMonths?: number | undefined;
      unitLevel?: Level | undefined;
    };

export type TaskCounts = {
  assigned: number;
  done: number;
  onTime: number;
  exceeded: number;
  exempted?: readonly Exemption[] | undefined;
};
export type Exemption = {
  id: string;
  count: number;
  basis: 'FORCE_MAJEURE' | 'OBJECTIVE_CAUSE';
  decisionNo: string;
};
export type TargetCounts = { assigned: number; done: number; exceeded: number; keyMissed: boolean };

export type Verification = 'NONE' | 'ACCEPTED' | 'PARTIAL' | 'REJECTED';
export type Finding = {
  id: string;
  severity: Severity;
  due: Day;
  verification: Verification;
  verifiedOn?: Day | null | undefined;
  notRemediable?: { decisionNo: string; on: Day } | null | undefined;
  /** The finding, closed earlier, that this one repeats. */
  repeats?: string | null | undefined;
};
export type PlanAction = {
  id: string;
  due: Day;
  doneOn: Day | null;
  lateTimes: number;
  objectiveCause?: { decisionNo: string } | null | undefined;
};
/** Instants are RFC 3339 with offset, as they came. */
export type ProcedureFact = { what: ProcedureStep; due: string; on: string | null };
export type Discipline = {
  id: string;
  violation: string;
  of: DisciplinedBody;
  form: 'REPRIMAND' | 'WARNING' | 'DEMOTION' | 'DISMISSAL' | 'EXPULSION';
  by: 'PARTY' | 'ADMINISTRATION';
  on: Day;
  /** Not stated: counted as related. */
  dutyRelated?: boolean | undefined;
};
export type Conclusion = {
  id: string;
  kind: ConclusionKind;
  on: Day;
  /** Not stated: no. */
  selfDetected?: boolean | undefined;
  remedied?: boolean | undefined;
};
export type Subordinate = { id: string; level: Level; disciplined: boolean };
export type SelfCriticism = {
  planQuality: string;
  itemsVerified: number;
  itemsDue: number;
  recurrence: boolean;
};
export type GeneralPoints = Readonly<Record<string, string | SelfCriticism | undefined>>;

/** What is known of a subject, wherever it came from: events or a file. Absent is "not known"; an empty list says "none". */
export type RatingFacts = {
  score?: string | undefined;
  general?: string | GeneralPoints | undefined;
  results?: Readonly<Partial<Record<Share, string | undefined>>> | undefined;
  tasks?: TaskCounts | undefined;
  findings?: readonly Finding[] | undefined;
  actions?: readonly PlanAction[] | undefined;
  procedure?: readonly ProcedureFact[] | undefined;
  discipline?: readonly Discipline[] | undefined;
  /** Violations that were counted in another year. */
  countedViolations?: readonly string[] | undefined;
  conclusions?: readonly Conclusion[] | undefined;
  subordinates?: readonly Subordinate[] | undefined;
  /** Levels of the quarters of the year, the first one first. */
  quarters?: readonly Level[] | undefined;
  grades?: Readonly<Record<string, Grade>> | undefined;
  targets?: TargetCounts | undefined;
};
export type FactName = keyof RatingFacts | 'serviceMonths' | 'unitLevel';

export type RatingCase = {
  year: number;
  /** RFC 3339 with offset; the policy's own otherwise. */
  cutOff?: string | undefined;
  subject: Subject;
  facts: RatingFacts;
};
