import type { InboxOwner } from '@dondoc/notifications/inbox.query.ts';
import type { Caller } from '../http/request-context.ts';

/** A unit has an inbox of its own, and the committee has one for all who oversee. */
export const inboxOwnerOf = ({ account }: Caller): InboxOwner =>
  account.role === 'UNIT' && account.unitId !== null ? { unitId: account.unitId } : 'ADMINISTRATORS';
