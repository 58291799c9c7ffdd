import { describe, expect, it } from '@jest/globals';
import type { FindingCommand } from '@dondoc/domain/finding/finding.commands.ts';
import { content } from '@dondoc/domain/finding/test-findings.ts';
import type { PeriodCommand } from '@dondoc/domain/rating/process/period.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import {
  handlePeriodCommand,
  ratedSubjects,
  ratingOf,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { adoptPolicies } from '@dondoc/event-store/write-path/rating/rating-decisions.ts';
import { ratingRun, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { adoptPolicy, publishedLevel } from '@dondoc/testing/rating-fixture.ts';
import { createAssigner } from './assigner.ts';
import { createRatingInputs } from './rating-inputs.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };
const due = { on: '2027-03-31', basis: { ref: '12-KL/UBKT' } };
const admin = { id: 'admin', role: 'ADMINISTRATOR' } as const;
const follow = async (store: EventStore, of: typeof createRatingInputs) =>
  of({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);

/** A unit whose level is published, and another that nobody rated. */
async function publishedUnit() {
  const store = createInMemoryEventStore();
  await adoptPolicy(store, ISSUED_AT);
  const { campaignId, roster, ...campaign } = await issuedCampaign({ store, now, units: 2 });
  await follow(store, createAssigner);
  const [unitId = '', otherId = ''] = roster.map((unit) => unit.unitId);
  await publishedLevel(store, { campaignId, unitId, at: ISSUED_AT });
  const rating = async (subjectId = unitId) => (await ratingOf(store, { campaignId, subjectId })).state;
  const register = async (subjectId: string, no: string) => {
    const command: FindingCommand = {
      type: 'RegisterFindings',
      at: ISSUED_AT,
      actor: admin,
      data: { unitId: subjectId, findings: [content(no, { due })] },
    };
    await handleFindingCommand(store, { unitId: subjectId, commandId: `register/${no}`, command });
  };
  const period = async (type: 'LockPeriod' | 'ReopenPeriod') => {
    const command: PeriodCommand = { type, at: ISSUED_AT, actor: admin, data: { reason: 'Chốt số liệu' } };
    await handlePeriodCommand(store, { campaignId, commandId: `${type}/1`, command });
  };
  return { store, campaign, campaignId, unitId, otherId, rating, register, period };
}

describe('A rating and its inputs (R-20)', () => {
  it('a finding registered after the decision makes the approval void at once, and the result new', async () => {
    const { store, rating, register, unitId } = await publishedUnit();
    const before = await rating();
    expect(before).toMatchObject({ status: 'PUBLISHED', isVoided: false });
    await register(unitId, '1');
    await follow(store, createRatingInputs);
    const after = await rating();
    expect(after).toMatchObject({ status: 'PROVISIONAL', isVoided: true, isStale: false });
    expect(after.provisional?.resultSha256).not.toBe(before.provisional?.resultSha256);
    expect(after.official).toEqual(before.official);
  });

  it('what changes nothing of the result writes nothing, and neither does a redo', async () => {
    const { store, campaign, unitId, rating, register } = await publishedUnit();
    await campaign.unit(unitId).acknowledge();
    const quiet = await store.head();
    await follow(store, createRatingInputs);
    expect(await store.head()).toBe(quiet);
    await register(unitId, '1');
    await follow(store, createRatingInputs);
    const head = await store.head();
    await follow(store, createRatingInputs);
    expect([await store.head(), (await rating()).status]).toEqual([head, 'PROVISIONAL']);
  });

  it('whom nobody has rated yet stays unrated', async () => {
    const { store, otherId, rating, register } = await publishedUnit();
    await register(otherId, '1');
    await follow(store, createRatingInputs);
    expect(await rating(otherId)).toMatchObject({ status: 'NONE', provisional: null });
  });

  it('under the lock nothing moves; a period that is reopened makes up for it (R-21)', async () => {
    const { store, unitId, rating, register, period } = await publishedUnit();
    await period('LockPeriod');
    await register(unitId, '1');
    await follow(store, createRatingInputs);
    expect((await rating()).status).toBe('PUBLISHED');
    await period('ReopenPeriod');
    await follow(store, createRatingInputs);
    expect(await rating()).toMatchObject({ status: 'PROVISIONAL', isVoided: true });
  });

  it('what an authority adopts is computed again at once, for whom there is a result (R-28)', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, roster } = await issuedCampaign({ store, now, units: 2 });
    await follow(store, createAssigner);
    const by = { at: ISSUED_AT, actor: admin };
    const rated = (await ratedSubjects(store, campaignId)).slice(0, 1);
    await runRatings(store, await ratingRun(store, { campaignId, by }), { rated, by });
    const [unitId = '', otherId = ''] = roster.map((unit) => unit.unitId);
    const rating = async (subjectId: string) => (await ratingOf(store, { campaignId, subjectId })).state;
    const before = await rating(unitId);
    await adoptPolicies(
      store,
      { campaignId, commandId: 'adopt/1', at: ISSUED_AT, actor: admin },
      { decisionNo: '40-QĐ/TU', decidedOn: '2026-11-16' },
    );
    await follow(store, createRatingInputs);
    const after = await rating(unitId);
    expect(after).toMatchObject({ status: 'PROVISIONAL', provisional: { level: before.provisional?.level } });
    expect(after.provisional?.policy.sha256).not.toBe(before.provisional?.policy.sha256);
    expect((await rating(otherId)).provisional).toBeNull();
  });
});
