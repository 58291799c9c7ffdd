// Loaded before the product into one Node process: its Date stands CHAOS_CLOCK milliseconds beside the machine's, and goes to
// what the file says when the process gets SIGUSR2. Timers and Temporal's own core keep the real time, as after a clock jump.
import { readFileSync } from 'node:fs';

const file = process.env.CHAOS_CLOCK_FILE;
const MachineDate = Date;
const machineNow = MachineDate.now.bind(MachineDate);
let offset = 0;
const read = () => {
  offset = Number(readFileSync(file, 'utf8'));
};
const now = () => machineNow() + offset;

globalThis.Date = new Proxy(MachineDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new MachineDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
MachineDate.prototype.constructor = globalThis.Date;

read();
process.on('SIGUSR2', read);
