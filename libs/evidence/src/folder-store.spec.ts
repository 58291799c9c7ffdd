import { join } from 'node:path';
import { evidenceStoreContract } from './evidence-store.contract.ts';
import { folderEvidenceStore } from './folder-store.ts';

evidenceStoreContract('a folder', (folder) => Promise.resolve(folderEvidenceStore(join(folder, 'kept'))));
