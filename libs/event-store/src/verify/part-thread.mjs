// A thread starts without its parent's loader of TypeScript.
import '@oxc-node/core/register';

await import('./part-thread.ts');
