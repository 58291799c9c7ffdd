// `npx dondoc simulate`: plain JavaScript, like `npm start`, because the packages may have to be installed first.
import { boot } from './boot.mjs';

await boot('simulate.ts');
