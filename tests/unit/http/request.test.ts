import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { requestFrom } from "#server/http/capture.ts";
import {
  clientAddress,
  hasSession,
  isOwnHost,
  isSameOrigin,
  limitKey,
} from "#server/http/request.ts";

function request(headers: Record<string, string>): IncomingMessage {
  return requestFrom({ method: "POST", url: "/", headers });
}

test("X-Forwarded-For counts only as far as there are proxies of our own", () => {
  const req = request({ "x-forwarded-for": "6.6.6.6, 10.0.0.9, 10.0.0.1" });
  expect(clientAddress(req, 0)).toBe("");
  expect(clientAddress(req, 1)).toBe("10.0.0.1");
  expect(clientAddress(req, 2)).toBe("10.0.0.9");
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("limits count %s as %s", (address, key) => {
  expect(limitKey(address)).toBe(key);
});

test("a session is a cookie of that very name", () => {
  expect(hasSession(request({ cookie: "theme=dark; authjs.session-token=abc" }))).toBe(true);
  expect(hasSession(request({ cookie: "__Secure-authjs.session-token.0=abc" }))).toBe(true);
  expect(hasSession(request({ cookie: "not-authjs.session-token=abc" }))).toBe(false);
  expect(hasSession(request({ cookie: "theme=dark" }))).toBe(false);
});

test("a server on loopback answers to its own names alone", () => {
  const rule = { publicUrl: null, listenHost: "127.0.0.1" };
  expect(isOwnHost("localhost:3000", rule)).toBe(true);
  expect(isOwnHost("[::1]:3000", rule)).toBe(true);
  expect(isOwnHost("rebound.example:3000", rule)).toBe(false);
  expect(isOwnHost(undefined, rule)).toBe(false);
  expect(isOwnHost("localhost/..", rule)).toBe(false);
});

test("a public server answers to its public name", () => {
  const rule = { publicUrl: "https://gates.example", listenHost: "10.0.0.5" };
  expect(isOwnHost("gates.example", rule)).toBe(true);
  expect(isOwnHost("10.0.0.5:3000", rule)).toBe(true);
  expect(isOwnHost("other.example", rule)).toBe(false);
});

test.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }, false],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ origin: "http://localhost:3000", host: "localhost:3000" }, true],
  [{ origin: "http://evil.example", host: "localhost:3000" }, false],
  [{ origin: "null", host: "localhost:3000" }, false],
  [{ host: "localhost:3000" }, true],
])("a write with %j is from our own pages: %s", (headers, expected) => {
  const given = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)]));
  expect(isSameOrigin(request(given), null)).toBe(expected);
});
