import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { relayPlan } from './relay-plan.ts';

const campaignId = 'c1';
let position = 0;
const event = (type: string, data: object = {}, streamId = 'c1') => {
  position += 1;
  return { type, position, streamId, data: { campaignId, ...data } } as unknown as RecordedEvent;
};
const ofUnit = (type: string, unitId: string, data: object = {}) =>
  event(type, { unitId, ...data }, `s-${unitId}`);

describe('The relay plan', () => {
  it('makes one signal of several events of one unit, with the newest position', () => {
    const events = [ofUnit('SelfReviewReturned', 'u1'), ofUnit('SelfReviewAccepted', 'u1')];
    expect(relayPlan(events)).toEqual([
      { kind: 'WAKE_UNIT', campaignId, unitId: 'u1', position: events[1]?.position },
    ]);
  });

  it('starts a campaign once, whatever else of it comes in the same batch', () => {
    const events = [event('CampaignIssued'), event('ReviewingOpened'), event('CampaignPaused')];
    expect(relayPlan(events)).toEqual([
      { kind: 'START_CAMPAIGN', campaignId, position: events[2]?.position },
    ]);
  });

  it('starts a late joiner, and leaves the launch to start the others', () => {
    const late = ofUnit('UnitAssigned', 'u2', { lateJoin: { ref: 'CV 12' } });
    expect(relayPlan([ofUnit('UnitAssigned', 'u1', { lateJoin: null }), late])).toEqual([
      { kind: 'WAKE_UNIT', campaignId, unitId: 'u2', position: late.position },
    ]);
  });

  it('wakes the unit and its monitor for an approved plan, and the monitor alone for a granted day', () => {
    const approved = ofUnit('PlanApproved', 'u1');
    const granted = ofUnit('ActionExtensionGranted', 'u1');
    expect(relayPlan([approved, granted])).toEqual([
      { kind: 'WAKE_UNIT', campaignId, unitId: 'u1', position: approved.position },
      { kind: 'WAKE_MONITOR', campaignId, unitId: 'u1', position: granted.position },
    ]);
  });

  it('starts or wakes the clock of a petition, whatever else its unit does', () => {
    const received = ofUnit('PetitionReceived', 'u1', { subjectId: 'u1' });
    const returned = ofUnit('PlanReturned', 'u1');
    expect(relayPlan([received, returned])).toEqual([
      { kind: 'WAKE_PETITION', campaignId, subjectId: 'u1', position: received.position },
      { kind: 'WAKE_UNIT', campaignId, unitId: 'u1', position: returned.position },
    ]);
  });

  it.each([
    'ActionReminded',
    'ActionUrged',
    'CheckInOpened',
    'CheckInSubmitted',
    'PlanAmended',
    'VerificationRecorded',
    'AcknowledgementRecorded',
    'SelfReviewSubmitted',
    'PlanSubmitted',
    'ReminderSent',
    'ScoreComputed',
  ])('lets the armed timer find %s', (type) => expect(relayPlan([ofUnit(type, 'u1')])).toEqual([]));

  it.each(['CampaignPaused', 'CampaignResumed', 'DeadlineExtended', 'CampaignClosed'])(
    'signals no unit for %s, however many there are',
    (type) => expect(relayPlan([event(type)]).filter(({ kind }) => kind === 'WAKE_UNIT')).toEqual([]),
  );
});
