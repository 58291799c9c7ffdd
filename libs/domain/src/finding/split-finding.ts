import { requireSteward } from '../authority.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { requireReason } from '../campaign/campaign-step.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { repeated } from '../text.ts';
import type { FindingCommand, FindingPart } from './finding.commands.ts';
import type { FindingContent, FindingEvent } from './finding.events.ts';
import { requireFinding } from './finding-course.ts';
import type { Finding, FindingsState } from './findings-state.ts';
import { findingFaults, REGISTER_ZONE } from './register-findings.ts';

/**
 * A compound finding becomes two or more that can be answered, planned and verified one by one. The parent stays on record
 * and points to its parts; only an OPEN one is split, since work on it would otherwise be lost. The same parts again: nothing.
 * Amounts of the parts may not add up to more than the parent's.
 */
export function splitFinding(
  { at, actor, data: { findingId, parts, reason } }: Extract<FindingCommand, { type: 'SplitFinding' }>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  const parent = requireFinding(state, findingId, actor);
  const ids = parts.map((part) => part.findingId);
  if (parent.status === 'SPLIT' && JSON.stringify(parent.parts) === JSON.stringify(ids)) return [];
  if (parent.status !== 'OPEN') {
    throw new DomainError(
      'finding-not-open',
      `Finding ${parent.no} stands at ${parent.status}. Only an OPEN finding is split.`,
      { findingId, status: parent.status },
    );
  }
  requireReason(reason);
  const contents = parts.map((part) => contentOf(part, parent));
  const taken = new Set([...repeated(ids), ...state.map((finding) => finding.findingId)]);
  refuseFaults('split-invalid', 'finding-split', [
    ...faultsOf([
      ['/parts', parts.length >= 2, 'must be two or more'],
      ['/parts', addsUp(contents, parent.amount), `must not add up to more than ${parent.amount} đồng`],
    ]),
    ...contents.flatMap((content, index) => [
      ...findingFaults(content, `/parts/${index}`, state),
      ...faultsOf([
        [`/parts/${index}/findingId`, !taken.has(content.findingId), 'is the id of another finding'],
      ]),
    ]),
  ]);
  const { unitId, no } = parent;
  const registeredOn = dayOf(at, REGISTER_ZONE);
  return [
    { type: 'FindingSplit', data: { unitId, findingId, into: ids, reason } },
    ...contents.map((content, index) => ({
      type: 'FindingRegistered' as const,
      data: { ...content, unitId, no: `${no}.${index + 1}`, parentId: findingId, registeredOn },
    })),
  ];
}

/** A part inherits everything but its own words; an amount only when it is stated for it. */
function contentOf(part: FindingPart, parent: Finding): FindingContent {
  const { origin, position, severity, recommendation, requiredAction, due, responsible, theme } = parent;
  return {
    origin,
    position,
    severity,
    amount: null,
    recommendation,
    requiredAction,
    due,
    responsible,
    theme,
    repeatsFindingId: parent.repeatsFindingId,
    ...part,
  };
}

function addsUp(parts: readonly FindingContent[], whole: string | null): boolean {
  const stated = parts.flatMap(({ amount }) =>
    /^\d{1,15}$/.test(amount ?? '') ? [BigInt(amount ?? 0)] : [],
  );
  return whole === null ? stated.length === 0 : stated.reduce((sum, one) => sum + one, 0n) <= BigInt(whole);
}
