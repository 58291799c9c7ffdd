import type { ActorRef } from '../actor.ts';
import { ADMIN, at } from '../campaign/test-campaigns.ts';
import type { FindingCommand } from './finding.commands.ts';
import type { FindingContent, FindingEvent } from './finding.events.ts';

export const unitId = 'unit-A01';
export const origin = {
  conclusionId: 'conclusion-1',
  source: 'INSPECTION' as const,
  number: '12/KL-TTr',
  issuer: 'Thanh tra tỉnh',
  signedOn: '2025-09-15',
};

export function content(item: string, more: Partial<FindingContent> = {}): FindingContent {
  return {
    findingId: `finding-${item}`,
    origin: { ...origin, item },
    text: `Chậm thực hiện kiến nghị ${item}.`,
    textSha256: 'c'.repeat(64),
    position: null,
    severity: 'MEDIUM',
    amount: null,
    recommendation: 'OTHER',
    requiredAction: null,
    due: null,
    responsible: null,
    theme: null,
    repeatsFindingId: null,
    ...more,
  };
}

type DataOf<Type extends FindingCommand['type']> = Extract<FindingCommand, { type: Type }>['data'];

export function findingCommand<Type extends FindingCommand['type']>(
  type: Type,
  data: DataOf<Type>,
  actor: ActorRef = ADMIN,
): FindingCommand {
  // The name and its data belong together by the signature; a union cannot say so.
  return { type, data, actor, at: at('2026-03-02') } as FindingCommand;
}

export function registered(no: string, more: Partial<FindingContent> = {}): FindingEvent {
  return {
    type: 'FindingRegistered',
    data: { ...content(no, more), unitId, no, parentId: null, registeredOn: '2026-03-02' },
  };
}

export function closed(item: string): FindingEvent {
  return {
    type: 'FindingClosed',
    data: {
      unitId,
      findingId: `finding-${item}`,
      no: item,
      as: 'VERIFIED_CLOSED',
      basis: { ref: '40/BC-TTr' },
      note: '',
      evidence: ['1'.repeat(64)],
    },
  };
}
