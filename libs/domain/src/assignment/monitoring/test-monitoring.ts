import type { Instant } from '../../calendar/day.ts';
import { at, BASIS } from '../../campaign/test-campaigns.ts';
import * as unit from '../test-assignments.ts';
import { actions, command, contextOf } from '../test-assignments.ts';
import type { AssignmentCommand } from '../assignment.commands.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { NewEvidence } from './monitoring.events.ts';
import type { CommandOf } from '../assignment-step.ts';

export const approved = () => unit.planApproved();
/** The unit's stream after these commands on an approved plan, each decided for real. */
export function afterApproval(...commands: AssignmentCommand[]): AssignmentEvent[] {
  const context = contextOf();
  return commands.reduce<AssignmentEvent[]>(
    (events, next) => [...events, ...assignmentDecider.decide(next, unit.stateOf(events), context)],
    approved(),
  );
}

export const settle = (when: Instant) => command('SettleMonitoring', {}, when);
export const ask = (
  to = '2026-07-31',
  when: Instant = at('2026-06-15'),
  more: Partial<CommandOf<'RequestActionExtension'>['data']> = {},
) =>
  command('RequestActionExtension', { actionId: 'a1', to, reason: 'Chờ văn bản cấp trên.', ...more }, when);
export const grant = (request = 1, more: Partial<CommandOf<'GrantActionExtension'>['data']> = {}) =>
  command(
    'GrantActionExtension',
    { actionId: 'a1', request, reason: 'Khách quan.', basis: BASIS, ...more },
    at('2026-06-20'),
  );
export const deny = (request = 1) =>
  command('DenyActionExtension', { actionId: 'a1', request, reason: 'Không có căn cứ.' }, at('2026-06-20'));
export const progress = (percent = 40, when: Instant = at('2026-05-04')) =>
  command('ReportProgress', { actionId: 'a1', percent, text: 'Đã họp phân công.' }, when);
export const amend = (changed = actions, when: Instant = at('2026-05-04'), reason = 'Bổ sung giải pháp.') =>
  command('AmendPlan', { actions: changed, reason }, when);
export const lines = actions.map(({ id }) => ({ actionId: id, percent: 50, text: 'Đang làm.' }));
export const checkIn = (when: Instant, more: Partial<CommandOf<'SubmitCheckIn'>['data']> = {}) =>
  command('SubmitCheckIn', { period: '2026-Q2', summary: '', lines, ...more }, when);
export const pdf = (sha = '1'.repeat(64), more: Partial<NewEvidence> = {}): NewEvidence => ({
  sha256: sha,
  size: 12,
  mediaType: 'application/pdf',
  title: 'Quyết định.pdf',
  supersedes: null,
  ...more,
});
export const files = (...sent: NewEvidence[]) =>
  command('AttachEvidence', { actionId: 'a1', files: sent }, at('2026-05-04'));
export const file = (sha?: string, more?: Partial<NewEvidence>) => files(pdf(sha, more));
export const withdraw = (sha = '1'.repeat(64), reason = 'Nhầm tệp.') =>
  command('WithdrawEvidence', { actionId: 'a1', sha256: sha, reason }, at('2026-05-05'));
