import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { FindingSource } from '@dondoc/domain/conclusion/conclusion.events.ts';
import type { FindingContent, FindingEvent, FindingStatus } from '@dondoc/domain/finding/finding.events.ts';
import { unknownEvent, type LoggedEvent, type LoggedOf, type Projection } from '../projection.ts';

/** Every finding against every unit. How overdue one is, is worked out when somebody asks. */
export type FindingRow = {
  findingId: string;
  unitId: string;
  no: string;
  status: FindingStatus;
  source: FindingSource;
  conclusionId: string;
  conclusionNumber: string;
  issuer: string;
  signedOn: Day;
  item: string;
  /** Sealed in the log, plain here; null once its key was destroyed. */
  text: string | null;
  textSha256: string;
  /** The post it is about. */
  post: string | null;
  severity: FindingContent['severity'];
  /** Whole đồng, decimal digits. */
  amount: string | null;
  recommendation: FindingContent['recommendation'];
  requiredAction: string | null;
  dueOn: Day | null;
  dueBasis: string | null;
  responsible: string | null;
  theme: string | null;
  repeatsFindingId: string | null;
  parentId: string | null;
  registeredOn: Day;
  closedAt: Instant | null;
  version: number;
  lastPosition: number;
};

export const findingsProjection: Projection<FindingRow> = {
  name: 'findings',
  version: 1,
  key: 'findingId',
  columns: {
    findingId: { kind: 'id' },
    unitId: { kind: 'id' },
    no: { kind: 'text' },
    status: { kind: 'text' },
    source: { kind: 'text' },
    conclusionId: { kind: 'id' },
    conclusionNumber: { kind: 'text' },
    issuer: { kind: 'text' },
    signedOn: { kind: 'day' },
    item: { kind: 'text' },
    text: { kind: 'text', nullable: true },
    textSha256: { kind: 'text' },
    post: { kind: 'text', nullable: true },
    severity: { kind: 'text' },
    amount: { kind: 'text', nullable: true },
    recommendation: { kind: 'text' },
    requiredAction: { kind: 'text', nullable: true },
    dueOn: { kind: 'day', nullable: true },
    dueBasis: { kind: 'text', nullable: true },
    responsible: { kind: 'text', nullable: true },
    theme: { kind: 'text', nullable: true },
    repeatsFindingId: { kind: 'id', nullable: true },
    parentId: { kind: 'id', nullable: true },
    registeredOn: { kind: 'day' },
    closedAt: { kind: 'instant', nullable: true },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['unitId'], ['theme'], ['conclusionId']],

  keysOf: (event) => (isFindingEvent(event) ? [event.data.findingId] : []),

  evolve(row, event) {
    if (!isFindingEvent(event)) return row;
    if (event.type === 'FindingRegistered') return registered(event);
    if (row === null) return null;
    return { ...row, ...change(event), version: event.version, lastPosition: event.position };
  },
};

const isFindingEvent = (event: LoggedEvent): event is LoggedOf<FindingEvent> => event.category === 'finding';

function registered(event: LoggedOf<FindingEvent & { type: 'FindingRegistered' }>): FindingRow {
  const { findingId, unitId, no, origin, text, textSha256, position, due, parentId, ...content } = event.data;
  const { severity, amount, recommendation, requiredAction, responsible, theme } = content;
  return {
    findingId,
    unitId,
    no,
    status: 'OPEN',
    source: origin.source,
    conclusionId: origin.conclusionId,
    conclusionNumber: origin.number,
    issuer: origin.issuer,
    signedOn: origin.signedOn,
    item: origin.item,
    text,
    textSha256,
    post: position,
    severity,
    amount,
    recommendation,
    requiredAction,
    dueOn: due?.on ?? null,
    dueBasis: due?.basis.ref ?? null,
    responsible,
    theme,
    repeatsFindingId: content.repeatsFindingId,
    parentId,
    registeredOn: content.registeredOn,
    closedAt: null,
    version: event.version,
    lastPosition: event.position,
  };
}

function change(event: LoggedOf<FindingEvent>): Partial<FindingRow> {
  switch (event.type) {
    case 'FindingSplit':
      return { status: 'SPLIT' };
    case 'FindingAdvanced':
      return { status: event.data.to };
    case 'FindingClosed':
      return { status: event.data.as, closedAt: event.at };
    // From here on it is shown with the unit that goes on with it, under its number there.
    case 'FindingInherited':
      return { unitId: event.data.unitId, no: event.data.no, status: event.data.status };
    case 'FindingTransferred':
      return { status: 'TRANSFERRED' };
    case 'FindingRegistered':
      return {};
    default:
      throw unknownEvent(event);
  }
}
