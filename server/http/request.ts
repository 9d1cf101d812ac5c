/** Reading a request's head: who asks, from where, with what identity. */
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/** Auth.js names its session cookie so, with a prefix over https; a long one is split into `.0`, `.1` … */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-|__Host-)?authjs\.session-token(?:\.\d+)?=/;

const instance = Math.floor(Math.random() * 36 ** 5).toString(36);
let requests = 0;

/** An id for logs and refusals, unique for this process and improbable elsewhere. */
export function nextRequestId(): string {
  requests += 1;
  return `${instance}-${Date.now().toString(36)}-${requests.toString(36)}`;
}

export function hasSession(req: IncomingMessage): boolean {
  const { cookie } = req.headers;
  return cookie !== undefined && SESSION_COOKIE.test(cookie);
}

/** True when the request brings an identity, so that its answer may be meant for one person alone. */
export function isPersonal(req: IncomingMessage): boolean {
  return req.headers.authorization !== undefined || hasSession(req);
}

/**
 * The address that the request came from.
 * @param trustedProxies how many proxies of our own stand before us; each appends the address it saw to
 *   X-Forwarded-For, so only that many entries from the right are true
 */
export function clientAddress(req: IncomingMessage, trustedProxies: number): string {
  const peer = req.socket.remoteAddress ?? "";
  if (trustedProxies === 0) return peer;
  const forwarded = req.headers["x-forwarded-for"];
  const seen = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "")).split(",");
  return seen.at(-trustedProxies)?.trim() || peer;
}

/** What limits are counted by: an IPv4 address, or the /64 that one subscriber of IPv6 has to himself. */
export function limitKey(address: string): string {
  const plain = address.startsWith("::ffff:") ? address.slice(7) : address;
  if (!plain.includes(":") || !isIPv6(plain)) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;

export interface HostRule {
  readonly publicUrl: string | null;
  /** The address that the door listens on. */
  readonly listenHost: string;
}

/**
 * Whether a request for `host` is meant for this server. A name that is not ours is how DNS rebinding reaches a
 * server on loopback; a server open to all addresses without PUBLIC_URL cannot know its names and takes any.
 */
export function isOwnHost(host: string | undefined, rule: HostRule): boolean {
  const name = host === undefined ? undefined : HOST.exec(host)?.[1]?.toLowerCase();
  if (name === undefined) return false;
  const isOpen = rule.listenHost === "0.0.0.0" || rule.listenHost === "::";
  if (LOOPBACK.has(name) || name === rule.listenHost) return true;
  if (rule.publicUrl !== null) return name === new URL(rule.publicUrl).hostname || isOpen;
  return isOpen;
}

/**
 * Whether a request that changes something comes from our own pages. Browsers say so in Sec-Fetch-Site; older ones
 * in Origin; who sends neither is no browser and brings no ambient cookie.
 */
export function isSameOrigin(req: IncomingMessage, publicUrl: string | null): boolean {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin, host } = req.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  return new URL(origin).host === host;
}
