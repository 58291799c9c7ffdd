import { describe, expect, it } from '@jest/globals';
import { array, assert, integer, property } from 'fast-check';
import { Agenda } from './agenda.ts';

const instant = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();

describe('The agenda of a simulation', () => {
  it('hands out every entry once, by instant and then in the order noted', () => {
    assert(
      property(array(integer({ min: 0, max: 20 })), (hours) => {
        const agenda = new Agenda<number>();
        hours.forEach((hour, index) => agenda.note(instant(hour), index));
        const expected = hours
          .map((hour, index) => ({ hour, index }))
          .sort((a, b) => a.hour - b.hour || a.index - b.index);
        expect(agenda.takeUntil(instant(21)).map((entry) => entry.step)).toEqual(
          expected.map(({ index }) => index),
        );
        expect(agenda.nextAt()).toBeNull();
      }),
    );
  });

  it('keeps what is later', () => {
    const agenda = new Agenda<string>();
    agenda.note(instant(5), 'later');
    agenda.note(instant(1), 'now');
    expect(agenda.takeUntil(instant(1)).map((entry) => entry.step)).toEqual(['now']);
    expect(agenda.nextAt()).toBe(instant(5));
  });
});
