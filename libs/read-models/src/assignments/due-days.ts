import { effectiveDeadline } from '@dondoc/domain/assignment/assignment-clock.ts';
import type { OwnDeadline } from '@dondoc/domain/assignment/assignment-state.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EntityManager } from 'typeorm';
import type { CampaignRow } from '../campaigns/campaigns.projection.ts';

/** What the domain says of units whose own deadline (none: null) and later pauses are the same: the day that binds them. */
export type DueGroup = { phase: Phase; ownOn: Day | null; laterPauses: number; dueOn: Day };

type OwnGroup = { phase: Phase; ownOn: Day; laterPauses: number; own: OwnDeadline };

// Which pauses came after a unit's own deadline was set. Instants are ISO texts of one length: they compare as text.
const laterPauses = (
  pauses: string,
) => `(SELECT count(*)::int FROM jsonb_array_elements(CAST(${pauses} AS jsonb)) pause
  WHERE pause ->> 'to' IS NOT NULL AND pause ->> 'from' > a.own #>> ARRAY[phase.name, 'setAt'])`;
const OWN_ON = `(a.own #>> ARRAY[phase.name, 'deadline', 'on'])`;

// The open phases of one assignment `a` with the day that binds each. SQL only matches units to the groups the domain has
// judged, so that the rule (the later of two, moved by pauses, on a working day) has one home.
const DUES_OF_ROW = `unnest(a.open_phases) WITH ORDINALITY AS phase(name, rank)
  LEFT JOIN jsonb_to_recordset(CAST(:groups AS jsonb)) AS due(phase text, "ownOn" text, "laterPauses" int, "dueOn" date)
    ON due.phase = phase.name AND due."ownOn" IS NOT DISTINCT FROM ${OWN_ON}
    AND due."laterPauses" = CASE WHEN ${OWN_ON} IS NULL THEN 0 ELSE ${laterPauses(':pauses')} END`;

/** One line per assignment and phase it still owes; `due_on` is null where no deadline is set. Takes `dueParameters`. */
export const OPEN_DUES = `
  SELECT a.assignment_id, a.unit_id, phase.name AS phase, due."dueOn" AS due_on
  FROM app.assignments a CROSS JOIN LATERAL ${DUES_OF_ROW}
  WHERE a.campaign_id = :campaignId`;

// Scalars, not a join: PostgreSQL works them out for the rows of the page only, unless it must sort or filter by them.
const next = (value: string) =>
  `(SELECT ${value} FROM ${DUES_OF_ROW} ORDER BY due."dueOn", phase.rank LIMIT 1)`;
/** What the assignment `a` owes next, and until when. Take `dueParameters`. */
export const NEXT_PHASE = next('phase.name');
export const NEXT_DUE_ON = next('due."dueOn"');

export type DueParameters = { campaignId: string; pauses: string; groups: string };

/** Judges each kind of deadline that occurs in the campaign once. Few, however many units there are. */
export async function dueParameters(db: EntityManager, campaign: CampaignRow): Promise<DueParameters> {
  const { campaignId } = campaign;
  const pauses = JSON.stringify(campaign.pauses);
  const owned = await db.query<OwnGroup[]>(
    `SELECT phase.name AS phase, ${OWN_ON} AS "ownOn", ${laterPauses('$2')} AS "laterPauses",
            (array_agg(a.own -> phase.name))[1] AS own
     FROM app.assignments a CROSS JOIN LATERAL unnest(a.open_phases) AS phase(name)
     WHERE a.campaign_id = $1 AND a.own -> phase.name IS NOT NULL
     GROUP BY 1, 2, 3`,
    [campaignId, pauses],
  );
  return { campaignId, pauses, groups: JSON.stringify(judged(campaign, owned)) };
}

/** The groups with the day the domain gives them; the units without a deadline of their own are one group a phase. */
export function judged(campaign: CampaignRow, owned: readonly OwnGroup[]): DueGroup[] {
  const plain = PHASES.map((phase) => ({ phase, ownOn: null, laterPauses: 0, own: null }));
  return [...plain, ...owned].flatMap(({ phase, ownOn, laterPauses, own }) => {
    const state = { status: 'ASSIGNED', own: own === null ? {} : { [phase]: own } } as const;
    const due = effectiveDeadline(state, campaign, phase);
    return due === null ? [] : [{ phase, ownOn, laterPauses, dueOn: due.deadline.on }];
  });
}
