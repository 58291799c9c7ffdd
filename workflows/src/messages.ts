import { defineSignal } from '@temporalio/workflow';

/** "The log moved, up to this position: look again." A signal carries no fact, so a lost or doubled one changes nothing. */
export const wakeSignal = defineSignal<[position: number]>('wake');
/** To a campaign: walk the whole list again and start every open unit that has no workflow (`dondoc temporal rebuild`). */
export const relaunchSignal = defineSignal<[position: number]>('relaunch');
