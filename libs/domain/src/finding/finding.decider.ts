import type { Decider } from '../decider.ts';
import { assertNever } from '../domain-error.ts';
import { advanceFinding, closeFinding } from './finding-course.ts';
import type { FindingCommand } from './finding.commands.ts';
import type { FindingEvent } from './finding.events.ts';
import { evolveFindings, type FindingsState } from './findings-state.ts';
import { registerFindings } from './register-findings.ts';
import { inheritFinding, transferFindings } from './finding-succession.ts';
import { splitFinding } from './split-finding.ts';

/** The findings against one unit, from the conclusion that states each to the verification that closes it. */
export const findingDecider: Decider<FindingCommand, FindingsState, FindingEvent> = {
  category: 'finding',
  initialState: [],
  evolve: evolveFindings,
  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterFindings':
        return registerFindings(command, state);
      case 'SplitFinding':
        return splitFinding(command, state);
      case 'AdvanceFinding':
        return advanceFinding(command, state);
      case 'CloseFinding':
        return closeFinding(command, state);
      case 'TransferFindings':
        return transferFindings(command, state);
      case 'InheritFinding':
        return inheritFinding(command, state);
      default:
        return assertNever(command);
    }
  },
};
