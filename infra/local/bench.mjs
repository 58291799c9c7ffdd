// `npm run bench`: plain JavaScript, like `npm start`, because the packages may have to be installed first.
import { boot } from './boot.mjs';

await boot('../../test/bench/bench.ts');
