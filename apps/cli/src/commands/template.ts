import type { SubmitPlanRequest, SubmitReviewRequest } from '@dondoc/contracts/assignment-requests.ts';
import type { AssignmentView } from '@dondoc/contracts/assignments.ts';
import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import { requirementsFor } from '@dondoc/domain/assignment/review-checks.ts';
import { Argument, type Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { ownUnit } from '../own-unit.ts';
import { assignmentPath, campaignPath } from '../steps.ts';

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
      if (what === 'plan') return output.json(planTemplate(own));
      const terms = await api().get<CampaignView>(campaignPath(campaign));
      for (const { no, text } of requirementsFor(terms.requirements, own.category))
        output.note(`${no}. ${text}`);
      output.json(reviewTemplate(terms, own));
    });
}

const reviewTemplate = (
  { requirements }: CampaignView,
  { category }: AssignmentView,
): SubmitReviewRequest => ({
  answers: requirementsFor(requirements, category).map(({ no }) => ({
    requirementNo: no,
    kind: 'ANSWERED',
    text: '',
  })),
  limitations: [{ no: '1', text: '', cause: '' }],
});

/** Every limitation is quoted as the review has it: the plan must repeat it word for word. */
function planTemplate({ review }: AssignmentView): SubmitPlanRequest {
  const limitations = review?.limitations;
  if (!limitations) {
    throw new CliError(2, 'A plan answers the limitations of the review, and there is no review yet.');
  }
  return {
    actions: limitations.map(({ no, text }, index) => ({
      id: `A${index + 1}`,
      limitationNo: no,
      limitation: text,
      measure: '',
      lead: '',
      due: '',
      deliverable: '',
    })),
  };
}
