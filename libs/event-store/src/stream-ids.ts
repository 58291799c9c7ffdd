import { v5 as uuidv5 } from 'uuid';

/** The project's own namespace (RFC 9562 name-based ids): the same names give the same ids on every machine. */
const NAMESPACE = '7f0c5d3e-6f2b-5c39-9a51-1889c0de2023';

/** One stream per document number: registering the same number twice meets the first. */
export const directiveIdOf = (n: { issuer: string; type: string; term: string; seq: number }) =>
  uuidv5(`directive/${n.issuer}/${n.type}/${n.term}/${n.seq}`, NAMESPACE);
export const unitIdOf = (code: string) => uuidv5(`unit/${code}`, NAMESPACE);
/** The unit's cycle within one campaign: workflow id `unit/<campaignId>/<unitId>`, stream id this. */
export const assignmentIdOf = (campaignId: string, unitId: string) =>
  uuidv5(`assignment/${campaignId}/${unitId}`, NAMESPACE);
/** What a unit launches on of one campaign is one campaign: asking again meets the first. */
export const cascadeIdOf = (parentCampaignId: string, unitId: string) =>
  uuidv5(`cascade/${parentCampaignId}/${unitId}`, NAMESPACE);
/** A conclusion is known by its issuer, its number and the year it was signed in. */
export const conclusionIdOf = (c: { issuer: string; number: string; signedOn: string }) =>
  uuidv5(`conclusion/${c.issuer}/${c.number}/${c.signedOn.slice(0, 4)}`, NAMESPACE);
/** One order is one batch, however often its request is sent. */
export const batchIdOf = (commandId: string) => uuidv5(`bulk/${commandId}`, NAMESPACE);
/** All findings against one unit are one stream (ADR 0021). */
export const findingsIdOf = (unitId: string) => uuidv5(`findings/${unitId}`, NAMESPACE);
/** One item of one conclusion against one unit is one finding: registering it again meets the first. */
export const findingIdOf = (f: { unitId: string; conclusionId: string; item: string }) =>
  uuidv5(`finding/${f.unitId}/${f.conclusionId}/${f.item}`, NAMESPACE);
export const findingPartIdOf = (parentId: string, textSha256: string) =>
  uuidv5(`finding-part/${parentId}/${textSha256}`, NAMESPACE);
/** The rating of a unit (its own id) or of a post within one campaign. */
export const ratingIdOf = (campaignId: string, subjectId: string) =>
  uuidv5(`rating/${campaignId}/${subjectId}`, NAMESPACE);
export const ratingPeriodIdOf = (campaignId: string) => uuidv5(`rating-period/${campaignId}`, NAMESPACE);
export const ratingPolicyIdOf = (code: string) => uuidv5(`rating-policy/${code}`, NAMESPACE);
/** A post of a unit, by its title: no person's name is in the log. */
export const postIdOf = (unitId: string, position: string) => uuidv5(`post/${unitId}/${position}`, NAMESPACE);
/** One kind of notice in one language: how the office words it. */
export const noticeTemplateIdOf = (kind: string, language: string) =>
  uuidv5(`notice-template/${kind}/${language}`, NAMESPACE);
/** Event ids follow from the command, so a retry of a committed command is recognised. */
export const eventIdOf = (commandId: string, index: number) => uuidv5(`${commandId}/${index}`, NAMESPACE);
