import { expect, it } from '@jest/globals';
import { pointsText } from './points.ts';

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [50, '0.50'],
  [100, '1.00'],
  [1005, '10.05'],
])('writes %i hundredths as %s', (hundredths, text) => {
  expect(pointsText(hundredths)).toBe(text);
});
