import type { Finding as FindingView, UnitFindings } from '@dondoc/contracts/findings.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { ageBucket } from '@dondoc/domain/finding/ageing.ts';
import type { Finding, FindingsState } from '@dondoc/domain/finding/findings-state.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { findingsOf } from '@dondoc/event-store/write-path/finding-context.ts';
import type { Caller } from '../http/request-context.ts';
import { findUnit, unitIdFrom } from '../units/find-unit.ts';

/** The unit a path names: to a unit, every other unit's register does not exist. Throws 'unknown-unit-register'. */
export async function registerInScope(
  store: EventStore,
  { account }: Caller,
  reference: string,
): Promise<string> {
  const unitId = unitIdFrom(reference);
  const mayRead = account.role !== 'UNIT' || account.unitId === unitId;
  if (mayRead && (await findUnit(store, unitId)) !== null) return unitId;
  throw new DomainError('unknown-register', `There is no register of findings of "${reference}".`, {
    unit: reference,
  });
}

/** The whole register as it stood at a position, each finding with its age on `today`. */
export async function registerAsOf(
  store: EventStore,
  { unitId, today, position }: { unitId: string; today: Day; position: Position },
): Promise<UnitFindings> {
  const { findings, version } = await findingsOf(store, unitId, position);
  return { unitId, version, asOf: position, items: findings.map((one) => findingView(one, findings, today)) };
}

/** By its number in the register. Throws 'unknown-finding'. */
export function numbered<One extends { no: string }>(findings: readonly One[], no: string): One {
  const finding = findings.find((one) => one.no === no);
  if (finding !== undefined) return finding;
  throw new DomainError('unknown-finding', `The register has no finding ${no}.`, { no });
}

function findingView(finding: Finding, register: FindingsState, today: Day): FindingView {
  const { findingId, repeatsFindingId } = finding;
  return {
    ...finding,
    repeats: register.find((one) => one.findingId === repeatsFindingId)?.no ?? null,
    repeatedBy: register.filter((one) => one.repeatsFindingId === findingId).map(({ no }) => no),
    age: ageBucket(finding, today),
  };
}
