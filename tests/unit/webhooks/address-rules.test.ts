import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressRules, parseRange } from "#server/webhooks/address-rules.ts";

const strangers = createAddressRules([]);

describe("an address that a webhook may not reach", () => {
  test.each([
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "private"],
    ["fc00::1", "private"],
    ["fd12:3456::1", "private"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["::1", "loopback"],
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["::", "unspecified"],
    ["169.254.1.1", "link_local"],
    ["fe80::1", "link_local"],
    ["fe80::1%eth0", "link_local"],
    ["224.0.0.1", "multicast"],
    ["ff02::1", "multicast"],
    ["169.254.169.254", "metadata"],
    ["fd00:ec2::254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["168.63.129.16", "metadata"],
    ["::ffff:127.0.0.1", "translated"],
    ["::ffff:7f00:1", "translated"],
    ["::ffff:8.8.8.8", "translated"],
    ["::127.0.0.1", "translated"],
    ["64:ff9b::7f00:1", "translated"],
    ["64:ff9b:1::7f00:1", "translated"],
    ["2002:7f00:1::", "translated"],
    ["2001:0:53aa:64c::1", "translated"],
    ["192.0.2.1", "reserved"],
    ["198.18.0.1", "reserved"],
    ["203.0.113.5", "reserved"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "reserved"],
    ["2001:db8::1", "reserved"],
    ["4000::1", "reserved"],
    ["localhost", "no_address"],
    ["", "no_address"],
  ])("%s is refused as %s", (address, problem) => {
    expect(strangers.problem(address, true)).toBe(problem);
  });

  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])(
    "%s is reached, but not without encryption",
    (address) => {
      expect(strangers.problem(address, true)).toBeNull();
      expect(strangers.problem(address, false)).toBe("not_private");
    },
  );

  test("however an IPv4 address is dressed as an IPv6 one, it is refused", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(byte, byte, byte, byte),
        fc.constantFrom("::ffff:", "::", "64:ff9b::"),
        (parts, dress) => {
          expect(strangers.problem(dress + parts.join("."), true)).not.toBeNull();
        },
      ),
    );
  });
});

describe("a firm's own network", () => {
  test("lets its addresses in, encrypted or not, and no others", () => {
    const rules = createAddressRules(["10.20.0.0/16", "fd12:3456::/32"]);
    expect(rules.problem("10.20.3.4", true)).toBeNull();
    expect(rules.problem("10.20.3.4", false)).toBeNull();
    expect(rules.problem("fd12:3456::9", false)).toBeNull();
    expect(rules.problem("10.21.0.1", true)).toBe("private");
    expect(rules.problem("8.8.8.8", true)).toBeNull();
    expect(rules.problem("8.8.8.8", false)).toBe("not_private");
  });

  test("opens no loopback, metadata or dressed address by being wide", () => {
    const rules = createAddressRules(["0.0.0.0/0", "::/0", "169.254.0.0/16", "fd00::/8"]);
    for (const address of [
      "127.0.0.1",
      "::1",
      "0.0.0.0",
      "169.254.169.254",
      "fd00:ec2::254",
      "::ffff:10.0.0.1",
      "224.0.0.1",
    ])
      expect(rules.problem(address, true), address).not.toBeNull();
    expect(rules.problem("10.0.0.1", true)).toBeNull();
  });

  test("opens loopback and metadata when they are listed themselves", () => {
    const rules = createAddressRules(["127.0.0.0/8", "169.254.169.254/32"]);
    expect(rules.problem("127.0.0.1", false)).toBeNull();
    expect(rules.problem("169.254.169.254", true)).toBeNull();
    expect(rules.problem("::1", true)).toBe("loopback");
    expect(createAddressRules(["127.0.0.1/32"]).problem("127.0.0.2", true)).toBe("loopback");
  });

  test("is written as a range, and what is none opens nothing", () => {
    expect(parseRange(" 10.0.0.0/8 ")).toEqual({ address: "10.0.0.0", bits: 8 });
    expect(parseRange("fd00::/8")).toEqual({ address: "fd00::", bits: 8 });
    for (const text of [
      "10.0.0.0",
      "10.0.0.0/33",
      "fd00::/129",
      "10.0.0/8",
      "x/8",
      "",
      "10.0.0.0/8.5",
    ])
      expect(parseRange(text), text).toBeNull();
    expect(createAddressRules(["10.0.0.0"]).problem("10.0.0.0", true)).toBe("private");
  });
});
