// `npm run chaos`: plain JavaScript, because at this point not even the packages need be there.
import { boot } from '../../infra/local/boot.mjs';

await boot('../../test/chaos/chaos.ts');
