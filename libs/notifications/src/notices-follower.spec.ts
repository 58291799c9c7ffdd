import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { noticesFollower } from './notices-follower.ts';
import { SILENT } from './silent-events.ts';

const CAMPAIGN = { campaignId: 'c1', directiveId: 'd1', title: 'Kiểm điểm', deadlines: {} };

const CATEGORIES = [
  'campaign',
  'assignment',
  'finding',
  'rating',
  'rating-period',
  'unit',
  'bulk',
  'webhook',
];

/** Knows one campaign and nothing else. */
const tx: FollowerTransaction = {
  query: <Row>(sql: string) =>
    Promise.resolve((sql.includes('FROM app.notice_campaign') ? [CAMPAIGN] : []) as Row[]),
};

describe('The writer of notices', () => {
  it.each(['campaign', 'assignment'])(
    'has the stream parked when a newer program wrote a step of a %s, and tells nothing of its data',
    async (category) => {
      const data = { campaignId: 'c1', unitId: 'u1', note: 'không được lộ' };
      const event = { type: 'FromTheFuture', category, position: 7, streamId: 's1', data };
      const handled = noticesFollower().handle([event as unknown as RecordedEvent], tx);
      await expect(handled).rejects.toBeInstanceOf(PoisonEvent);
      await expect(handled).rejects.toThrow('FromTheFuture');
      await expect(handled).rejects.not.toThrow('không được lộ');
    },
  );

  it('writes nothing for what it says does not concern it, in whatever stream it stands', async () => {
    for (const type of SILENT) {
      let understood = 0;
      for (const category of CATEGORIES) {
        const written: string[] = [];
        const watching: FollowerTransaction = {
          query<Row>(sql: string) {
            if (!sql.trimStart().startsWith('SELECT')) written.push(sql);
            return tx.query<Row>(sql);
          },
        };
        const data = { campaignId: 'c1', unitId: 'u1', subjectId: 'u1' };
        const event = { type, category, position: 7, streamId: 's1', eventId: 'e1', data };
        const handled = noticesFollower().handle([event as unknown as RecordedEvent], watching);
        // In the streams of others it would be unknown, and parked.
        understood += await handled.then(
          () => 1,
          () => 0,
        );
        expect([type, category, written]).toEqual([type, category, []]);
      }
      expect([type, understood > 0]).toEqual([type, true]);
      expect(noticesFollower().concerns?.({ type } as RecordedEvent)).toBe(false);
    }
  });

  it('is concerned with what it tells, with what it must know to tell it, and with what it does not know', () => {
    for (const type of ['SelfReviewSubmitted', 'UnitRegistered', 'DelegationGranted', 'FromTheFuture'])
      expect(noticesFollower().concerns?.({ type } as RecordedEvent)).toBe(true);
  });
});
