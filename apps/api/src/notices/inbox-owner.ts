import type { InboxOwner } from '@dondoc/notifications/inbox.query.ts';
import type { Caller } from '../http/request-context.ts';

/** A unit has an inbox of its own, and the committee has one for all who oversee. */
export const inboxOwnerOf = ({ account, deputy }: Caller): InboxOwner =>
  account.role === 'UNIT' && account.unitId !== null
    ? // What a principal is told as somebody's deputy is not for a deputy's eyes.
      { unitId: account.unitId, ...(deputy === undefined && { accountId: account.id }) }
    : 'ADMINISTRATORS';
