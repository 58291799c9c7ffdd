import type { ActorRef } from '../actor.ts';
import type { Instant } from '../calendar/day.ts';
import type { DirectiveContent } from './directive.events.ts';

export type DirectiveCommand = {
  type: 'RegisterDirective';
  at: Instant;
  actor: ActorRef;
  data: { directiveId: string } & DirectiveContent;
};
