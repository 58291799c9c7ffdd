import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import { table } from '../table.ts';

/** The deadlines of a campaign with where each comes from, and the calendar that counts. */
export function deadlineTable({ deadlines, calendar }: CampaignView): string {
  const rows = Object.entries(deadlines).map(([phase, { current, original, version }]) => [
    phase,
    current.on,
    version > 1 ? `moved from ${original.on}` : '',
    current.counted === undefined ? 'stated' : 'counted',
    current.basis.ref,
  ]);
  return [
    table(['PHASE', 'LAST GOOD DAY', '', '', 'BASIS'], rows),
    `Calendar ${calendar.code} ${calendar.version}.`,
  ].join('\n');
}
