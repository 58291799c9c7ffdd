import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import ipaddr from 'ipaddr.js';

/** Hosts of the office's own network, `host` or `host:port`, that may be told over plain http and at a private address. */
export type TargetPolicy = { trustedHosts: ReadonlySet<string>; resolve?: Resolve };
/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const LONGEST = 2_000;

/** The form of an address, before anything is looked up. Throws 'webhook-target-refused'. */
export function checkTargetForm(text: string, { trustedHosts }: TargetPolicy): URL {
  if (text.length > LONGEST || !URL.canParse(text)) throw refused('is not an address', text);
  const url = new URL(text);
  const isTrusted = trustsHost(url, trustedHosts);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isTrusted)) {
    throw refused('must begin with https:// (http:// only for a host in WEBHOOK_TRUSTED_HOSTS)', text);
  }
  if (url.username !== '' || url.password !== '') throw refused('must not hold a login', text);
  if (url.hash !== '') throw refused('must not hold a fragment', text);
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isTrusted && !isPublicAddress(host)) throw notPublic(host);
  return url;
}

/**
 * The addresses that may be connected to: those and no others, so that a name cannot mean something else a moment later.
 * Refuses with 'webhook-target-refused' when any of them is private, loopback, link-local, of a metadata service or otherwise
 * not a public one.
 */
export async function targetAddresses(url: URL, policy: TargetPolicy): Promise<readonly string[]> {
  const host = bareHost(url);
  const resolve = policy.resolve ?? resolveAll;
  const addresses = isIP(host) === 0 ? await found(resolve, host) : [host];
  if (!trustsHost(url, policy.trustedHosts)) {
    const inner = addresses.find((address) => !isPublicAddress(address));
    if (inner !== undefined) throw notPublic(host === inner ? host : `${host} (${inner})`);
  }
  return addresses;
}

/** Unicast that the whole internet may reach; an IPv4 address inside an IPv6 one is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

async function found(resolve: Resolve, host: string): Promise<readonly string[]> {
  const addresses = await resolve(host).catch((error: unknown) => {
    throw new DomainError('webhook-target-refused', `The host ${host} cannot be found (${codeOf(error)}).`, {
      path: '/url',
      rule: 'webhook-target',
    });
  });
  if (addresses.length > 0) return addresses;
  throw refused('names a host without an address', host);
}

const resolveAll: Resolve = async (host) =>
  (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address);

const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');
const trustsHost = ({ host, hostname }: URL, trusted: ReadonlySet<string>) =>
  trusted.has(host) || trusted.has(hostname);
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'no answer';
}

const refused = (message: string, target: string) =>
  new DomainError('webhook-target-refused', `The address of a webhook ${message}.`, {
    path: '/url',
    rule: 'webhook-target',
    target: target.slice(0, 200),
  });
const notPublic = (host: string) =>
  refused(
    `must not lie in a private network or on this machine: ${host} does, see WEBHOOK_TRUSTED_HOSTS`,
    host,
  );
