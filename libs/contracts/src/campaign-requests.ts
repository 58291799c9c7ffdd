import { z } from 'zod';
import { RequirementChange } from './amendments.ts';
import { Basis, Cadence, Phase, Relation, Requirement } from './terms.ts';
import { Day, Id, text, UnitReference } from './text.ts';

const MAX_UNITS = 50_000;
const reason = text(2_000);
const year = z.int().min(2000).max(2100);

const DeadlineRequest = z
  .strictObject({
    phase: Phase,
    on: Day.exactOptional(),
    phrase: text(300).exactOptional().meta({ example: 'trong 15 ngày làm việc' }),
    from: Day.exactOptional().meta({
      description: 'The day a phrase counts from; default: the day of issue.',
    }),
    relation: Relation.exactOptional(),
    basis: Basis,
  })
  .refine(({ on, phrase }) => (on === undefined) !== (phrase === undefined), {
    path: ['on'],
    message: 'must be given, or `phrase` in its place; not both',
  })
  .meta({ id: 'DeadlineRequest' });
export type DeadlineRequest = z.infer<typeof DeadlineRequest>;

export const DraftCampaignRequest = z
  .strictObject({
    directiveId: Id,
    title: text(300).exactOptional(),
    reviewYear: year,
    monitoringYear: year,
    addressees: z.strictObject({
      categories: z.array(text(64)).max(100).exactOptional(),
      units: z.array(UnitReference).max(MAX_UNITS).exactOptional(),
    }),
    deadlines: z
      .array(DeadlineRequest)
      .min(1)
      .max(3)
      .refine(
        (all) => new Set(all.map(({ phase }) => phase)).size === all.length,
        'must name each phase once',
      ),
    cutOffOn: Day,
    requirements: z
      .array(Requirement)
      .min(1)
      .max(100)
      .exactOptional()
      .meta({ description: 'Default: the requirements of the directive.' }),
    cadence: Cadence.exactOptional(),
    zone: text(64).exactOptional().meta({ example: 'Asia/Ho_Chi_Minh' }),
    ratingPolicy: text(64).exactOptional().meta({
      description: 'Code of the policy that rates the units; its newest version is kept as a snapshot.',
      example: 'VN-UNIT-366-335',
    }),
    personPolicy: text(64).exactOptional().meta({
      description: 'Code of the policy that rates the posts of the units, kept as a snapshot as well.',
      example: 'VN-PERSON-335',
    }),
    lowerFirst: z.enum(['BLOCK', 'WARN']).exactOptional().meta({
      description:
        'R-22: may a unit be decided, and its plan be approved, before those below it? Default: BLOCK.',
    }),
    petitionWorkingDays: z.int().min(1).max(60).exactOptional().meta({
      description: 'R-24: working days from receipt in which a petition is answered; default: 7.',
    }),
  })
  .meta({
    id: 'DraftCampaignRequest',
    description: 'Drafts a campaign: terms, deadlines and the expanded addressees.',
  });
export type DraftCampaignRequest = z.infer<typeof DraftCampaignRequest>;

export const CascadeRequest = z
  .strictObject({
    title: text(300).exactOptional(),
    units: z
      .array(UnitReference)
      .min(1)
      .max(MAX_UNITS)
      .exactOptional()
      .meta({ description: 'Default: every unit directly below.' }),
    deadlines: z.array(DeadlineRequest).length(3),
    cutOffOn: Day.exactOptional().meta({ description: 'Default: that of the campaign carried on.' }),
  })
  .meta({
    id: 'CascadeRequest',
    description: 'Launches the directive on to the units below; no day may be later than the unit’s own.',
  });
export type CascadeRequest = z.infer<typeof CascadeRequest>;

export const ReasonRequest = z.strictObject({ reason }).meta({ id: 'ReasonRequest' });
export type ReasonRequest = z.infer<typeof ReasonRequest>;

export const AmendCampaignRequest = z
  .union([
    z.strictObject({ changes: z.array(RequirementChange).min(1).max(100), effectiveOn: Day, basis: Basis }),
    z.strictObject({ requirements: z.array(Requirement).min(1).max(100), effectiveOn: Day, basis: Basis }),
  ])
  .meta({
    id: 'AmendCampaignRequest',
    description: 'What shall become different, or the whole list as it shall be, from a day on.',
  });
export type AmendCampaignRequest = z.infer<typeof AmendCampaignRequest>;

export const ExtendDeadlineRequest = z.strictObject({ phase: Phase, to: Day, reason, basis: Basis }).meta({
  id: 'ExtendDeadlineRequest',
  description: 'Grants an extension (R-08): the first deadline stays on record.',
});
export type ExtendDeadlineRequest = z.infer<typeof ExtendDeadlineRequest>;

export const AdoptCalendarRequest = z
  .strictObject({
    calendar: z.record(z.string().max(64), z.unknown()).meta({
      description:
        'The new version: a whole calendar, or `{ version, adopted }`, the adoptions it adds to the one in force.',
      example: {
        version: '2026-12',
        adopted: [
          {
            on: '2026-12-20',
            basis: 'Thông báo hoán đổi ngày làm việc',
            off: [{ on: '2026-12-31', name: 'Nghỉ hoán đổi' }],
            worked: ['2027-01-09'],
          },
        ],
      },
    }),
    basis: Basis,
  })
  .meta({
    id: 'AdoptCalendarRequest',
    description:
      'Takes over a new version of the calendar: open deadlines that were counted are counted again (R-29).',
  });
export type AdoptCalendarRequest = z.infer<typeof AdoptCalendarRequest>;

export const AddAddresseeRequest = z
  .strictObject({ unit: UnitReference, basis: Basis })
  .meta({ id: 'AddAddresseeRequest' });
export type AddAddresseeRequest = z.infer<typeof AddAddresseeRequest>;
