import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { PublishedEventType } from '../../public-types.ts';

type DataOf<Type> = Extract<DomainEvent, { type: Type }>['data'];
/** What some events look like inside. */
export type Published<Type extends PublishedEventType> = { readonly [Each in Type]: DataOf<Each> };

/** Stands wherever a person may write what they like, so that a spec can look whether it gets out. */
export const PRIVATE = 'chỉ trong nhật ký';

export const campaignId = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001';
export const unitId = '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002';
export const directiveId = '9d1f6a10-2c4b-4f7d-b2a3-1889c0de0003';
export const findingId = '1b2c3d4e-5f60-4a7b-8c9d-1889c0de0005';
export const ids = { campaignId, unitId };
export const basis = { ref: PRIVATE, text: PRIVATE };
export const deadline = (phase: Phase, on: string, endsAt: string): Deadline => ({
  phase,
  on,
  endsAt,
  relation: 'BY',
  phrase: PRIVATE,
  basis,
});
export const review = deadline('REVIEW', '2023-12-20', '2023-12-20T17:00:00.000Z');
export const later = deadline('REVIEW', '2023-12-27', '2023-12-27T17:00:00.000Z');
export const plan = deadline('PLAN', '2024-01-19', '2024-01-19T17:00:00.000Z');
export const timely = (due: Deadline) => ({ due, originalOn: due.on, isLate: false, lateSeconds: 0 });
export const SHA256 = '0'.repeat(64);
