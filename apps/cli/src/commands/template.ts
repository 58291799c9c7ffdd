import type { SubmitPlanRequest, SubmitReviewRequest } from '@dondoc/contracts/assignment-requests.ts';
import type { AssignmentView } from '@dondoc/contracts/assignments.ts';
import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import { requirementsFor } from '@dondoc/domain/assignment/review-checks.ts';
import type { Finding, UnitFindings } from '@dondoc/contracts/findings.ts';
import { Argument, type Command } from 'commander';
import { isOpen } from '@dondoc/domain/finding/findings-state.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { ownUnit } from '../own-unit.ts';
import type { Output } from '../output.ts';
import { assignmentPath, campaignPath, findingsPath } from '../steps.ts';

/** `assignment template`: the JSON that `assignment review` and `assignment plan` take, with what is known filled in. */
export function registerTemplateCommand(assignment: Command, { api, output }: CliContext): void {
  assignment
    .command('template')
    .description('print the file of a submission, to be filled in')
    .addArgument(new Argument('<what>').choices(['review', 'plan']))
    .argument('<campaign>')
    .argument('[unit]', 'code or id; default: your own')
    .action(async (what: 'review' | 'plan', campaign: string, unit: string | undefined) => {
      const own = await api().get<AssignmentView>(assignmentPath(campaign, unit ?? (await ownUnit(api()))));
      const register = await api().get<UnitFindings>(findingsPath(own.unitId));
      const findings = register.items.filter(isOpen);
      if (what === 'plan') {
        const template = planTemplate(own, findings);
        sayFindings(output, findings);
        output.note(FURTHER_COLUMNS);
        return output.json(template);
      }
      const terms = await api().get<CampaignView>(campaignPath(campaign));
      sayWhatToAnswer(output, terms, own, findings);
      output.json(reviewTemplate(terms, own, findings));
    });
}

/** On stderr, so that the file holds answers only: what each of them is to answer. */
function sayWhatToAnswer(
  output: Output,
  { requirements }: CampaignView,
  { category, suggestions }: AssignmentView,
  findings: readonly Finding[],
): void {
  const { note } = output;
  for (const { no, text } of requirementsFor(requirements, category)) note(`${no}. ${text}`);
  if (suggestions.length === 0) note('Gợi ý kiểm điểm: không có gợi ý');
  for (const { no, position, text } of suggestions)
    note(`suggestion ${no}${position === null ? '' : ` (${position})`}: ${text ?? ''}`);
  sayFindings(output, findings);
}

function sayFindings({ note }: Output, findings: readonly Finding[]): void {
  for (const { no, origin, text, findingId } of findings)
    note(`finding ${no} (${origin.number}, ${origin.item}; ${findingId}): ${text ?? ''}`);
}

const reviewTemplate = (
  { requirements }: CampaignView,
  { category, suggestions }: AssignmentView,
  findings: readonly Finding[],
): SubmitReviewRequest => ({
  answers: requirementsFor(requirements, category).map(({ no }) => ({
    requirementNo: no,
    kind: 'ANSWERED',
    text: '',
  })),
  suggestionAnswers: suggestions.map(({ no }) => ({ suggestionNo: no, kind: 'ANSWERED', text: '' })),
  findingAnswers: findings.map(({ findingId }) => ({ findingId, kind: 'ANSWERED', text: '' })),
  limitations: [{ no: '1', text: '', cause: '' }],
});

/** What an action may say besides; a blank value would be refused, so the file does not hold them empty. */
const FURTHER_COLUMNS = [
  'due: the last good day, YYYY-MM-DD, or CONTINUOUS. An action may also say:',
  '  causeKind: SUBJECTIVE | OBJECTIVE, directedBy: who directs, coordinates: [who takes part], start: DAY,',
  '  source: { conclusionNo, conclusionOn: DAY, point }, severity: HIGH | MEDIUM | LOW, weight: 1 to 100.',
  'An action that remedies several findings names them all in findingIds; drop the others.',
].join('\n');

/**
 * An action for each limitation of the review and for each open finding, quoted as the plan must repeat them: word for word,
 * a finding with the conclusion it comes from (R-04).
 */
function planTemplate({ review }: AssignmentView, findings: readonly Finding[]): SubmitPlanRequest {
  const limitations = review?.limitations;
  if (!limitations) {
    throw new CliError(2, 'A plan answers the limitations of the review, and there is no review yet.');
  }
  const quoted = [
    ...limitations.map(({ no, text }) => ({ limitationNo: no, limitation: text })),
    ...findings.map(({ findingId, text, origin: { number, signedOn, item } }) => ({
      limitationNo: '',
      limitation: text ?? '',
      source: { conclusionNo: number, conclusionOn: signedOn, point: item },
      findingIds: [findingId],
    })),
  ];
  return {
    actions: quoted.map((quotation, index) => ({
      id: `A${index + 1}`,
      ...quotation,
      measure: '',
      lead: '',
      due: '',
      deliverable: '',
    })),
  };
}
