import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { wakeSignal } from '@dondoc/workflows/messages.ts';
import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { countOf } from './histories.ts';
import { describeWith } from './servers.ts';
import { skippingProcess, type SkippingProcess } from './skipping-process.ts';

// Acknowledge by Wed 3 March, review by Fri 12 March, plan by Fri 26 March 2027; rungs after 1, 5, 10 and 11 working days.
describeWith('TEST_SKIPPING_BIN', "A unit's cycle on Temporal's clock", (binary) => {
  let process: SkippingProcess;
  beforeEach(async () => {
    process = await skippingProcess(binary);
  });
  afterEach(async () => {
    await process.stop();
    expect(process.faults).toEqual([]);
  });

  async function launched() {
    const campaign = await issuedCampaign({ store: process.store, now: process.now });
    const [unit] = campaign.units;
    if (!unit) throw new Error('no unit');
    const workflowId = unitWorkflowId(campaign.campaignId, unit.unitId);
    await process.idle(workflowId);
    const rungs = async () => {
      await process.idle(workflowId);
      const events = await process.eventsOf(campaign.campaignId, unit.unitId);
      return events.flatMap((event) =>
        event.type === 'EscalationRaised'
          ? [`${event.data.phase} ${event.data.step} ${event.at.slice(0, 10)}`]
          : [],
      );
    };
    return { campaign, unit, workflowId, rungs };
  }

  it('costs at most 40 history events from review to approved plan, with one escalation', async () => {
    const { unit, workflowId, rungs } = await launched();
    await unit.acknowledge();
    await process.goTo('2027-03-15');
    expect(await rungs()).toEqual(['REVIEW 1 2027-03-15']);
    await unit.submitReview('2027-03-15');
    await process.goTo('2027-03-16');
    await unit.acceptReview();
    await process.told(workflowId, 1);
    await process.goTo('2027-03-24');
    await unit.submitPlan('2027-06-30');
    await process.goTo('2027-03-25');
    await unit.approvePlan();
    const history = await process.ended(workflowId);
    expect(history.length).toBeLessThanOrEqual(40);
    // Exact, so that whatever makes it dearer is seen: five looks (start, two timers, two signals), and what they armed.
    expect(countOf(history)).toEqual({
      WORKFLOW_EXECUTION_STARTED: 1,
      WORKFLOW_TASK_SCHEDULED: 5,
      WORKFLOW_TASK_STARTED: 5,
      WORKFLOW_TASK_COMPLETED: 5,
      MARKER_RECORDED: 5,
      TIMER_STARTED: 4,
      TIMER_FIRED: 2,
      TIMER_CANCELED: 2,
      WORKFLOW_EXECUTION_SIGNALED: 2,
      WORKFLOW_EXECUTION_COMPLETED: 1,
    });
  });

  it('stays at 40 when each judgement takes longer than a rung', async () => {
    const { unit, workflowId, rungs } = await launched();
    await unit.acknowledge();
    await process.goTo('2027-03-15');
    expect(await rungs()).toEqual(['REVIEW 1 2027-03-15']);
    await unit.submitReview('2027-03-15');
    await process.goTo('2027-03-22');
    await process.idle(workflowId);
    await unit.acceptReview();
    await process.told(workflowId, 1);
    await unit.submitPlan('2027-06-30');
    await process.goTo('2027-03-31');
    await process.idle(workflowId);
    await unit.approvePlan();
    const history = await process.ended(workflowId);
    expect(countOf(history)).toMatchObject({ TIMER_FIRED: 4, WORKFLOW_EXECUTION_SIGNALED: 2 });
    expect(history.length).toBeLessThanOrEqual(40);
  });

  it('climbs every rung once when the unit is silent', async () => {
    const { rungs } = await launched();
    await process.goTo('2027-04-15');
    expect(await rungs()).toEqual([
      'ACKNOWLEDGE 1 2027-03-04',
      'ACKNOWLEDGE 2 2027-03-10',
      'REVIEW 1 2027-03-15',
      'ACKNOWLEDGE 3 2027-03-17',
      'ACKNOWLEDGE 4 2027-03-18',
      'REVIEW 2 2027-03-19',
      'REVIEW 3 2027-03-26',
      'REVIEW 4 2027-03-29',
    ]);
  });

  it('urges a returned review by its own deadline, which comes before the armed timer', async () => {
    const { unit, workflowId, rungs } = await launched();
    await unit.acknowledge();
    await unit.submitReview('2027-03-01');
    await process.goTo('2027-03-17');
    await unit.returnReview(1);
    await process.told(workflowId, 1);
    await process.goTo('2027-03-26');
    expect(await rungs()).toEqual(['REVIEW 1 2027-03-23']);
  });

  it('raises nothing in a pause, and climbs on from the moved deadline after it', async () => {
    const { campaign, unit, rungs } = await launched();
    await unit.acknowledge();
    await process.goTo('2027-03-10');
    await campaign.pause();
    await process.goTo('2027-03-17');
    expect(await rungs()).toEqual([]);
    await campaign.resume();
    // Eight calendar days were touched by the pause: 12 March becomes the 20th, a Saturday, hence Monday the 22nd.
    await process.goTo('2027-03-30');
    expect(await rungs()).toEqual(['REVIEW 1 2027-03-23', 'REVIEW 2 2027-03-29']);
  });

  it('answers an extension by waiting longer', async () => {
    const { campaign, unit, rungs } = await launched();
    await unit.acknowledge();
    await process.goTo('2027-03-10');
    await campaign.extend('REVIEW', '2027-03-18');
    await process.goTo('2027-03-18');
    expect(await rungs()).toEqual([]);
    await process.goTo('2027-03-22');
    expect(await rungs()).toEqual(['REVIEW 1 2027-03-19']);
  });

  it('takes a doubled or late signal for what it is: nothing', async () => {
    const { campaign, unit, workflowId, rungs } = await launched();
    await unit.acknowledge();
    await process.goTo('2027-03-16');
    await rungs();
    const before = await process.eventsOf(campaign.campaignId, unit.unitId);
    const looksBefore = countOf(await process.historyOf(workflowId))['MARKER_RECORDED'];
    for (const position of [1, 1, before.at(-1)?.position ?? 0]) {
      await process.client.workflow.getHandle(workflowId).signal(wakeSignal, position);
    }
    await process.idle(workflowId);
    expect(countOf(await process.historyOf(workflowId))['MARKER_RECORDED']).toBe(looksBefore);
    expect(await process.eventsOf(campaign.campaignId, unit.unitId)).toEqual(before);
  });

  it('ends when the unit is exempted', async () => {
    const { unit, workflowId } = await launched();
    await unit.exempt();
    const history = await process.ended(workflowId);
    expect(history).not.toContain('TIMER_FIRED');
  });
});
