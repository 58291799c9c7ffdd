import 'reflect-metadata';
import { createContext } from './context.ts';
import { runProgram } from './program.ts';

// Whoever reads our output may have seen enough: `dondoc log verify | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const context = createContext(process.env, process.stdout, process.stderr);
const exitCode = await runProgram(context, process.argv.slice(2));
if (exitCode !== 0) process.exitCode = exitCode;
