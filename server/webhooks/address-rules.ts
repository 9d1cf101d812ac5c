/**
 * Which addresses a webhook may reach. It is asked with the address that a connection is about to be made to, never with
 * a name, so what a name says later changes nothing.
 *
 * Refused is all that is not the public internet: a firm could otherwise make Gatewatch speak to what only Gatewatch's
 * own machine and network can reach. A firm's own network is let in when an admin has listed it. Four kinds stay shut
 * even inside of a listed range, unless a range that lies wholly within them is listed: `0.0.0.0/0` opens no loopback.
 */
import { BlockList, isIP } from "node:net";

interface Range {
  readonly address: string;
  readonly bits: number;
}

/** Why an address is refused. */
export type AddressProblem =
  | "private"
  | "loopback"
  | "link_local"
  | "metadata"
  | "multicast"
  | "unspecified"
  | "reserved"
  | "translated"
  | "not_private"
  | "no_address";

type Kind = Exclude<AddressProblem, "not_private" | "no_address">;

/** IANA's special-purpose registries (RFC 6890 and its updates), and where clouds keep a machine's credentials. */
const REFUSED: readonly (readonly [Kind, readonly string[]])[] = [
  [
    "metadata",
    [
      "169.254.169.254/32", // nearly every cloud
      "169.254.170.2/32", // containers at AWS
      "100.100.100.200/32", // Alibaba
      "192.0.0.192/32", // Oracle
      "168.63.129.16/32", // Azure, although a public address
      "fd00:ec2::254/128", // AWS
      "fd20:ce::254/128", // Google
    ],
  ],
  ["loopback", ["127.0.0.0/8", "::1/128"]],
  ["unspecified", ["0.0.0.0/8", "::/128"]],
  ["link_local", ["169.254.0.0/16", "fe80::/10"]],
  ["multicast", ["224.0.0.0/4", "ff00::/8"]],
  // An IPv4 address in the clothes of an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo.
  [
    "translated",
    [
      "::ffff:0:0/96",
      "::ffff:0:0:0/96",
      "::/96",
      "64:ff9b::/96",
      "64:ff9b:1::/48",
      "2002::/16",
      "2001::/32",
    ],
  ],
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]],
  [
    "reserved",
    [
      "192.0.0.0/24",
      "192.0.2.0/24",
      "192.88.99.0/24",
      "198.18.0.0/15",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "240.0.0.0/4",
      "100::/64",
      "2001:2::/48",
      "2001:10::/28",
      "2001:20::/28",
      "2001:db8::/32",
      "3fff::/20",
      "fec0::/10",
    ],
  ],
];

/** All that is given out on the IPv6 internet (IANA); what is outside of it is nobody's. */
const PUBLIC_IPV6 = "2000::/3";

/** These a wide range of a firm does not open. */
const ONLY_BY_NAME: readonly Kind[] = [
  "metadata",
  "loopback",
  "unspecified",
  "translated",
  "multicast",
];

/** A range in CIDR as its parts; null: it is none. */
export function parseRange(text: string): Range | null {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text.trim());
  const address = match?.[1] ?? "";
  const family = isIP(address);
  const bits = Number(match?.[2]);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return null;
  return { address, bits };
}

const familyOf = (address: string) => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** Ranges of one family each: a BlockList that has both compares `1.2.3.4` with `::ffff:0:0/96` too. */
function rangesOf(texts: readonly string[]): { has(address: string): boolean } {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of texts) {
    const range = parseRange(text);
    if (range === null) continue;
    const family = familyOf(range.address);
    lists[family].addSubnet(range.address, range.bits, family);
  }
  return {
    has: (address) => {
      const family = familyOf(address);
      return lists[family].check(address, family);
    },
  };
}

/** Whether all of `inner` lies in one of `outers`. */
function isWithin(inner: string, outers: readonly string[]): boolean {
  const range = parseRange(inner);
  if (range === null) return false;
  return outers.some((text) => {
    const outer = parseRange(text);
    return outer !== null && outer.bits <= range.bits && rangesOf([text]).has(range.address);
  });
}

const KINDS = REFUSED.map(([kind, ranges]) => ({ kind, ranges, list: rangesOf(ranges) }));
const publicIpv6 = rangesOf([PUBLIC_IPV6]);

/** The zone of a link-local address (`fe80::1%eth0`) is no part of it. */
const withoutZone = (address: string) => address.replace(/%.*$/, "");

function kindOf(address: string): Kind | null {
  const found = KINDS.find(({ list }) => list.has(address));
  if (found !== undefined) return found.kind;
  return isIP(address) === 6 && !publicIpv6.has(address) ? "reserved" : null;
}

export interface AddressRules {
  /**
   * Why `address` may not be reached; null: it may.
   * @param isEncrypted false for `http:`, which goes to the firm's own network alone
   */
  problem(address: string, isEncrypted: boolean): AddressProblem | null;
}

/** @param privateNetworks CIDR ranges of the firm's own network */
export function createAddressRules(privateNetworks: readonly string[]): AddressRules {
  const own = rangesOf(privateNetworks);
  const opened = new Map(
    KINDS.map(({ kind, ranges }) => [
      kind,
      rangesOf(privateNetworks.filter((network) => isWithin(network, ranges))),
    ]),
  );
  return {
    problem(text, isEncrypted) {
      const address = withoutZone(text);
      if (isIP(address) === 0) return "no_address";
      const kind = kindOf(address);
      const isOwn =
        kind !== null && ONLY_BY_NAME.includes(kind)
          ? opened.get(kind)?.has(address) === true
          : own.has(address);
      if (isOwn) return null;
      if (kind !== null) return kind;
      return isEncrypted ? null : "not_private";
    },
  };
}
