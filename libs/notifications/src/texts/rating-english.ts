import type { RatingTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

const WHOSE = '{{#isPost}}a post of the unit{{/isPost}}{{^isPost}}the unit{{/isPost}}';
const IN_SYSTEM = 'The details are in the unit’s rating file in Đôn Đốc.';

/** Of the year's rating. */
export const ratingEnglish: RatingTemplates = {
  RatingOpened: {
    subject: 'Please rate yourselves: {{campaign}}',
    body: lines(
      'The rating for “{{campaign}}” has begun; facts count up to the end of {{cutOffOn}}.',
      'Please enter the unit’s own score and level in Đôn Đốc.',
    ),
  },
  AppraisalRecorded: {
    subject: 'Self-rating appraised: {{campaign}}',
    body: `The self-rating of ${WHOSE} for “{{campaign}}” was appraised{{#differs}}; the appraisal differs from it{{/differs}}. ${IN_SYSTEM}`,
  },
  RatingApprovalVoided: {
    subject: 'A rating must be looked at again: {{unit}}',
    body: lines(
      'The rating of {{#isPost}}a post of {{/isPost}}{{unit}} for “{{campaign}}” no longer stands, because {{cause}} (R-20).',
      'The provisional result is worked out again; a decision already made is kept and waits for the authority.',
    ),
  },
  RatingPublished: {
    subject: 'Rating published: {{official}}',
    body: lines(
      `The rating of ${WHOSE} for “{{campaign}}” is: {{official}}.`,
      'Whoever does not agree can send a petition in Đôn Đốc.',
    ),
  },
  RatingSuperseded: {
    subject: 'Rating decision superseded: {{campaign}}',
    body: `Decision {{supersedes}} on the rating of ${WHOSE} for “{{campaign}}” is superseded by decision {{decisionNo}} of {{decidedOn}}. The old one is kept. ${IN_SYSTEM}`,
  },
  PetitionReceived: {
    subject: 'Petition on a rating: {{unit}}, answer by {{answerBy}}',
    body: `On {{receivedOn}} a petition of {{unit}} on the rating of ${WHOSE} for “{{campaign}}” was received. It is answered by {{answerBy}}.`,
  },
  PetitionOverdue: {
    subject: 'Answer to a petition overdue: {{unit}}',
    body: `The petition of {{unit}} on the rating of ${WHOSE} for “{{campaign}}” was to be answered by {{answerBy}} and is not.`,
  },
  PetitionAnswered: {
    subject:
      'Petition answered: {{#isConfirmed}}the rating stands{{/isConfirmed}}{{^isConfirmed}}rated again{{/isConfirmed}}',
    body: `The petition on the rating of ${WHOSE} for “{{campaign}}” was answered by {{answerNo}} of {{answeredOn}}: {{#isConfirmed}}the rating stands{{/isConfirmed}}{{^isConfirmed}}it is rated again{{/isConfirmed}}. ${IN_SYSTEM}`,
  },
};
