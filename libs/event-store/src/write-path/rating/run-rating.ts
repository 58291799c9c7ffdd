import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { presetFor } from '@dondoc/domain/rating/presets/presets.ts';
import type { LowerFirst, LowerUnits } from '@dondoc/domain/rating/process/period.events.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import type { OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import { policyDecider, type PolicyEvent } from '@dondoc/domain/rating/process/policy.decider.ts';
import type { PinnedPolicy, RatingPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import { campaignRoster, campaignTerms } from '../campaign-context.ts';
import { contentSha256 } from '../../envelope.ts';
import type { EventStore, Position } from '../../event-store.ts';
import { caseOf, cutOffOf, provisionalOf, resultOf, type RatingCut } from './rate-subject.ts';
import { handlePeriodCommand, ratingContext, ratingPeriod, type Rated } from './rating-context.ts';
import { stepRatings, type StepsTaken } from './rating-steps.ts';
import { ratingPolicyIdOf } from '../../stream-ids.ts';

export const DEFAULT_UNIT_POLICY = 'VN-UNIT-366-335';
const DEFAULT_PERSON_POLICY = 'VN-PERSON-335';
const AT_ONCE = 250;
const PETITION_WORKING_DAYS = 7;

/** Read and written together. */
export const RATINGS_AT_ONCE = AT_ONCE;

/** The newest published version of a code, else the preset of this release. Throws 'unknown-policy'. */
async function newestPolicy(store: EventStore, code: string, path: string): Promise<PinnedPolicy> {
  const { events } = await store.readStream<PolicyEvent>(ratingPolicyIdOf(code));
  const { newest } = fold(policyDecider, events);
  if (newest !== null) return newest;
  const document = presetFor(code, path);
  return { document, sha256: contentSha256(document) };
}

/** What the one who drafts a campaign may say of its ratings. `inherit`: the period of the campaign that it carries on. */
export type RatingTerms = {
  unitPolicy?: string | undefined;
  personPolicy?: string | undefined;
  lowerFirst?: LowerFirst | undefined;
  petitionWorkingDays?: number | undefined;
  inherit?: OpenPeriod | null;
};

/** The policies of a draft, newest version. Throws 'unknown-policy', 'policy-rates-others' with the field. */
export async function ratingPolicies(
  store: EventStore,
  { unitPolicy, personPolicy, inherit }: RatingTerms,
): Promise<Pick<OpenPeriod, 'unitPolicy' | 'personPolicy'>> {
  const pick = async (code: string | undefined, rates: 'UNIT' | 'PERSON', path: string) => {
    const byDefault = rates === 'UNIT' ? DEFAULT_UNIT_POLICY : DEFAULT_PERSON_POLICY;
    const policy = await newestPolicy(store, code ?? byDefault, path);
    const { rates: actual } = policy.document;
    if (actual === rates || actual === 'ANY') return policy;
    throw new DomainError(
      'policy-rates-others',
      `${policy.document.code} rates ${actual}, not ${rates}. dondoc rating policy list names what each rates.`,
      { path, rates: actual },
    );
  };
  return {
    unitPolicy: inherit?.unitPolicy ?? (await pick(unitPolicy, 'UNIT', '/ratingPolicy')),
    personPolicy: inherit?.personPolicy ?? (await pick(personPolicy, 'PERSON', '/personPolicy')),
  };
}

/**
 * Opens the period with its snapshots (AC-53), at the draft of a campaign or, for one that was drafted before there were ratings or
 * that a unit launched on, at their first run. Nothing when it is open.
 */
export async function openRatingPeriod(
  store: EventStore,
  {
    campaignId,
    cutOffOn,
    terms,
    by,
    commandId,
  }: {
    campaignId: string;
    cutOffOn: string;
    terms: RatingTerms;
    by: { at: Instant; actor: ActorRef };
    commandId: string;
  },
): Promise<OpenPeriod> {
  const open = await ratingPeriod(store, campaignId);
  if (open !== null) return open;
  const { unitPolicy, personPolicy } = await ratingPolicies(store, terms);
  await handlePeriodCommand(store, {
    campaignId,
    commandId,
    command: {
      type: 'OpenPeriod',
      ...by,
      data: {
        campaignId,
        year: ratingYearOf(cutOffOn, unitPolicy.document),
        unitPolicy,
        personPolicy,
        lowerFirst: terms.lowerFirst ?? 'BLOCK',
        petitionWorkingDays:
          terms.petitionWorkingDays ?? terms.inherit?.petitionWorkingDays ?? PETITION_WORKING_DAYS,
      },
    },
  });
  return requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
}

/** A cut-off up to the special bodies' day of January closes the year before. */
function ratingYearOf(cutOffOn: string, { specialCutOff }: RatingPolicy): number {
  const year = Number(cutOffOn.slice(0, 4));
  return specialCutOff.yearsAfter === 1 && cutOffOn.slice(5) <= specialCutOff.on ? year - 1 : year;
}

/** Everything one run of a campaign's ratings shares. */
export async function ratingRun(
  store: EventStore,
  { campaignId, by }: { campaignId: string; by: { at: Instant; actor: ActorRef } },
) {
  const terms = await campaignTerms(store, campaignId);
  const { cutOffOn, lowerFirst, parent } = terms;
  const inherit = parent === null ? null : await ratingPeriod(store, parent.campaignId);
  await openRatingPeriod(store, {
    campaignId,
    cutOffOn,
    terms: { lowerFirst, inherit },
    by,
    commandId: `rating-period/${campaignId}/open`,
  });
  await listLowerUnits(store, { campaignId, by });
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const upTo = await store.head();
  return { campaignId, terms, period, cut: { upTo, cutOff: cutOffOf(terms) } satisfies RatingCut };
}
export type RatingRun = Awaited<ReturnType<typeof ratingRun>>;

/**
 * Computes and records the provisional results of some subjects. Safe to repeat: the same result is nothing. `onlyComputed`: of those
 * alone that have one already.
 */
export function runRatings(
  store: EventStore,
  run: RatingRun,
  {
    rated,
    by,
    onlyComputed = false,
  }: { rated: readonly Rated[]; by: { at: Instant; actor: ActorRef }; onlyComputed?: boolean },
): Promise<StepsTaken> {
  const { campaignId, period, terms, cut } = run;
  return stepRatings(store, {
    campaignId,
    rated,
    allOrNothing: false,
    stepOf: async (subject, { provisional }) => {
      if (onlyComputed && provisional === null) return null;
      const found = await caseOf(store, { campaignId, rated: subject, period, terms, cut });
      const data = provisionalOf(resultOf(found), cut.upTo);
      return {
        commandId: `rating/${campaignId}/${subject.subjectId}/provisional/${cut.upTo}/${data.resultSha256}`,
        command: { type: 'RecordProvisional', ...by, data },
        context: ratingContext({ ...run, rated: subject, undecidedBelow: [], unitLevel: null }),
      };
    },
  });
}

/** Who stands below whom among the addressees, from the directory, once for each unit. */
async function listLowerUnits(
  store: EventStore,
  { campaignId, by }: { campaignId: string; by: { at: Instant; actor: ActorRef } },
): Promise<Position | null> {
  const roster = await campaignRoster(store, campaignId);
  const period = await ratingPeriod(store, campaignId);
  if (period === null || roster.every(({ unitId }) => period.below[unitId] !== undefined)) return null;
  const byCode = new Map(roster.map(({ unitId, code }) => [code, unitId]));
  const below = new Map<string, string[]>(roster.map(({ unitId }) => [unitId, []]));
  for (let from = 0; from < roster.length; from += AT_ONCE) {
    const page = roster.slice(from, from + AT_ONCE);
    const parents = await Promise.all(page.map(({ unitId }) => parentOf(store, unitId)));
    for (const [index, parentCode] of parents.entries()) {
      const above = parentCode === null ? undefined : byCode.get(parentCode);
      const unitId = page[index]?.unitId;
      if (above !== undefined && unitId !== undefined) below.get(above)?.push(unitId);
    }
  }
  const units: LowerUnits[] = roster.map(({ unitId }) => ({ unitId, below: below.get(unitId) ?? [] }));
  const { position } = await handlePeriodCommand(store, {
    campaignId,
    commandId: `rating-period/${campaignId}/lower-units/${roster.length}`,
    command: { type: 'ListLowerUnits', ...by, data: { units } },
  });
  return position;
}

async function parentOf(store: EventStore, unitId: string): Promise<string | null> {
  const unit = fold(unitDecider, (await store.readStream<UnitEvent>(unitId)).events);
  return unit.status === 'NONE' ? null : unit.profile.parentCode;
}
