import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { noticesFollower } from './notices-follower.ts';

const CAMPAIGN = { campaignId: 'c1', directiveId: 'd1', title: 'Kiểm điểm', deadlines: {} };

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
});
