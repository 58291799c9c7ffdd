import type { SuccessionTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

/** Of what a unit takes over from one that is no more. */
export const successionEnglish: SuccessionTemplates = {
  ItemsInherited: {
    subject: 'Taken over from {{predecessor}}: {{campaign}}',
    body: lines(
      'The unit goes on with “{{campaign}}” in the place of {{predecessor}}. Basis: {{basis}}.',
      '{{#cycle}}',
      'Step taken over: {{cycle}}{{#dueOn}}, due {{dueOn}}{{/dueOn}}.',
      '{{/cycle}}',
      '{{#actions}}',
      'Actions taken over: {{actions}}; their days and what was done so far stand.',
      '{{/actions}}',
      'What was late before stays on the record of the former unit.',
    ),
  },
  FindingsInherited: {
    subject: 'Findings taken over from {{predecessor}}',
    body: lines(
      'The open findings of {{predecessor}} are the unit’s to remedy and report on from now on.',
      'Please read the list, with the day of each, in Đôn Đốc.',
    ),
  },
};
