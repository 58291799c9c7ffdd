import { isDay } from '../calendar/day-arithmetic.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import { isSameValue } from '../same-value.ts';
import { isBlank, repeated } from '../text.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import { BALLOT_LEVELS, type AssignmentEvent, type Ballot } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import { idsOf, requireOwnUnit, requireStatus, requireWorking, type CommandOf } from './assignment-step.ts';

/** A meeting recorded again corrects the record until the review is submitted; the same one again is nothing. */
export function recordReviewMeeting(
  { at, actor, data }: CommandOf<'RecordReviewMeeting'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  requireStatus(assignment, 'ACKNOWLEDGED', 'REVIEW_RETURNED');
  const { heldOn, summoned, present, ballots = [] } = data;
  const meeting = { heldOn, summoned, present, ballots };
  if (isSameValue(assignment.meeting, meeting)) return [];
  const today = dayOf(at, terms.zone);
  refuseFaults(
    'meeting-invalid',
    'R-03',
    faultsOf([
      ['/heldOn', isDay(heldOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/heldOn', heldOn <= today, `must not be in the future: today is ${today}`],
      ['/summoned', Number.isSafeInteger(summoned) && summoned > 0, 'must be a count above 0'],
      ['/present', Number.isSafeInteger(present) && present > 0, 'must be a count above 0'],
      ['/present', present <= summoned, 'must not be more than were summoned'],
    ]),
  );
  refuseFaults('ballot-invalid', 'R-26', ballotFaults(ballots, present));
  return [{ type: 'ReviewMeetingRecorded', data: { ...idsOf(assignment), ...meeting } }];
}

/** one ballot a subject, and no more votes than people in the room. */
function ballotFaults(ballots: readonly Ballot[], present: number): Fault[] {
  // A space keeps the collective apart from every post.
  const subjects = ballots.map(({ position }) => position?.trim().normalize('NFC') ?? ' ');
  const doubled = new Set(repeated(subjects));
  return ballots.flatMap(({ position, tallies, invalid }, index) => {
    const path = `/ballots/${index}`;
    const levels = new Set<string>(repeated(tallies.map(({ level }) => level)));
    const votes = tallies.reduce((sum, tally) => sum + tally.votes, 0) + invalid;
    return [
      ...faultsOf([
        [`${path}/position`, position === null || !isBlank(position), 'must name the post, or be null'],
        [`${path}/position`, !doubled.has(subjects[index] ?? ''), 'was voted on twice'],
        [`${path}/tallies`, tallies.length > 0, 'must hold at least one level'],
        [`${path}/invalid`, isTally(invalid), 'must be a count of 0 or more'],
        [path, votes <= present, `holds ${votes} votes, and ${present} were present`],
      ]),
      ...tallies.flatMap((tally, nth) =>
        faultsOf([
          [
            `${path}/tallies/${nth}/level`,
            BALLOT_LEVELS.includes(tally.level),
            `must be one of ${BALLOT_LEVELS.join(', ')}`,
          ],
          [`${path}/tallies/${nth}/level`, !levels.has(tally.level), `is counted twice (${tally.level})`],
          [`${path}/tallies/${nth}/votes`, isTally(tally.votes), 'must be a count of 0 or more'],
        ]),
      ),
    ];
  });
}

function isTally(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}
