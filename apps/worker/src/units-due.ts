import type { UnitsDue } from '@dondoc/activities/effect-activities.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import { remindersOf } from '@dondoc/domain/escalation/reminders.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentsDue, dueDays } from '@dondoc/read-models/assignments/campaign-progress.query.ts';
import type { EntityManager } from 'typeorm';

/**
 * Finds who may have a reminder due at a slot: the board says on which days open assignments are due, the cadence which of
 * those days this slot announces. A board that lags names a unit too many or too few days early; the decider has the last word.
 */
export function unitsDueFrom(db: EntityManager, store: EventStore): UnitsDue {
  return async ({ campaignId, at, after, limit }) => {
    const terms = await campaignTerms(store, campaignId);
    const { cadence, zone } = terms;
    const calendar = calendarOf(terms);
    const announced = (await dueDays(db, campaignId)).filter(({ phase, on }) => {
      const deadline = deadlineOn({ phase, on, relation: 'BY', basis: { ref: campaignId } }, zone);
      return remindersOf(deadline, cadence, calendar, zone).some((reminder) => reminder.at === at);
    });
    // Each list is in the order of unit ids, so the smallest ids of all lists together are the next page.
    const pages = await Promise.all(
      announced.map(({ phase, on }) =>
        assignmentsDue(db, { campaignId, phase, on, limit, ...(after === null ? {} : { after }) }),
      ),
    );
    const unitIds = new Set(pages.flat().map(({ unitId }) => unitId));
    return [...unitIds].toSorted().slice(0, limit);
  };
}
