import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';

export type Of<Type extends EventType> = RecordedEvent & Extract<DomainEvent, { type: Type }>;
export type Notice = Of<'ReminderSent' | 'EscalationRaised' | 'ActionReminded' | 'ActionUrged'>;

/** what makes two notices the same one. */
export function noticeKey({ streamId, type, data }: Notice): string {
  const item = 'actionId' in data ? data.actionId : data.phase;
  const version = 'dueVersion' in data ? data.dueVersion : data.dueOn;
  return `${streamId} ${type} ${item} ${version} ${'offset' in data ? data.offset : data.step}`;
}

/** `T-5`, `URGE 1`: the step of each notice. */
export function rungNames(notices: readonly Notice[]): string[] {
  return notices.map(({ data }) =>
    'offset' in data ? `T${data.offset > 0 ? '+' : ''}${data.offset}` : `${data.level} ${data.step}`,
  );
}

/** Rungs raised although the one below was not. */
export function skippedRungs(urged: readonly Of<'ActionUrged' | 'EscalationRaised'>[]): number {
  const raised = new Set(urged.map((event) => noticeKey(event)));
  return urged.filter((event) => {
    const { step } = event.data;
    if (step === 1) return false;
    const below = { ...event, data: { ...event.data, step: step - 1 } } as Notice;
    return !raised.has(noticeKey(below));
  }).length;
}
