import { assertNever } from '../domain-error.ts';
import { compare, exact, fraction, shareText } from './exact.ts';
import { anyOf, found, type Judged, unknown } from './judged.ts';
import { LEVEL_NAMES } from './level.ts';
import type { Ceiling, Sign, Trigger } from './rating-policy.ts';
import {
  countedDiscipline,
  countedOf,
  dueFindings,
  FACT_OF,
  type Situation,
  verificationAt,
} from './situation.ts';

/** Does the trigger or ceiling fire? Every sign is looked at, also after one has shown. */
export function judgeSigns({ signs, whenAbsent }: Trigger | Ceiling, situation: Situation): Judged {
  const all = signs.map((sign) => judgeSign(sign, situation));
  if (whenAbsent === 'INSUFFICIENT') return anyOf(all);
  return anyOf(all.map((judged) => (judged.holds === null ? NOTHING_KNOWN : judged)));
}

const NOTHING_KNOWN = found(false, {
  vi: 'Không có thông tin vi phạm.',
  en: 'Nothing of the kind is known.',
});

function judgeSign(sign: Sign, situation: Situation): Judged {
  switch (sign.kind) {
    case 'DONE_BELOW':
      return doneBelow(sign, situation);
    case 'CONCLUDED':
      return concluded(sign, situation);
    case 'DISCIPLINED':
      return disciplined(sign, situation);
    case 'SUBORDINATES_DISCIPLINED':
      return subordinatesDisciplined(sign, situation);
    case 'SUBORDINATE_RATED':
      return subordinateRated(sign, situation);
    case 'FINDING_NOT_VERIFIED':
      return findingNotVerified(situation);
    case 'QUARTER_RATED':
      return quarterRated(sign, situation);
    case 'GRADED':
      return gradedSo(sign, situation);
    default:
      return assertNever(sign);
  }
}

function doneBelow(sign: Sign & { kind: 'DONE_BELOW' }, situation: Situation): Judged {
  const counted = countedOf(situation, sign.of);
  if (counted === null || counted.of === 0) return unknown(FACT_OF[sign.of]);
  const share = fraction(counted.done, counted.of);
  const isBelow = compare(share, exact(sign.limit)) < 0;
  const values = {
    done: shareText(share),
    limit: sign.limit,
    counted: `${counted.done}/${counted.of}`,
    ...(sign.keyTargetMissed ? { keyMissed: counted.keyMissed ? 'yes' : 'no' } : {}),
  };
  const holds = isBelow && (!sign.keyTargetMissed || counted.keyMissed);
  const than = isBelow ? ['dưới', 'below'] : ['không dưới', 'not below'];
  const key = !sign.keyTargetMissed
    ? ['', '']
    : counted.keyMissed
      ? [', không đạt chỉ tiêu chủ yếu', ', a key target missed']
      : [', đạt các chỉ tiêu chủ yếu', ', no key target missed'];
  return found(
    holds,
    {
      vi: `Hoàn thành ${values.counted} (${values.done}), ${than[0]} ${sign.limit}${key[0]}.`,
      en: `Done ${values.counted} (${values.done}), ${than[1]} ${sign.limit}${key[1]}.`,
    },
    values,
    [FACT_OF[sign.of]],
  );
}

function concluded(sign: Sign & { kind: 'CONCLUDED' }, { facts, year }: Situation): Judged {
  if (facts.conclusions === undefined) return unknown('conclusions');
  const inYear = facts.conclusions.filter(
    ({ kind, on }) => sign.kinds.includes(kind) && on <= year.lastDay && on > year.lastDayBefore,
  );
  const isExcused = (one: (typeof inYear)[number]) =>
    sign.unlessSelfDetectedAndRemedied && one.selfDetected === true && one.remedied === true;
  const against = inYear.filter((one) => !isExcused(one));
  const kinds = [...new Set(against.map(({ kind }) => kind))].sort().join(', ');
  if (against.length > 0) {
    const text = { vi: `Có kết luận trong năm: ${kinds}.`, en: `Concluded in the year: ${kinds}.` };
    return found(
      true,
      text,
      { concluded: kinds },
      against.map(({ id }) => id),
    );
  }
  const excused = inYear.map(({ id }) => id);
  const text =
    excused.length === 0
      ? { vi: 'Không có kết luận trong năm.', en: 'Nothing concluded in the year.' }
      : {
          vi: 'Đơn vị tự phát hiện và đã khắc phục hậu quả.',
          en: 'Detected by the unit itself and its consequences remedied.',
        };
  return found(false, text, {}, excused);
}

function disciplined(sign: Sign & { kind: 'DISCIPLINED' }, situation: Situation): Judged {
  if (situation.facts.discipline === undefined) return unknown('discipline');
  const against = countedDiscipline(situation).counted.filter(
    ({ of, dutyRelated }) => sign.bodies.includes(of) && (!sign.onlyDutyRelated || dutyRelated !== false),
  );
  if (against.length === 0) {
    return found(false, { vi: 'Không có kỷ luật tính trong năm.', en: 'No discipline counts in the year.' });
  }
  const bodies = [...new Set(against.map(({ of }) => of))].sort().join(', ');
  const violations = [...new Set(against.map(({ violation }) => violation))].sort().join(', ');
  const text = { vi: `Bị kỷ luật trong năm: ${bodies}.`, en: `Disciplined in the year: ${bodies}.` };
  return found(
    true,
    text,
    { disciplined: bodies, violations },
    against.map(({ id }) => id),
  );
}

function subordinatesDisciplined(
  sign: Sign & { kind: 'SUBORDINATES_DISCIPLINED' },
  { facts }: Situation,
): Judged {
  if (facts.subordinates === undefined) return unknown('subordinates');
  const all = facts.subordinates;
  const against = all.filter((unit) => unit.disciplined).map(({ id }) => id);
  const holds = against.length > 0 && compare(fraction(against.length, all.length), exact(sign.above)) > 0;
  const values = { disciplinedUnits: `${against.length}/${all.length}`, disciplinedUnitsLimit: sign.above };
  return found(
    holds,
    {
      vi: `Đơn vị trực thuộc bị kỷ luật: ${values.disciplinedUnits}.`,
      en: `Direct subordinates disciplined: ${values.disciplinedUnits}.`,
    },
    values,
    holds ? against : [],
  );
}

function subordinateRated(sign: Sign & { kind: 'SUBORDINATE_RATED' }, { facts }: Situation): Judged {
  if (facts.subordinates === undefined) return unknown('subordinates');
  const against = facts.subordinates.filter(({ level }) => level === sign.level).map(({ id }) => id);
  const isOpen = facts.subordinates.some(({ level }) => level === 'UNDETERMINED');
  // the lower units are decided first.
  if (against.length === 0 && isOpen) return unknown('subordinates');
  const name = LEVEL_NAMES[sign.level];
  return found(
    against.length > 0,
    {
      vi: `Đơn vị trực thuộc xếp loại "${name.vi}": ${against.length}.`,
      en: `Direct subordinates rated "${name.en}": ${against.length}.`,
    },
    { subordinates: `${against.length}/${facts.subordinates.length}` },
    against,
  );
}

function findingNotVerified({ facts, year }: Situation): Judged {
  if (facts.findings === undefined) return unknown('findings');
  const due = dueFindings(facts.findings, year);
  const open = due.filter((finding) => verificationAt(finding, year) !== 'ACCEPTED');
  const verified = `${due.length - open.length}/${due.length}`;
  return found(
    open.length > 0,
    {
      vi: `Hạn chế, khuyết điểm đến hạn được xác nhận đã khắc phục: ${verified}.`,
      en: `Findings due and verified as remedied: ${verified}.`,
    },
    { verified },
    (open.length > 0 ? open : due).map(({ id }) => id),
  );
}

function quarterRated(sign: Sign & { kind: 'QUARTER_RATED' }, { facts }: Situation): Judged {
  if (facts.quarters === undefined) return unknown('quarters');
  const against = facts.quarters.flatMap((level, index) => (level === sign.level ? [`Q${index + 1}`] : []));
  const listed = against.join(', ') || '-';
  return found(
    against.length > 0,
    {
      vi: `Quý xếp loại "${LEVEL_NAMES[sign.level].vi}": ${listed}.`,
      en: `Quarters rated "${LEVEL_NAMES[sign.level].en}": ${listed}.`,
    },
    { quarters: listed },
    against,
  );
}

function gradedSo(sign: Sign & { kind: 'GRADED' }, { facts, policy }: Situation): Judged {
  const { grades } = facts;
  if (grades === undefined) return unknown('grades');
  const codes = policy.gradedCriteria.map(({ code }) => code);
  const against = codes.filter((code) => grades[code] === sign.grade);
  if (against.length === 0 && codes.some((code) => grades[code] === undefined)) return unknown('grades');
  const listed = against.join(', ') || '-';
  return found(
    against.length > 0,
    { vi: `Tiêu chí xếp ${sign.grade}: ${listed}.`, en: `Criteria graded ${sign.grade}: ${listed}.` },
    { graded: listed },
    against,
  );
}
