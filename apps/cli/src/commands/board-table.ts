import type { BoardRow } from '@dondoc/contracts/campaigns.ts';
import { table } from '../table.ts';

/** The colour, and why. */
export const lampText = ({ colour, reasons }: BoardRow['lamp']) => `${colour} ${reasons.join(', ')}`;

const below = ({ lower }: BoardRow) =>
  lower === undefined
    ? ''
    : `${lower.decided} of ${lower.units}${lower.overdue === 0 ? '' : `, ${lower.overdue} overdue`}`;
const ladder = ({ escalationLevel, escalationStep }: BoardRow) =>
  escalationStep === 0 ? '' : `${escalationLevel} ${escalationStep}`;

/** The board for a terminal; `of` names what each line is about. */
export function boardTable(rows: readonly BoardRow[], of: 'unit' | 'campaign' = 'unit'): string {
  const hasBelow = rows.some(({ lower }) => lower !== undefined);
  const cells = rows.map((row) => [
    of === 'unit' ? row.code : row.campaignId,
    row.status,
    row.nextPhase ?? '',
    row.dueOn ?? '',
    lampText(row.lamp),
    ladder(row),
    row.remindersSent === 0 ? '' : String(row.remindersSent),
    row.points ?? '',
    ...(hasBelow ? [below(row)] : []),
    of === 'unit' ? (row.unitName ?? '') : '',
  ]);
  const last = hasBelow ? ['BELOW'] : [];
  const header = ['STATUS', 'NEXT', 'DUE', 'LAMP', 'LADDER', 'REMINDED', 'POINTS', ...last];
  return of === 'unit' ? table(['UNIT', ...header, 'NAME'], cells) : table(['CAMPAIGN', ...header], cells);
}
