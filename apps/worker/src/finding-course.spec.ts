import { describe, expect, it } from '@jest/globals';
import type { FindingCommand } from '@dondoc/domain/finding/finding.commands.ts';
import { content } from '@dondoc/domain/finding/test-findings.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';
import { createFindingCourse } from './finding-course.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };
const follow = async (store: EventStore, of: typeof createFindingCourse) =>
  of({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);

/** A unit that has acknowledged, with two findings against it. */
async function unitWithFindings() {
  const store = createInMemoryEventStore();
  const campaign = await issuedCampaign({ store, now });
  await follow(store, createAssigner);
  const unitId = campaign.roster[0]?.unitId ?? '';
  const command: FindingCommand = {
    type: 'RegisterFindings',
    at: ISSUED_AT,
    actor: { id: 'admin', role: 'ADMINISTRATOR' },
    data: { unitId, findings: [content('1'), content('2')] },
  };
  await handleFindingCommand(store, { unitId, commandId: 'register', command });
  const unit = campaign.unit(unitId);
  await unit.acknowledge();
  const statuses = async () => (await findingsOf(store, unitId)).findings.map(({ status }) => status);
  return { store, unit, statuses };
}

describe('The course of findings', () => {
  it('leads what a review answered to RESPONDED, and does so once', async () => {
    const { store, unit, statuses } = await unitWithFindings();
    await expect(unit.submitReview('2027-03-01')).rejects.toMatchObject({
      code: 'review-incomplete',
      details: { missingFindings: ['finding-1', 'finding-2'] },
    });
    await unit.submitReview('2027-03-01', ['finding-1', 'finding-2']);
    expect(await statuses()).toEqual(['OPEN', 'OPEN']);
    await follow(store, createFindingCourse);
    expect(await statuses()).toEqual(['RESPONDED', 'RESPONDED']);
    const head = await store.head();
    await follow(store, createFindingCourse);
    expect(await store.head()).toBe(head);
  });

  it('leads it along with the action that answers it, and a verdict sends it on or back', async () => {
    const { store, unit, statuses } = await unitWithFindings();
    const both = ['finding-1', 'finding-2'];
    await unit.submitReview('2027-03-01', both);
    await unit.acceptReview();
    await unit.submitPlan('2027-03-19', both);
    const after = async (step: Promise<unknown>) => {
      await step;
      await follow(store, createFindingCourse);
      return statuses();
    };
    expect(await after(unit.approvePlan())).toEqual(['PLANNED', 'PLANNED']);
    expect(await after(unit.progress(0))).toEqual(['PLANNED', 'PLANNED']);
    expect(await after(unit.progress(40))).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
    expect(await after(unit.reportDone())).toEqual(['REPORTED_DONE', 'REPORTED_DONE']);
    expect(await after(unit.verify(1, 'REJECTED'))).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
    expect(await after(unit.reportDone())).toEqual(['REPORTED_DONE', 'REPORTED_DONE']);
    expect(await after(unit.verify(2, 'PARTIAL'))).toEqual(['PARTIALLY_REMEDIED', 'PARTIALLY_REMEDIED']);
    expect(await after(unit.reportDone())).toEqual(['REPORTED_DONE', 'REPORTED_DONE']);
    // Accepted, it waits for the authority that closes it, on a basis.
    expect(await after(unit.verify(3))).toEqual(['REPORTED_DONE', 'REPORTED_DONE']);
  });

  it('takes a redo of the whole log for what it is: nothing new', async () => {
    const { store, unit, statuses } = await unitWithFindings();
    await unit.submitReview('2027-03-01', ['finding-1', 'finding-2']);
    await unit.acceptReview();
    await unit.submitPlan('2027-03-19', ['finding-1', 'finding-2']);
    await unit.approvePlan();
    await unit.progress(40);
    await unit.reportDone();
    await follow(store, createFindingCourse);
    const head = await store.head();
    await follow(store, createFindingCourse);
    expect(await store.head()).toBe(head);
    expect(await statuses()).toEqual(['REPORTED_DONE', 'REPORTED_DONE']);
  });
});
