import { z } from 'zod';
import { optional, withDefault } from './variable-kinds.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const yesOrNo = (fallback: 'true' | 'false') =>
  withDefault(
    z.enum(['true', 'false'], 'is neither true nor false').transform((word) => word === 'true'),
    fallback,
  );

export const noticeVariables = z.object({
  NOTICE_QUIET_HOURS: optional(
    z.string().refine((text) => {
      const [from = '', to = '', ...rest] = text.split('-');
      return TIME.test(from) && TIME.test(to) && from !== to && rest.length === 0;
    }, 'is not HH:MM-HH:MM, such as 18:00-08:00'),
  ),
  NOTICE_QUIET_DAYS_OFF: yesOrNo('true'),
  NOTICE_URGENT_ALWAYS: yesOrNo('true'),
  PUBLIC_URL: optional(
    z
      .string()
      .refine(
        (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
        'is not an http(s):// address',
      ),
  ),
  WEBHOOK_TRUSTED_HOSTS: optional(
    z
      .string()
      .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
      .refine(
        (hosts) => hosts.every((host) => /^[^\s/:@]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/.test(host)),
        'is not host or host:port, separated by commas',
      ),
  ),
  NOTICE_DIGEST_AT: optional(z.string().regex(TIME, 'is not a time of day, HH:MM')),
});

export type NoticeConfig = Readonly<{
  /** Where people read the system; mails end with it. */
  publicUrl?: string;
  /** Hosts of the office's own network that webhooks may go to over http and at private addresses. */
  webhookTrustedHosts?: readonly string[];
  /** When mail may go out; absent: at any time, each notice by itself. Times are local to Việt Nam. */
  mailPolicy?: {
    quiet?: { from: string; to: string; daysOff: boolean };
    digestAt?: string;
    urgentAlways: boolean;
  };
}>;

export function noticeConfig(read: z.infer<typeof noticeVariables>): NoticeConfig {
  const { NOTICE_QUIET_HOURS: hours, NOTICE_DIGEST_AT: digestAt, PUBLIC_URL: publicUrl } = read;
  const link = {
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(read.WEBHOOK_TRUSTED_HOSTS === undefined ? {} : { webhookTrustedHosts: read.WEBHOOK_TRUSTED_HOSTS }),
  };
  if (hours === undefined && digestAt === undefined) return link;
  const [from = '', to = ''] = hours?.split('-') ?? [];
  return {
    ...link,
    mailPolicy: {
      ...(hours === undefined ? {} : { quiet: { from, to, daysOff: read.NOTICE_QUIET_DAYS_OFF } }),
      ...(digestAt === undefined ? {} : { digestAt }),
      urgentAlways: read.NOTICE_URGENT_ALWAYS,
    },
  };
}
