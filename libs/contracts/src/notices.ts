import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { PageQuery, pageOf } from './page.ts';

export const InboxQuery = PageQuery.extend({
  unread: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .exactOptional(),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export const Notice = z
  .object({
    id: z.string(),
    campaignId: z.uuid().nullable(),
    unitId: z.uuid().nullable(),
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
    position: z.int(),
  })
  .meta({ id: 'Notice' });
export type Notice = Frozen<z.infer<typeof Notice>>;
export const NoticePage = pageOf(Notice).meta({ id: 'NoticePage' });

export const Mail = z
  .object({
    id: z.string(),
    to: z.string(),
    subject: z.string(),
    body: z.string(),
    status: z.string().meta({ description: 'Captured, sent or failed.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Mail' });
export type Mail = Frozen<z.infer<typeof Mail>>;
export const MailPage = pageOf(Mail).meta({ id: 'MailPage' });
