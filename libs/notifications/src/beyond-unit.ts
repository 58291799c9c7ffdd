import type { Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { Addressed } from './notice-facts.ts';

/** Into which inbox the recipients other than the unit come. */
export function beyondUnit(
  to: readonly Recipient[],
  { unitId, superiorUnitId }: { unitId: string; superiorUnitId?: string | undefined },
): { recipients: readonly Recipient[]; to: Exclude<Addressed, 'EVERY_UNIT'> }[] {
  const reached: readonly Recipient[] = superiorUnitId === undefined ? ['UNIT'] : ['UNIT', 'SUPERIOR'];
  const carried = to.filter((recipient) => !reached.includes(recipient));
  return [
    ...(superiorUnitId === undefined || !to.includes('SUPERIOR')
      ? []
      : [{ recipients: ['SUPERIOR'] as const, to: { unitId: superiorUnitId } }]),
    ...(carried.length === 0 ? [] : [{ recipients: carried, to: { administratorsAbout: unitId } }]),
  ];
}
