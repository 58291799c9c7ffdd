import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

/** Starting what already runs is no fault: ids are logical, so it is the same work. Answers whether it was started here. */
export async function startOnce(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
