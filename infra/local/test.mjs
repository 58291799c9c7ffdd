// `npm test`: plain JavaScript, because at this point not even the packages need be there.
import { boot } from './boot.mjs';

await boot('test-run.ts');
