import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import type { ReturnReason } from './assignment.events.ts';

/** Throws 'reasons-missing': what is sent back says which item is wrong and what to do about it. */
export function requireReasons(reasons: readonly ReturnReason[]): void {
  refuseFaults('reasons-missing', 'return-reasons', [
    ...faultsOf([['/reasons', reasons.length > 0, 'must hold at least one reason']]),
    ...reasons.flatMap(({ item, text }, index) =>
      faultsOf([
        [`/reasons/${index}/item`, !isBlank(item), 'must name the item'],
        [`/reasons/${index}/text`, !isBlank(text), 'must not be blank'],
      ]),
    ),
  ]);
}
