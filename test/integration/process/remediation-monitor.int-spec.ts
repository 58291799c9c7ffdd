import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { monitorWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { countOf } from './histories.ts';
import { describeWith } from './servers.ts';
import { skippingProcess, type SkippingProcess } from './skipping-process.ts';
import { until } from './until.ts';

describeWith('TEST_SKIPPING_BIN', 'The monitor of an approved plan', (binary) => {
  let process: SkippingProcess;
  beforeEach(async () => {
    process = await skippingProcess(binary);
  }, 60_000);
  afterEach(async () => {
    await process.stop();
    expect(process.faults).toEqual([]);
  });

  /** A campaign of one unit whose plan of one action is approved, and its monitor at rest. */
  async function approved(due = '2027-06-30') {
    const campaign = await issuedCampaign({ store: process.store, now: process.now });
    const { campaignId, units } = campaign;
    const [unit] = units;
    if (!unit) throw new Error('no unit');
    await process.idle(unitWorkflowId(campaignId, unit.unitId));
    await unit.acknowledge();
    await unit.submitReview((await process.now()).slice(0, 10));
    await unit.acceptReview();
    await unit.submitPlan(due);
    await unit.approvePlan();
    const workflowId = monitorWorkflowId(campaignId, unit.unitId);
    await process.idle(workflowId);
    await process.unitEnded(unitWorkflowId(campaignId, unit.unitId));
    const told = async () => {
      const events = await process.eventsOf(campaignId, unit.unitId);
      return events.flatMap(({ type, at, data }) => {
        const of = 'actionId' in data ? data.actionId : 'period' in data ? data.period : '';
        return /^(CheckIn|Period|ActionReminded|ActionUrged)/.test(type)
          ? [`${type} ${of} ${at.slice(0, 10)}`]
          : [];
      });
    };
    return { campaign, unit, workflowId, told };
  }

  it('reminds, asks for the report, urges and freezes, each on its working morning, through the year', async () => {
    const { campaign, workflowId, told } = await approved();
    await process.goTo('2027-07-20');
    const expected = [
      'CheckInOpened 2027-Q1 2027-04-01',
      'CheckInMissed 2027-Q1 2027-04-08',
      'PeriodFrozen 2027-Q1 2027-04-15',
      'ActionReminded A1 2027-06-23',
      'ActionReminded A1 2027-06-29',
      'CheckInOpened 2027-Q2 2027-07-01',
      'ActionUrged A1 2027-07-01',
      'ActionUrged A1 2027-07-07',
      'CheckInMissed 2027-Q2 2027-07-08',
      'ActionUrged A1 2027-07-14',
      'PeriodFrozen 2027-Q2 2027-07-15',
      'ActionUrged A1 2027-07-15',
    ];
    expect(
      await until(told, (events) => events.length >= expected.length, { what: 'the frozen period' }),
    ).toEqual(expected);
    await campaign.close();
    const history = await process.ended(workflowId);
    // Exact, so that whatever makes a monitored year dearer is seen: a look and a timer for each morning.
    expect(countOf(history)).toMatchObject({ TIMER_FIRED: 10, WORKFLOW_EXECUTION_SIGNALED: 1 });
  }, 60_000);

  it('answers a granted extension with the reminders of the new day', async () => {
    const { campaign, unit, workflowId, told } = await approved('2027-08-31');
    await unit.requestExtension('2027-09-30');
    await unit.grantExtension();
    await process.told(workflowId, 1);
    await process.goTo('2027-09-25');
    const reminded = async () => (await told()).filter((line) => line.startsWith('ActionReminded'));
    expect(await until(reminded, (lines) => lines.length > 0, { what: 'a reminder' })).toEqual([
      'ActionReminded A1 2027-09-23',
    ]);
    await campaign.close();
    await process.ended(workflowId);
  }, 60_000);

  it('is over when everything is verified, and when an amendment voids the approval until the next one', async () => {
    const { campaign, unit, workflowId } = await approved('2027-12-31');
    await unit.amendPlan('2027-12-30');
    await unit.approvePlan(2);
    await process.idle(workflowId);
    await unit.reportDone();
    await unit.verify();
    // Nothing wakes it for that: its armed timer finds that there is nothing left.
    await process.goTo('2028-01-10');
    await process.ended(workflowId);
    await campaign.close();
  }, 60_000);
});
