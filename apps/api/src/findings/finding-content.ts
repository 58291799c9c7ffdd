import { hash } from 'node:crypto';
import type { NewFinding } from '@dondoc/contracts/findings.ts';
import type { ConclusionState } from '@dondoc/domain/conclusion/conclusion.decider.ts';
import type { FindingContent } from '@dondoc/domain/finding/finding.events.ts';
import type { FindingsState } from '@dondoc/domain/finding/findings-state.ts';
import { findingIdOf } from '@dondoc/event-store/stream-ids.ts';

/** SHA-256 (hex) of the NFC text in UTF-8: what a quotation on paper is held against. */
export const quotationHash = (text: string): string => hash('sha256', text.normalize('NFC'), 'hex');

/**
 * One finding as the register keeps it. `repeats` names an earlier finding by its number; a number that is not there becomes
 * an id that is not there, and the rule refuses it.
 */
export function findingContent(
  { item, repeats, ...finding }: NewFinding,
  {
    unitId,
    conclusion: { conclusionId, source, number, issuer, signedOn },
    register,
  }: { unitId: string; conclusion: NonNullable<ConclusionState>; register: FindingsState },
): FindingContent {
  return {
    ...finding,
    findingId: findingIdOf({ unitId, conclusionId, item }),
    origin: { conclusionId, source, number, issuer, signedOn, item },
    textSha256: quotationHash(finding.text),
    repeatsFindingId:
      repeats === null ? null : (register.find(({ no }) => no === repeats)?.findingId ?? `number ${repeats}`),
  };
}
