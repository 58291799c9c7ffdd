import { createHash } from 'node:crypto';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { conclusionDecider } from '@dondoc/domain/conclusion/conclusion.decider.ts';
import type { FindingCommand } from '@dondoc/domain/finding/finding.commands.ts';
import type { FindingContent } from '@dondoc/domain/finding/finding.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { conclusionIdOf, findingIdOf, findingPartIdOf } from '@dondoc/event-store/stream-ids.ts';
import { INSPECTORATE } from '../simulated-campaign.ts';
import type { CastUnit } from '../cast.ts';
import {
  CONCLUSIONS,
  EARLIER,
  FINDING_TEXTS,
  type DrawnConclusion,
  type FindingText,
} from './finding-texts.ts';

type Registry = { store: EventStore; launchedOn: Day; at: Instant };

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Puts on record, before the launch, what was concluded about each unit; one finding is compound and split, one comes up again. */
export async function registerSimulatedFindings(
  registry: Registry,
  cast: readonly CastUnit[],
): Promise<void> {
  for (const conclusion of [...CONCLUSIONS, EARLIER.conclusion])
    await registerConclusion(registry, conclusion);
  for (const { unitId, year } of cast) {
    if (year === undefined || year.findings.length === 0) continue;
    const repeats = year.special === 'REPEAT' ? await earlierFinding(registry, unitId) : null;
    const findings = year.findings.flatMap((place, index) => {
      const text = FINDING_TEXTS[place];
      const conclusion = CONCLUSIONS[text?.conclusion ?? -1];
      if (text === undefined || conclusion === undefined) return [];
      return [contentOf(registry, unitId, conclusion, text, index === 0 ? repeats : null)];
    });
    await step(registry, unitId, 'register', { type: 'RegisterFindings', data: { unitId, findings } });
    const [first] = findings;
    if (year.special === 'COMPOUND' && first !== undefined) await split(registry, unitId, first);
  }
}

async function registerConclusion(
  { store, launchedOn, at }: Registry,
  { source, number, issuer, subject, signedBefore }: DrawnConclusion,
): Promise<void> {
  const signedOn = addDays(launchedOn, -signedBefore);
  const conclusionId = conclusionIdOf({ issuer, number, signedOn });
  const data = { conclusionId, source, number, issuer, signedOn, subject };
  await handleCommand(store, conclusionDecider, {
    streamId: conclusionId,
    commandId: `simulation/conclusion/${conclusionId}`,
    correlationId: conclusionId,
    command: { type: 'RegisterConclusion', at, actor: INSPECTORATE, data },
    context: async () => undefined,
  });
}

function contentOf(
  { launchedOn }: Registry,
  unitId: string,
  { source, number, issuer, signedBefore }: DrawnConclusion,
  { item, text, dueAfter, theme, severity, recommendation, amount }: FindingText,
  repeatsFindingId: string | null,
): FindingContent {
  const signedOn = addDays(launchedOn, -signedBefore);
  const conclusionId = conclusionIdOf({ issuer, number, signedOn });
  return {
    findingId: findingIdOf({ unitId, conclusionId, item }),
    origin: { conclusionId, source, number, issuer, signedOn, item },
    text,
    textSha256: sha256(text),
    position: null,
    severity,
    amount,
    recommendation,
    requiredAction: 'Khắc phục và báo cáo kết quả',
    due: dueAfter === null ? null : { on: addDays(launchedOn, dueAfter), basis: { ref: number } },
    responsible: 'Thủ trưởng đơn vị',
    theme,
    repeatsFindingId,
  };
}

/** Registered and closed the year before: what comes up again is a finding of its own that points back. */
async function earlierFinding(registry: Registry, unitId: string): Promise<string> {
  const earlier = contentOf(registry, unitId, EARLIER.conclusion, EARLIER.text, null);
  const { findingId } = earlier;
  const register = { type: 'RegisterFindings', data: { unitId, findings: [earlier] } } as const;
  await step(registry, unitId, 'earlier', register);
  const data = {
    findingId,
    as: 'VERIFIED_CLOSED',
    basis: { ref: '14/KL-TTr' },
    note: 'Đã khắc phục',
    evidence: [sha256('simulated evidence of the year before')],
  } as const;
  await step(registry, unitId, 'earlier-closed', { type: 'CloseFinding', data });
  return findingId;
}

async function split(registry: Registry, unitId: string, { findingId, text }: FindingContent): Promise<void> {
  const parts = [`${text}: phần hồ sơ`, `${text}: phần trách nhiệm`].map((part) => ({
    findingId: findingPartIdOf(findingId, sha256(part)),
    text: part,
    textSha256: sha256(part),
  }));
  const data = { findingId, parts, reason: 'Hai nội dung có thời hạn khắc phục khác nhau' };
  await step(registry, unitId, 'split', { type: 'SplitFinding', data });
}

type Step = FindingCommand extends infer Command
  ? Command extends FindingCommand
    ? Omit<Command, 'at' | 'actor'>
    : never
  : never;

async function step({ store, at }: Registry, unitId: string, name: string, said: Step): Promise<void> {
  const command = { ...said, at, actor: INSPECTORATE } as FindingCommand;
  await handleFindingCommand(store, { unitId, commandId: `simulation/${unitId}/${name}`, command });
}
