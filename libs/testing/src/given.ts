import { expect } from '@jest/globals';
import type { Decider } from '@dondoc/domain/decider.ts';

/** given(context, ...past events).when(command).then(...new events) | .thenRefuses(code, details?) | .thenNothingHappens() */
export function specificationFor<Command, State, Event, Context>(
  decider: Decider<Command, State, Event, Context>,
) {
  return (context: Context, ...history: Event[]) => ({
    when: (command: Command) => {
      const run = () =>
        decider.decide(
          command,
          history.reduce((state, event) => decider.evolve(state, event), decider.initialState),
          context,
        );
      return {
        events: run,
        then: (...expected: Event[]) => expect(run()).toEqual(expected),
        thenNothingHappens: () => expect(run()).toEqual([]),
        thenRefuses: (code: string, details: Record<string, unknown> = {}) =>
          expect(run).toThrow(
            expect.objectContaining({ name: 'DomainError', code, details: expect.objectContaining(details) }),
          ),
      };
    },
  });
}
