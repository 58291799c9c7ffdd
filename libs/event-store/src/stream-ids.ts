import { hash } from 'node:crypto';

/** The project's own namespace (RFC 9562 name-based ids): the same names give the same ids on every machine. */
const NAMESPACE = Buffer.from('7f0c5d3e6f2b5c399a511889c0de2023', 'hex');
const VARIANT = '89ab';

/** UUID version 5 (RFC 9562, 5.5) of a name in our namespace. The digest in one call: a command makes two of these ids. */
function idNamed(name: string): string {
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'hex');
  const variant = VARIANT[Number.parseInt(hex.charAt(16), 16) & 3] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** One stream per document number: registering the same number twice meets the first. */
export const directiveIdOf = (n: { issuer: string; type: string; term: string; seq: number }) =>
  idNamed(`directive/${n.issuer}/${n.type}/${n.term}/${n.seq}`);
export const unitIdOf = (code: string) => idNamed(`unit/${code}`);
/** The unit's cycle within one campaign: workflow id `unit/<campaignId>/<unitId>`, stream id this. */
export const assignmentIdOf = (campaignId: string, unitId: string) =>
  idNamed(`assignment/${campaignId}/${unitId}`);
/** What a unit launches on of one campaign is one campaign: asking again meets the first. */
export const cascadeIdOf = (parentCampaignId: string, unitId: string) =>
  idNamed(`cascade/${parentCampaignId}/${unitId}`);
/** A conclusion is known by its issuer, its number and the year it was signed in. */
export const conclusionIdOf = (c: { issuer: string; number: string; signedOn: string }) =>
  idNamed(`conclusion/${c.issuer}/${c.number}/${c.signedOn.slice(0, 4)}`);
/** One order is one batch, however often its request is sent. */
export const batchIdOf = (commandId: string) => idNamed(`bulk/${commandId}`);
/** All findings against one unit are one stream (ADR 0021). */
export const findingsIdOf = (unitId: string) => idNamed(`findings/${unitId}`);
/** One item of one conclusion against one unit is one finding: registering it again meets the first. */
export const findingIdOf = (f: { unitId: string; conclusionId: string; item: string }) =>
  idNamed(`finding/${f.unitId}/${f.conclusionId}/${f.item}`);
export const findingPartIdOf = (parentId: string, textSha256: string) =>
  idNamed(`finding-part/${parentId}/${textSha256}`);
/** The rating of a unit (its own id) or of a post within one campaign. */
export const ratingIdOf = (campaignId: string, subjectId: string) =>
  idNamed(`rating/${campaignId}/${subjectId}`);
export const ratingPeriodIdOf = (campaignId: string) => idNamed(`rating-period/${campaignId}`);
export const ratingPolicyIdOf = (code: string) => idNamed(`rating-policy/${code}`);
/** A post of a unit, by its title: no person's name is in the log. */
export const postIdOf = (unitId: string, position: string) => idNamed(`post/${unitId}/${position}`);
/** One kind of notice in one language: how the office words it. */
export const noticeTemplateIdOf = (kind: string, language: string) =>
  idNamed(`notice-template/${kind}/${language}`);
/** Who stands in for whom: one register (ADR 0044). */
export const DELEGATIONS_ID = idNamed('delegations');
/** The webhooks of one inbox: a unit's, or (null) the one that administrators share. */
export const webhooksIdOf = (unitId: string | null) => idNamed(`webhooks/${unitId ?? 'administrators'}`);
/** What a webhook had before webhooks were in the log: taking it over again meets the first. */
export const takenOverIdOf = (what: 'address' | 'secret' | 'previous-secret', webhookId: string) =>
  idNamed(`webhook-taken-over/${what}/${webhookId}`);
/** Event ids follow from the command, so a retry of a committed command is recognised. */
export const eventIdOf = (commandId: string, index: number) => idNamed(`${commandId}/${index}`);
