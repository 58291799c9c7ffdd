import type { ImportedRow, ImportFindingsAnswer } from '@dondoc/contracts/finding-import.ts';
import type { ListedFinding, ListedRow, RowFault } from '@dondoc/documents/finding-list/finding-list.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { conclusionDecider } from '@dondoc/domain/conclusion/conclusion.decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { FindingContent } from '@dondoc/domain/finding/finding.events.ts';
import { findingDecider } from '@dondoc/domain/finding/finding.decider.ts';
import type { FindingsState } from '@dondoc/domain/finding/findings-state.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { conclusionIdOf } from '@dondoc/event-store/stream-ids.ts';
import { findConclusion } from '../conclusions/find-conclusion.ts';
import type { Issued } from '../http/request-context.ts';
import { findUnit } from '../units/find-unit.ts';
import { findingContent } from './finding-content.ts';

type Call = { issued: Issued; actor: ActorRef; dryRun: boolean; perRow: boolean };
type Conclusion = { conclusionId: string; subject: null } & ListedFinding['conclusion'];
/** A line that is right by itself, ready to be decided. */
type Ready = { line: number; unit: string; unitId: string; conclusion: Conclusion; content: FindingContent };
type Fate = { line: number; unit: string | null; item: string | null; faults: readonly RowFault[] };
type Register = { unitId: string; state: FindingsState };

/**
 * A dry run is the real decision without its append, so it cannot say something else than the import. One wrong line refuses
 * the whole list unless `perRow`. Each unit's findings are one append; a repeat after a crash registers the units that are left.
 * Throws 'finding-list-invalid' naming every wrong line.
 */
export async function importFindings(
  store: EventStore,
  rows: readonly ListedRow[],
  call: Call,
): Promise<ImportFindingsAnswer> {
  const registers = new Map<string, Register | null>();
  const conclusions = new Map<string, RowFault | null>();
  const ready: Ready[] = [];
  const refused: Fate[] = [];
  for (const row of rows) {
    const looked = 'faults' in row ? row : await lookUp(store, row, { registers, conclusions, call });
    if ('faults' in looked) refused.push(looked);
    else ready.push(looked);
  }
  const { decided, wrong } = decideAll(ready, registers, call);
  refused.push(...wrong);
  if (refused.length > 0 && !call.perRow && !call.dryRun) throw invalid(refused);

  const position = call.dryRun ? null : await write(store, decided, call);
  const fates = [
    ...refused.map((fate): ImportedRow => ({ ...fate, outcome: 'REFUSED', no: null })),
    ...decided.flatMap(({ rows: ofUnit, numbers, known }) =>
      ofUnit.map(({ line, unit, content }): ImportedRow => ({
        line,
        outcome: known.has(content.findingId) ? 'KNOWN' : 'NEW',
        unit,
        item: content.origin.item,
        no: numbers.get(content.findingId) ?? null,
        faults: [],
      })),
    ),
  ].sort((one, other) => one.line - other.line);
  const count = (outcome: ImportedRow['outcome']) => fates.filter((fate) => fate.outcome === outcome).length;
  return {
    dryRun: call.dryRun,
    registered: count('NEW'),
    known: count('KNOWN'),
    refused: count('REFUSED'),
    total: fates.length,
    rows: fates,
    position,
  };
}

/** The unit, the conclusion and the repeated finding that a line names. */
async function lookUp(
  store: EventStore,
  { line, finding }: { line: number; finding: ListedFinding },
  seen: { registers: Map<string, Register | null>; conclusions: Map<string, RowFault | null>; call: Call },
): Promise<Ready | Fate> {
  const { unit, item, due, conclusion: stated, ...content } = finding;
  const register = await remember(seen.registers, unit, () => findRegister(store, unit));
  const conclusion = { conclusionId: conclusionIdOf(stated), subject: null, ...stated };
  const fault = await remember(seen.conclusions, JSON.stringify(conclusion), () =>
    conclusionFault(store, conclusion, seen.call),
  );
  const faults = [
    ...(register === null ? [{ field: 'unit', message: `"${unit}" is no unit of the directory` }] : []),
    ...(fault === null ? [] : [fault]),
  ];
  if (register === null || faults.length > 0) return { line, unit, item, faults };
  const { unitId, state } = register;
  const named = { item, due: due && { on: due.on, basis: { ref: due.basis } }, ...content };
  const built = findingContent(named, { unitId, conclusion, register: state });
  return { line, unit, unitId, conclusion, content: built };
}

async function findRegister(store: EventStore, unit: string): Promise<Register | null> {
  const known = await findUnit(store, unit);
  if (known === null) return null;
  return { unitId: known.unitId, state: (await findingsOf(store, known.unitId)).findings };
}

async function conclusionFault(store: EventStore, data: Conclusion, call: Call): Promise<RowFault | null> {
  const known = await findConclusion(store, data.conclusionId);
  try {
    conclusionDecider.decide(registering(data, call), known);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { field: 'conclusion_number', message: error.message };
  }
}

type Decided = {
  unitId: string;
  rows: readonly Ready[];
  known: ReadonlySet<string>;
  numbers: ReadonlyMap<string, string>;
};

/** Each unit's lines as one decision; lines it refuses are taken out and the rest is decided again. */
function decideAll(
  ready: readonly Ready[],
  registers: ReadonlyMap<string, Register | null>,
  call: Call,
): { decided: Decided[]; wrong: Fate[] } {
  const decided: Decided[] = [];
  const wrong: Fate[] = [];
  for (const register of new Set(registers.values())) {
    if (register === null) continue;
    const { unitId, state } = register;
    let rows = ready.filter((row) => row.unitId === unitId);
    const faults = faultsOfUnit(rows, register, call);
    for (const [index, row] of rows.entries()) {
      const own = faults.get(index);
      if (own) wrong.push({ line: row.line, unit: row.unit, item: row.content.origin.item, faults: own });
    }
    rows = rows.filter((_row, index) => !faults.has(index));
    const events = findingDecider.decide(registration(unitId, rows, call), state);
    const known = new Map(state.map(({ findingId, no }) => [findingId, no]));
    const numbers = new Map(known);
    for (const event of events) {
      if (event.type === 'FindingRegistered') numbers.set(event.data.findingId, event.data.no);
    }
    decided.push({ unitId, rows, known: new Set(known.keys()), numbers });
  }
  return { decided, wrong };
}

/** What the rule says against each of a unit's lines, by their index. */
function faultsOfUnit(rows: readonly Ready[], { unitId, state }: Register, call: Call) {
  const faults = new Map<number, RowFault[]>();
  try {
    findingDecider.decide(registration(unitId, rows, call), state);
  } catch (error) {
    if (!(error instanceof DomainError) || !Array.isArray(error.details['errors'])) throw error;
    for (const { path, message } of error.details['errors'] as { path: string; message: string }[]) {
      const [, , index = '', ...field] = path.split('/');
      const row = Number(index);
      faults.set(row, [
        ...(faults.get(row) ?? []),
        { field: COLUMN[field.join('/')] ?? field.join('/'), message },
      ]);
    }
  }
  return faults;
}

/** The columns as the list names them. */
const COLUMN: Readonly<Record<string, string>> = {
  'origin/item': 'item',
  'due/on': 'due_on',
  due: 'due_on',
  'due/basis/ref': 'due_basis',
  repeatsFindingId: 'repeats',
  requiredAction: 'required_action',
};

async function write(store: EventStore, decided: readonly Decided[], call: Call): Promise<number | null> {
  const { issued, actor } = call;
  const positions: (number | null)[] = [];
  const conclusions = new Map(
    decided.flatMap(({ rows }) => rows.map(({ conclusion }) => [conclusion.conclusionId, conclusion])),
  );
  for (const [conclusionId, conclusion] of conclusions) {
    const { position } = await handleCommand(store, conclusionDecider, {
      streamId: conclusionId,
      commandId: `${issued.commandId}/${conclusionId}`,
      correlationId: conclusionId,
      command: registering(conclusion, { issued, actor }),
      context: async () => undefined,
    });
    positions.push(position);
  }
  for (const { unitId, rows } of decided) {
    if (rows.length === 0) continue;
    const commandId = `${issued.commandId}/${unitId}`;
    const { position } = await handleFindingCommand(store, {
      unitId,
      commandId,
      command: registration(unitId, rows, call),
    });
    positions.push(position);
  }
  return positions.reduce(
    (last, position) => (position === null ? last : Math.max(last ?? 0, position)),
    null,
  );
}

const registration = (unitId: string, rows: readonly Ready[], { issued, actor }: Call) => ({
  type: 'RegisterFindings' as const,
  at: issued.at,
  actor,
  data: { unitId, findings: rows.map(({ content }) => content) },
});

const registering = (data: Conclusion, { issued, actor }: Pick<Call, 'issued' | 'actor'>) => ({
  type: 'RegisterConclusion' as const,
  at: issued.at,
  actor,
  data,
});

async function remember<Value>(
  known: Map<string, Value>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  if (known.has(key)) return known.get(key) as Value;
  const value = await find();
  known.set(key, value);
  return value;
}

function invalid(refused: readonly Fate[]): DomainError {
  const lines = [...refused].sort((one, other) => one.line - other.line);
  const errors = lines.flatMap(({ line, faults }) =>
    faults.map(({ field, message }) => ({
      path: `/rows/${line}/${field}`,
      line,
      field,
      rule: 'finding-list',
      message,
    })),
  );
  return new DomainError(
    'finding-list-invalid',
    `Nothing was registered: ${lines.length === 1 ? '1 line is' : `${lines.length} lines are`} wrong. Put right what is named, or import line by line.`,
    { rule: 'finding-list', errors },
  );
}
