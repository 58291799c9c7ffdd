import { ids, PRIVATE, SHA256, unitId, type Published } from './parts.ts';

const rated = { ...ids, subjectId: unitId };

export const RATING: Published<'RatingPublished' | 'RatingSuperseded'> = {
  RatingPublished: { ...rated, level: 'GOOD', publishedOn: '2024-12-20' },
  RatingSuperseded: {
    ...rated,
    supersedes: PRIVATE,
    from: 'EXCELLENT',
    level: 'GOOD',
    decisionNo: PRIVATE,
    decidedOn: '2025-01-15',
    reason: PRIVATE,
    policy: { code: PRIVATE, version: 1, sha256: SHA256 },
  },
};
