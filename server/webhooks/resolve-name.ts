/**
 * Names as addresses, without the system's own lookup: that holds one of the process' four threads until a stranger's name
 * server answers, and files and passwords wait for the same four.
 */
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { ResolveName } from "./guarded-lookup.ts";

const DNS_LIMITS = { timeout: 2_000, tries: 3 };

/** RFC 6761: no name server is asked for it. */
const LOCALHOST = /(?:^|\.)localhost\.?$/i;
const LOOPBACK: readonly LookupAddress[] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

/** @param servers `address:port` of the name servers; the machine's own when not given */
export function createDnsLookup(servers?: readonly string[]): ResolveName {
  return async (hostname) => {
    if (LOCALHOST.test(hostname)) return LOOPBACK;
    const resolver = new Resolver(DNS_LIMITS);
    if (servers !== undefined) resolver.setServers(servers);
    const [ipv4, ipv6] = await Promise.allSettled([
      resolver.resolve4(hostname),
      resolver.resolve6(hostname),
    ]);
    const found = [
      ...(ipv4.status === "fulfilled" ? ipv4.value.map((address) => ({ address, family: 4 })) : []),
      ...(ipv6.status === "fulfilled" ? ipv6.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (found.length === 0 && ipv4.status === "rejected") throw ipv4.reason;
    return found;
  };
}

/** Asks DNS itself. */
export const resolveByDns: ResolveName = createDnsLookup();

/** The machine's hosts file and search domains too. It holds a thread until it is done. */
const bySystem: ResolveName = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });

/** Of `resolve4`: nobody answered in time. */
const isSilent = (error: unknown) =>
  error instanceof Error && ["ETIMEOUT", "ECANCELLED"].includes(String(Reflect.get(error, "code")));

/**
 * DNS first, and the machine's own names where DNS says that there is none: what an admin typed may be in the network that
 * they list. A name server that is silent is not asked by the system once more.
 */
export function createOwnLookup(
  dns: ResolveName = resolveByDns,
  system: ResolveName = bySystem,
): ResolveName {
  return async (hostname) => {
    try {
      return await dns(hostname);
    } catch (error) {
      if (isSilent(error)) throw error;
      return system(hostname);
    }
  };
}

export const resolveOwnName: ResolveName = createOwnLookup();
