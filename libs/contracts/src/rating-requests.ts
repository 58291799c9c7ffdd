import { z } from 'zod';
import { CapDenominator, Decimal, FactId, RatedLevel, Role, Rounding } from './rating-terms.ts';
import { GeneralPoints, RatingFacts } from './rating-case.ts';
import { Basis } from './terms.ts';
import { Day, text, UnitReference } from './text.ts';

const decisionNo = text(300).meta({ example: '12-QĐ/TU' });
const reason = text(2_000);
/** A unit by id or code; a post as `CODE/title`. */
export const RatedReference = text(400).meta({
  description: 'A unit, by id or by code, or a post of it, by id or as `CODE/title`.',
  example: 'HU-TRABONG',
});
const OfficialLevel = z.enum(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED', 'NOT_RATED']);

export const SelfRatingRequest = z
  .strictObject({ score: Decimal, level: RatedLevel })
  .meta({ id: 'SelfRatingRequest' });
export type SelfRatingRequest = z.infer<typeof SelfRatingRequest>;

export const AppraisalRequest = z
  .strictObject({
    score: Decimal,
    level: RatedLevel,
    general: GeneralPoints.exactOptional(),
    explanation: reason.exactOptional(),
  })
  .meta({
    id: 'AppraisalRequest',
    description: 'Five points or a level away from the self-rating needs an explanation (R-25).',
  });
export type AppraisalRequest = z.infer<typeof AppraisalRequest>;

/** What the log itself knows is not imported: the procedure comes from the unit's own steps. */
export const ImportedFacts = RatingFacts.omit({ procedure: true });
export const ImportFactsRequest = z
  .strictObject({
    source: Basis.meta({ description: 'The document that states these facts.' }),
    items: z
      .array(z.strictObject({ subject: RatedReference, facts: ImportedFacts }))
      .min(1)
      .max(5_000),
  })
  .meta({ id: 'ImportFactsRequest' });
export type ImportFactsRequest = z.infer<typeof ImportFactsRequest>;

export const ListPostsRequest = z
  .strictObject({
    source: Basis,
    posts: z
      .array(
        z.strictObject({
          unit: UnitReference,
          position: text(300).meta({ description: 'The post, never a name.', example: 'Bí thư' }),
          role: Role,
          peerGroup: text(100),
          serviceMonths: z.int().min(0).max(1_000).nullable(),
        }),
      )
      .min(1)
      .max(5_000),
  })
  .meta({ id: 'ListPostsRequest' });
export type ListPostsRequest = z.infer<typeof ListPostsRequest>;

export const SelectExcellentRequest = z
  .strictObject({
    group: text(100),
    choice: z.strictObject({ selected: z.array(RatedReference).max(2_000), reason }).exactOptional(),
    exceptional: z.strictObject({ ratio: Decimal.exactOptional(), decisionNo: text(300, 0) }).exactOptional(),
  })
  .meta({
    id: 'SelectExcellentRequest',
    description:
      'Applies the cap to a peer group. Without `choice` the ranking decides, and a tie at the last place is refused.',
  });
export type SelectExcellentRequest = z.infer<typeof SelectExcellentRequest>;

export const MergeGroupsRequest = z
  .strictObject({
    into: text(100),
    from: z.array(text(100)).min(1).max(50),
    decisionNo,
    decidedOn: Day,
    reason,
  })
  .meta({ id: 'MergeGroupsRequest' });
export type MergeGroupsRequest = z.infer<typeof MergeGroupsRequest>;

export const AdoptPoliciesRequest = z.strictObject({ decisionNo, decidedOn: Day }).meta({
  id: 'AdoptPoliciesRequest',
  description: 'The decision by which an authority makes the proposals of the policies its own (R-28).',
});
export type AdoptPoliciesRequest = z.infer<typeof AdoptPoliciesRequest>;

export const DecideRatingsRequest = z
  .strictObject({
    decisionNo,
    decidedOn: Day,
    items: z
      .array(
        z.strictObject({
          subject: RatedReference,
          level: OfficialLevel.exactOptional(),
          reason: reason.exactOptional(),
        }),
      )
      .min(1)
      .max(5_000)
      .meta({ description: 'Without a level: the one that the rules and the cap gave.' }),
  })
  .meta({
    id: 'DecideRatingsRequest',
    description: 'One decision for many; one refusal, and nothing is written.',
  });
export type DecideRatingsRequest = z.infer<typeof DecideRatingsRequest>;

export const PublishRatingsRequest = z
  .strictObject({ subjects: z.array(RatedReference).min(1).max(5_000).exactOptional() })
  .meta({ id: 'PublishRatingsRequest', description: 'Without subjects: all that are decided.' });
export type PublishRatingsRequest = z.infer<typeof PublishRatingsRequest>;

export const PetitionRequest = z
  .strictObject({ receivedOn: Day, text: text(20_000) })
  .meta({ id: 'PetitionRequest' });
export type PetitionRequest = z.infer<typeof PetitionRequest>;

const Superseding = z.strictObject({ level: OfficialLevel, decisionNo, decidedOn: Day });
export const AnswerPetitionRequest = z
  .strictObject({
    outcome: z.enum(['CONFIRMED', 'SUPERSEDED']),
    answerNo: decisionNo,
    answeredOn: Day,
    note: reason,
    superseding: Superseding.exactOptional(),
  })
  .meta({ id: 'AnswerPetitionRequest' });
export type AnswerPetitionRequest = z.infer<typeof AnswerPetitionRequest>;

export const SupersedeRequest = Superseding.extend({ reason }).meta({ id: 'SupersedeRequest' });
export type SupersedeRequest = z.infer<typeof SupersedeRequest>;

export const WhatIfRequest = z
  .strictObject({
    policy: z
      .unknown()
      .optional()
      .meta({ description: 'A code, an override or a whole document; default: the snapshot.' }),
    cap: z
      .strictObject({
        ratio: Decimal.exactOptional(),
        denominator: CapDenominator.exactOptional(),
        rounding: Rounding.exactOptional(),
        minGroupSize: z.int().min(0).exactOptional(),
      })
      .exactOptional(),
    group: FactId.exactOptional(),
  })
  .meta({
    id: 'WhatIfRequest',
    description: 'Another policy or another reading of the cap over the same events.',
  });
export type WhatIfRequest = z.infer<typeof WhatIfRequest>;

export const PublishPolicyRequest = z
  .strictObject({ policy: z.unknown() })
  .meta({ id: 'PublishPolicyRequest', description: 'The next version of its code; published for good.' });
export type PublishPolicyRequest = z.infer<typeof PublishPolicyRequest>;
