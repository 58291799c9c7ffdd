import type { StuckUnit, StuckView } from '@dondoc/contracts/stuck.ts';
import { describe, expect, it } from '@jest/globals';
import { stuckText } from './stuck.ts';

const unit: StuckUnit = {
  unitId: '11111111-1111-4111-8111-111111111111',
  unitCode: 'HU-A',
  unitName: 'Huyện ủy An Lão',
  waitsFor: 'REVIEW',
  mustAct: 'UNIT',
  actionId: null,
  since: '2026-11-17T17:30:00.000Z',
  waitingDays: 9,
  dueOn: '2026-11-25',
  overdueDays: 3,
  keeper: 'RUNNING',
  parkedBy: [],
};
const view = (more: Partial<StuckView> = {}): StuckView => ({
  campaignId: '22222222-2222-4222-8222-222222222222',
  status: 'REVIEWING',
  paused: false,
  zone: 'Asia/Ho_Chi_Minh',
  units: [unit],
  unitsNotLookedAt: 0,
  keeper: 'RUNNING',
  followers: [],
  ...more,
});

describe('What is stuck, for a terminal', () => {
  it('says in a line who waits for what, since when, how late it is, and who must act', () => {
    const line = stuckText(view())
      .split('\n')
      .find((text) => text.startsWith('HU-A'));
    expect(line?.split(/ {2,}/)).toEqual([
      'HU-A',
      'its review',
      '2026-11-18, 9 working days',
      '2026-11-25, 3 working days over',
      'the unit',
      'runs',
      'Huyện ủy An Lão',
    ]);
  });

  it('says that nobody is', () => {
    expect(stuckText(view({ units: [] }))).toBe('REVIEWING\n\nNo unit is stuck.');
  });

  it('says how to mend what has no workflow', () => {
    const text = stuckText(view({ units: [{ ...unit, keeper: 'MISSING' }], keeper: 'MISSING' }));
    expect(text).toContain('1 unit without a workflow: nobody reminds or urges them.');
    expect(text).toContain('Mend it with: npx dondoc temporal rebuild');
  });

  it('does not tell to mend what is only unknown', () => {
    const text = stuckText(view({ units: [{ ...unit, keeper: 'UNKNOWN' }], keeper: 'UNKNOWN' }));
    expect(text).toContain('Temporal is away');
    expect(text).not.toContain('rebuild');
  });

  it('names a follower by what does not happen without it', () => {
    const lag = {
      name: 'notices',
      behind: 12,
      lagSeconds: 95,
      parkedStreams: 1,
      effect: 'Mails are not written.',
    };
    expect(stuckText(view({ followers: [lag] }))).toContain(
      'Follower notices: 12 events behind, for 95 s, 1 stream of this campaign set aside as unreadable. Mails are not written.',
    );
  });
});
