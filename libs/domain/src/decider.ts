/**
 * The pure core of one kind of stream. `decide` returns the new events (none: nothing to do) or throws a DomainError;
 * `context` is what the rule must know from other streams (the campaign's terms, the calendar), loaded by the caller.
 */
export type Decider<Command, State, Event, Context = void> = {
  readonly category: string;
  readonly initialState: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State, context: Context) => Event[];
};

/** Past events folded into the present state. */
export function fold<State, Event>(
  decider: { initialState: State; evolve: (state: State, event: Event) => State },
  events: Iterable<Event>,
): State {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
