#!/usr/bin/env node
// Runs the command line from its TypeScript sources.
import '@oxc-node/core/register';

await import('../src/main.ts');
