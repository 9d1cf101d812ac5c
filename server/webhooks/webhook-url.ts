/** What a webhook's address may look like, judged when it is saved; where it leads is judged at every connection. */
import { isIP } from "node:net";
import { type FaultCode, faultText } from "#server/domain/fault.ts";
import { type AddressProblem, createAddressRules } from "./address-rules.ts";

export const MAX_URL_CHARS = 2_000;
/** Below 1024 run the services of the machine itself (mail, SSH, DNS); web servers have these two. */
const LOW_PORTS: readonly number[] = [80, 443];
const FIRST_HIGH_PORT = 1_024;

const WHY = {
  private: "addressPrivate",
  loopback: "addressOwn",
  link_local: "addressLinkLocal",
  metadata: "addressMetadata",
  multicast: "addressMany",
  unspecified: "addressNone",
  reserved: "addressReserved",
  translated: "addressHidden",
  not_private: "addressPlain",
  no_address: "notAddress",
} as const satisfies Readonly<Record<AddressProblem, FaultCode>>;

/**
 * Why an address is not reached, as a fault for which pages have words.
 * @param text the address, or a name and the address behind it
 */
export const addressRefusal = (text: string, problem: AddressProblem): string =>
  faultText(WHY[problem], { text });

/** The host as an address where it is one: `[::1]` without its brackets. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? null : host;
}

export const portOf = (url: URL): number =>
  url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);

function problemOf(url: URL, privateNetworks: readonly string[]): string | null {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") {
    return "must not hold a user name or password; the signature says who we are";
  }
  if (url.href.includes("#")) return "must not have a fragment (#…); it is never sent";
  const port = portOf(url);
  if (!LOW_PORTS.includes(port) && port < FIRST_HIGH_PORT) {
    return `must have the port 443, 80 or one from ${FIRST_HIGH_PORT}, not ${port}`;
  }
  const address = literalAddress(url);
  const isEncrypted = url.protocol === "https:";
  if (address !== null) {
    const problem = createAddressRules(privateNetworks).problem(address, isEncrypted);
    return problem === null ? null : addressRefusal(address, problem);
  }
  if (!isEncrypted && privateNetworks.length === 0) {
    return "must begin with https://; http:// is for a firm's own network, which an admin lists";
  }
  const isLocal = /(?:^|\.)(?:localhost|local|internal)\.?$/.test(url.hostname);
  if (isLocal && privateNetworks.length === 0)
    return `leads to ${url.hostname}, which is not public`;
  return null;
}

/**
 * The address as it is called: WHATWG's reading, which writes `http://2130706433/` and `http://0x7f.1/` as 127.0.0.1.
 * @returns or what is wrong with it, and the way out
 */
export function readWebhookUrl(
  text: string,
  privateNetworks: readonly string[],
): { readonly url: string } | { readonly problem: string } {
  if (text.length > MAX_URL_CHARS) {
    return { problem: `must have at most ${MAX_URL_CHARS.toLocaleString("en")} characters` };
  }
  if (!URL.canParse(text)) return { problem: "is no URL; write https://your.host/path" };
  const url = new URL(text);
  const problem = problemOf(url, privateNetworks);
  return problem === null ? { url: url.href } : { problem };
}
