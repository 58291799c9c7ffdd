import type { NoticeTexts } from '../notice-facts.ts';

export type NoticeMessage = {
  noticeId: string;
  kind: string;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  campaignId: string | null;
  position: number;
  createdAt: string;
  texts: NoticeTexts;
};

/** Standard Webhooks: a type, when it happened, and the data. The same bytes at every attempt. */
export const noticeBody = ({ kind, createdAt, ...notice }: NoticeMessage): string =>
  JSON.stringify({ type: `notice.${kind}`, timestamp: createdAt, data: { ...notice, kind } });

export const testBody = (subscriptionId: string, at: string): string =>
  JSON.stringify({ type: 'webhook.test', timestamp: at, data: { subscriptionId } });
