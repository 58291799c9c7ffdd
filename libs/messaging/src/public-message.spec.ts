import { describe, expect, it } from '@jest/globals';
import { INTERNAL_TYPE, PublicEvents, PublicHeaders } from '@dondoc/contracts/public-events.ts';
import { SEALED_FIELDS } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import { publicMessage } from './public-message.ts';
import { PUBLIC_TYPES } from './public-types.ts';
import { PUBLISHED_EVENTS, PUBLISHED_TYPES } from './testing/published-events.ts';
import { PRIVATE } from './testing/published-events/parts.ts';

const recorded = (type: string, data: object): RecordedEvent => ({
  type,
  data,
  position: 1_204,
  streamId: '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002',
  category: 'assignment',
  version: 7,
  eventId: '6c2a7f4e-5a11-5d0e-9d3b-1889c0de0004',
  at: '2023-12-20T02:30:00.000Z',
  committedAt: '2023-12-20T02:30:00.120Z',
  actor: { id: PRIVATE, role: 'UNIT' },
  commandId: PRIVATE,
  correlationId: '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001',
  leafHash: '0'.repeat(64),
  envelope: PRIVATE,
});

describe('The public form of an event', () => {
  it('is a CloudEvent in binary mode, keyed by its stream and numbered by its version in it', () => {
    const { key, headers, value } = publicMessage(recorded('PlanApproved', PUBLISHED_EVENTS.PlanApproved));
    expect(key).toBe('5b0f4c1e-7a36-4b0e-8a94-1889c0de0002');
    expect(headers).toEqual({
      ce_specversion: '1.0',
      ce_id: '6c2a7f4e-5a11-5d0e-9d3b-1889c0de0004',
      ce_source: 'urn:vn:dondoc:log',
      ce_type: 'vn.dondoc.assignment.plan-approved.v1',
      ce_subject: key,
      ce_partitionkey: key,
      ce_time: '2023-12-20T02:30:00.000Z',
      ce_streamversion: '7',
      ce_position: '1204',
      ce_correlationid: '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001',
      'content-type': 'application/json',
    });
    expect(PublicHeaders.parse(headers)).toEqual(headers);
    expect(JSON.parse(value)).toEqual(PUBLISHED_EVENTS.PlanApproved);
  });

  it.each(PUBLISHED_TYPES)('of %s holds no text that a person wrote, and no actor', (type) => {
    const { value, headers } = publicMessage(recorded(type, PUBLISHED_EVENTS[type]));
    expect(value + JSON.stringify(headers)).not.toContain(PRIVATE);
    expect(PublicEvents[PUBLIC_TYPES[type]].parse(JSON.parse(value))).toEqual(JSON.parse(value));
  });

  it.each(PUBLISHED_TYPES.filter((type) => SEALED_FIELDS[type] !== undefined))(
    'of %s is the same after the key of its sealed texts was destroyed',
    (type) => {
      const sealed = SEALED_FIELDS[type] ?? [];
      const whole = PUBLISHED_EVENTS[type];
      expect(Object.keys(whole)).toEqual(expect.arrayContaining([...sealed]));
      const shredded = { ...whole, ...Object.fromEntries(sealed.map((field) => [field, null])) };
      expect(publicMessage(recorded(type, shredded))).toEqual(publicMessage(recorded(type, whole)));
    },
  );

  it.each([
    ['SelfReviewSubmitted', 'answeredFindings'],
    ['PlanApproved', 'hash'],
    ['PlanApproved', 'approvedAt'],
    ['VerificationRecorded', 'percent'],
  ] as const)('of a %s from a log that did not yet say %s leaves it out', (type, field) => {
    const { [field]: _, ...early } = PUBLISHED_EVENTS[type] as Record<string, unknown>;
    const said = JSON.parse(publicMessage(recorded(type, early)).value) as object;
    const today = JSON.parse(publicMessage(recorded(type, PUBLISHED_EVENTS[type])).value) as object;
    expect(Object.keys(today).filter((each) => !Object.keys(said).includes(each))).toEqual([field]);
  });

  it('of a review meeting says that it was held, and nothing of its ballots', () => {
    const { value } = publicMessage(
      recorded('ReviewMeetingRecorded', PUBLISHED_EVENTS.ReviewMeetingRecorded),
    );
    expect(Object.keys(JSON.parse(value) as object)).toEqual([
      'campaignId',
      'unitId',
      'heldOn',
      'summoned',
      'present',
    ]);
  });

  it('of an internal event says that its version is taken, and nothing of what happened', () => {
    const internal = Object.entries(PUBLIC_TYPES).filter(([, type]) => type === INTERNAL_TYPE);
    expect(internal.length).toBeGreaterThan(0);
    for (const [type] of internal) {
      const { value, headers } = publicMessage(recorded(type, { score: PRIVATE, phase: 'REVIEW' }));
      expect(value).toBe('{}');
      expect(headers).toMatchObject({ ce_type: INTERNAL_TYPE, ce_streamversion: '7' });
    }
  });

  it('names each public type once, and each is published by an event', () => {
    const named = Object.values(PUBLIC_TYPES).filter((type) => type !== INTERNAL_TYPE);
    expect(new Set(named).size).toBe(named.length);
    expect(new Set([...named, INTERNAL_TYPE])).toEqual(new Set(Object.keys(PublicEvents)));
  });

  it('does not exist for an event of a newer program, or one without what its type promises', () => {
    expect(() => publicMessage(recorded('PlanWithdrawn', {}))).toThrow(PoisonEvent);
    expect(() => publicMessage(recorded('constructor', {}))).toThrow(PoisonEvent);
    const without = () => publicMessage(recorded('PlanApproved', { campaignId: PRIVATE }));
    expect(without).toThrow('PlanApproved has no vn.dondoc.assignment.plan-approved.v1 in it (campaignId');
    expect(without).not.toThrow(PRIVATE);
  });
});
