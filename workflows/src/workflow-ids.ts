// A workflow's id says what it is about, so starting the same thing twice meets the first.
export const campaignWorkflowId = (campaignId: string) => `campaign/${campaignId}`;
export const shardWorkflowId = (campaignId: string, shard: number) => `shard/${campaignId}/${shard}`;
export const unitWorkflowId = (campaignId: string, unitId: string) => `unit/${campaignId}/${unitId}`;
export const monitorWorkflowId = (campaignId: string, unitId: string) => `monitor/${campaignId}/${unitId}`;
export const petitionWorkflowId = (campaignId: string, subjectId: string) =>
  `petition/${campaignId}/${subjectId}`;
export const scoringWorkflowId = (campaignId: string, year: number) => `scoring/${campaignId}/${year}`;
