import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { PROCESS_QUEUE } from '@dondoc/workflows/task-queues.ts';
import {
  campaignWorkflowId,
  scoringWorkflowId,
  shardWorkflowId,
  unitWorkflowId,
} from '@dondoc/workflows/workflow-ids.ts';
import { addressees, issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { countOf } from './histories.ts';
import { describeWith } from './servers.ts';
import { skippingProcess, type SkippingProcess } from './skipping-process.ts';
import { until } from './until.ts';

const CUT_OFF = '2027-04-16';

describeWith('TEST_SKIPPING_BIN', "A campaign on Temporal's clock", (binary) => {
  let process: SkippingProcess;
  beforeEach(async () => {
    process = await skippingProcess(binary);
  });
  afterEach(async () => {
    await process.stop();
    expect(process.faults).toEqual([]);
  });

  async function launched(units: number) {
    const { store, now } = process;
    const campaign = await issuedCampaign({ store, now, units, cutOffOn: CUT_OFF });
    for (const { unitId } of campaign.roster) {
      await process.idle(unitWorkflowId(campaign.campaignId, unitId));
    }
    await process.ended(shardWorkflowId(campaign.campaignId, 0));
    const recorded = async () => {
      const { events } = await store.readStream<CampaignEvent>(campaign.campaignId);
      return events.map(({ type, at }) => `${type} ${at.slice(0, 10)}`);
    };
    return { ...campaign, recorded };
  }

  it('reminds before each deadline on working mornings, and nobody who has done it', async () => {
    const { campaignId, units } = await launched(2);
    const [diligent, silent] = units;
    await diligent?.acknowledge();
    await process.goTo('2027-03-12');
    const reminders = async (unitId = '') =>
      (await process.eventsOf(campaignId, unitId)).flatMap(({ type, at, data }) =>
        type === 'ReminderSent' ? [`${data.phase} ${data.offset} ${at.slice(0, 16)}`] : [],
      );
    await process.idle(campaignWorkflowId(campaignId));
    const review = ['REVIEW -5 2027-03-05T01:00', 'REVIEW -1 2027-03-11T01:00'];
    expect(await reminders(silent?.unitId)).toEqual(['ACKNOWLEDGE -1 2027-03-02T01:00', ...review]);
    expect(await reminders(diligent?.unitId)).toEqual(review);
  });

  it('rates after the cut-off day, scores every unit once from what stood at the cut, and is then monitored', async () => {
    const { campaignId, units, recorded } = await launched(3);
    await units[0]?.acknowledge();
    await units[1]?.exempt();
    await process.unitEnded(unitWorkflowId(campaignId, units[1]?.unitId ?? ''));
    await process.goTo('2027-04-17');
    await process.ended(scoringWorkflowId(campaignId, 2027));

    expect((await recorded()).slice(-3)).toEqual([
      'RatingOpened 2027-04-16',
      'ScoringCompleted 2027-04-16',
      'MonitoringOpened 2027-04-16',
    ]);
    const { events } = await process.store.readStream<CampaignEvent>(campaignId);
    const opened = events.find(({ type }) => type === 'RatingOpened');
    const scores = await Promise.all(
      units.map(async ({ unitId }) =>
        (await process.eventsOf(campaignId, unitId)).flatMap(({ type, data }) =>
          type === 'ScoreComputed' ? [data.score.cutPosition] : [],
        ),
      ),
    );
    expect(scores).toEqual([[opened?.position], [], [opened?.position]]);
  });

  it('lets a late joiner have its own workflow', async () => {
    const { campaignId, addAddressee } = await launched(1);
    const late = addressees(2)[1];
    if (!late) throw new Error('no late joiner');
    await addAddressee(late);
    await process.idle(unitWorkflowId(campaignId, late.unitId));
    expect((await process.eventsOf(campaignId, late.unitId))[0]?.type).toBe('UnitAssigned');
  });

  it('assigns whoever was added in a pause when it ends', async () => {
    const { campaignId, addAddressee, pause, resume } = await launched(1);
    const late = addressees(2)[1];
    if (!late) throw new Error('no late joiner');
    await pause();
    await addAddressee(late);
    await process.goTo('2027-03-03');
    expect(await process.eventsOf(campaignId, late.unitId)).toEqual([]);
    await resume();
    await process.idle(unitWorkflowId(campaignId, late.unitId));
  });

  it('wakes the units that run when it is told to launch again: what woke them before may be lost', async () => {
    const { campaignId, units } = await launched(2);
    const position = await process.store.head();
    await process.client.workflow.getHandle(campaignWorkflowId(campaignId)).signal('relaunch', position);
    for (const { unitId } of units) await process.told(unitWorkflowId(campaignId, unitId), 1);
  });

  it('wakes units that ran before its launch: the relay leaves to the launch what came after they looked', async () => {
    const { campaignId, units } = await launched(2);
    await process.client.workflow.execute('shardLauncher', {
      taskQueue: PROCESS_QUEUE,
      workflowId: shardWorkflowId(campaignId, 0),
      args: [{ campaignId, shard: 0, page: 0 }],
    });
    for (const { unitId } of units) await process.told(unitWorkflowId(campaignId, unitId), 1);
  });

  it('hears the event that comes after it was told to launch again, however often that was', async () => {
    const { campaignId, close } = await launched(1);
    const workflowId = campaignWorkflowId(campaignId);
    const handle = process.client.workflow.getHandle(workflowId);
    for (const times of [1, 2]) {
      await handle.signal('relaunch', await process.store.head());
      await process.told(workflowId, 1 + times);
      await process.idle(workflowId);
    }
    await process.goTo('2027-03-02', '09:30');
    await close();
    await process.ended(workflowId);
  });

  it('ends with every unit when it is closed', async () => {
    const { campaignId, units, close } = await launched(3);
    await process.goTo('2027-03-08');
    await close();
    await process.ended(campaignWorkflowId(campaignId));
    for (const { unitId } of units) await process.ended(unitWorkflowId(campaignId, unitId));
  });

  it('pauses with one event and not one signal to its units', async () => {
    const { campaignId, units, pause } = await launched(3);
    const head = await process.store.head();
    await pause();
    await process.told(campaignWorkflowId(campaignId), 2);
    expect(await process.store.head()).toBe(head + 1);
    for (const { unitId } of units) {
      const counts = countOf(await process.historyOf(unitWorkflowId(campaignId, unitId)));
      expect(counts['WORKFLOW_EXECUTION_SIGNALED']).toBeUndefined();
    }
  });

  it('spends one activity on a reminder slot, however many units it has', async () => {
    const { campaignId } = await launched(60);
    const workflowId = campaignWorkflowId(campaignId);
    // Today's slot has passed when the campaign starts, so that one is swept first.
    const first = await until(
      () => process.historyOf(workflowId),
      (names) => names.includes('ACTIVITY_TASK_COMPLETED') && names.at(-1) === 'TIMER_STARTED',
    );
    await process.goTo('2027-03-02');
    const reminded = () => process.store.readAll({ after: 0, limit: 1_000 });
    await until(reminded, (all) => all.filter(({ type }) => type === 'ReminderSent').length === 60);
    await process.idle(workflowId);
    const slot = (await process.historyOf(workflowId)).slice(first.length);
    expect(countOf(slot)['ACTIVITY_TASK_SCHEDULED']).toBe(1);
    expect(slot.length).toBeLessThanOrEqual(60);
  });
});
