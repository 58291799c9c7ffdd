import type { Position } from '@dondoc/event-store/event-store.ts';

/** Temporal as the relay sees it: start by logical id, signal by logical id. */
export type ProcessPort = {
  /** false: it runs already. */
  startCampaign(campaignId: string): Promise<boolean>;
  startUnit(campaignId: string, unitId: string): Promise<boolean>;
  startMonitor(campaignId: string, unitId: string): Promise<boolean>;
  startPetition(campaignId: string, subjectId: string): Promise<boolean>;
  /** false: no such workflow is running. */
  wakeCampaign(campaignId: string, position: Position): Promise<boolean>;
  wakeUnit(campaignId: string, unitId: string, position: Position): Promise<boolean>;
  wakeMonitor(campaignId: string, unitId: string, position: Position): Promise<boolean>;
  wakePetition(campaignId: string, subjectId: string, position: Position): Promise<boolean>;
  relaunchCampaign(campaignId: string, position: Position): Promise<boolean>;
};
