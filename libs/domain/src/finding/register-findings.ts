import { belongsTo } from '../actor.ts';
import { requireSteward } from '../authority.ts';
import { isDay } from '../calendar/day-arithmetic.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import { isSameValue } from '../same-value.ts';
import { isBlank, repeated } from '../text.ts';
import type { FindingCommand } from './finding.commands.ts';
import {
  RECOMMENDATION_TYPES,
  SEVERITIES,
  type FindingContent,
  type FindingEvent,
} from './finding.events.ts';
import type { Finding, FindingsState } from './findings-state.ts';

type CommandOf<Type extends FindingCommand['type']> = Extract<FindingCommand, { type: Type }>;
/** Registers are kept in Vietnamese days, whatever the campaigns they enter into. */
export const REGISTER_ZONE = 'Asia/Ho_Chi_Minh';
/** Up to 999,999,999,999,999 đồng, without leading zeros. */
const AMOUNT = /^(0|[1-9]\d{0,14})$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Throws 'finding-invalid' naming every fault of every finding as `/findings/<index>/<field>`. */
export function registerFindings(
  { at, actor, data: { unitId, findings } }: CommandOf<'RegisterFindings'>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  if (belongsTo(actor, unitId)) {
    throw new DomainError('own-record', 'Nobody registers findings against their own unit.', {
      rule: 'R-05',
    });
  }
  const doubled = new Set(repeated(findings.map(({ findingId }) => findingId)));
  const known = new Map(state.map((finding) => [finding.findingId, finding]));
  refuseFaults('finding-invalid', 'finding-content', [
    ...faultsOf([['/unitId', !isBlank(unitId), 'must not be blank']]),
    ...findings.flatMap((finding, index) => [
      ...findingFaults(finding, `/findings/${index}`, state),
      ...faultsOf([
        [
          `/findings/${index}/origin/item`,
          !doubled.has(finding.findingId),
          `is named twice for this unit (${finding.origin.item})`,
        ],
      ]),
      ...changedFaults(finding, `/findings/${index}`, known.get(finding.findingId)),
    ]),
  ]);
  const registeredOn = dayOf(at, REGISTER_ZONE);
  // Numbers follow from how many were ever registered, and nothing is ever removed: none is used twice.
  const last = state.filter(({ parentId }) => parentId === null).length;
  return findings
    .filter(({ findingId }) => !known.has(findingId))
    .map((finding, index) => ({
      type: 'FindingRegistered',
      data: { ...finding, unitId, no: String(last + index + 1), parentId: null, registeredOn },
    }));
}

/** What is wrong with one finding by itself, and with what it claims to repeat. */
export function findingFaults(finding: FindingContent, path: string, state: FindingsState): Fault[] {
  const { due, amount, repeatsFindingId } = finding;
  const repeats = state.find(({ findingId }) => findingId === repeatsFindingId);
  return faultsOf([
    [`${path}/findingId`, !isBlank(finding.findingId), 'must not be blank'],
    [`${path}/origin/item`, !isBlank(finding.origin.item), 'must name the item of the conclusion'],
    [`${path}/text`, !isBlank(finding.text), 'must quote the conclusion word for word'],
    [`${path}/text`, finding.text === finding.text.normalize('NFC'), 'must be in NFC'],
    [`${path}/textSha256`, SHA256.test(finding.textSha256), 'must be 64 lower-case hex digits'],
    [`${path}/severity`, SEVERITIES.includes(finding.severity), `must be one of ${SEVERITIES.join(', ')}`],
    [
      `${path}/recommendation`,
      RECOMMENDATION_TYPES.includes(finding.recommendation),
      `must be one of ${RECOMMENDATION_TYPES.join(', ')}`,
    ],
    [`${path}/amount`, amount === null || AMOUNT.test(amount), 'must be whole đồng, digits only'],
    [`${path}/due/on`, due === null || isDay(due.on), 'must be a day of the calendar, YYYY-MM-DD'],
    [
      `${path}/due/on`,
      due === null || due.on >= finding.origin.signedOn,
      `must not be before the conclusion was signed (${finding.origin.signedOn})`,
    ],
    [`${path}/due/basis/ref`, due === null || !isBlank(due.basis.ref), 'must name the basis of the due date'],
    [
      `${path}/repeatsFindingId`,
      repeatsFindingId === null || (repeats !== undefined && repeatsFindingId !== finding.findingId),
      'must be an earlier finding of this unit',
    ],
  ]);
}

/** A registered finding is quoted paper: an import may bring it again, not change it. */
function changedFaults(finding: FindingContent, path: string, known: Finding | undefined): Fault[] {
  if (known === undefined) return [];
  const differing = (Object.keys(CLEAR) as (keyof typeof CLEAR)[]).filter(
    (field) => !isSameValue(finding[field], known[field]),
  );
  return differing.map((field) => ({
    path: `${path}/${field === 'textSha256' ? 'text' : field}`,
    message: `is another than in the register (finding ${known.no}); register a correction under an item of its own`,
  }));
}

// Compared by what can still be read when the key of the texts is gone.
const CLEAR = {
  textSha256: true,
  position: true,
  severity: true,
  amount: true,
  recommendation: true,
  due: true,
  responsible: true,
  theme: true,
  repeatsFindingId: true,
} satisfies Partial<Record<keyof FindingContent, true>>;
