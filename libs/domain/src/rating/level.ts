/** Section 4.1 of the rules; the first four are ranked, best first. */
export const RATED_LEVELS = ['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'] as const;
export type RatedLevel = (typeof RATED_LEVELS)[number];
/** UNDETERMINED: the rules do not decide, the competent authority must. */
export type Level = RatedLevel | 'NOT_RATED' | 'UNDETERMINED';

/** Words in the languages of an answer. */
export type Bilingual = { vi: string; en: string };

export const LEVEL_NAMES: Readonly<Record<Level, Bilingual>> = {
  EXCELLENT: { vi: 'Hoàn thành xuất sắc nhiệm vụ', en: 'Excellent' },
  GOOD: { vi: 'Hoàn thành tốt nhiệm vụ', en: 'Good' },
  COMPLETED: { vi: 'Hoàn thành nhiệm vụ', en: 'Completed' },
  NOT_COMPLETED: { vi: 'Không hoàn thành nhiệm vụ', en: 'Not completed' },
  NOT_RATED: { vi: 'Không xếp loại', en: 'Not rated' },
  UNDETERMINED: { vi: 'Chờ cấp có thẩm quyền xem xét', en: 'Undetermined, for the competent authority' },
};

/** 0 is the best. */
export const rankOf = (level: RatedLevel): number => RATED_LEVELS.indexOf(level);
export const isRated = (level: Level): level is RatedLevel => RATED_LEVELS.some((rated) => rated === level);
