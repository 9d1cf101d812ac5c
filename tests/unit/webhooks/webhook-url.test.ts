import { describe, expect, test } from "vitest";
import { readWebhookUrl } from "#server/webhooks/webhook-url.ts";

const OWN = ["10.20.0.0/16"];
const problem = (text: string, networks: readonly string[] = []) => {
  const read = readWebhookUrl(text, networks);
  return "problem" in read ? read.problem : null;
};

describe("the address of a webhook", () => {
  test("is kept as it is called", () => {
    expect(readWebhookUrl("HTTPS://Hooks.Example.org:443/a b?x=1", [])).toEqual({
      url: "https://hooks.example.org/a%20b?x=1",
    });
    for (const text of [
      "https://hooks.example.org",
      "https://hooks.example.org:8443/x",
      "https://hooks.example.org:1024/",
      "https://hooks.example.org:80/",
      "https://8.8.8.8/x",
      "https://[2606:4700::1111]/x",
    ])
      expect(problem(text), text).toBeNull();
  });

  test.each([
    ["hooks.example.org/x", "is no URL"],
    ["", "is no URL"],
    ["ftp://hooks.example.org/", "https://"],
    ["file:///etc/passwd", "https://"],
    ["http://hooks.example.org/", "https://"],
    ["https://user:secret@hooks.example.org/", "password"],
    ["https://user@hooks.example.org/", "user name"],
    ["https://hooks.example.org/#part", "fragment"],
    ["https://hooks.example.org/#", "fragment"],
    ["https://hooks.example.org:22/", "port"],
    ["https://hooks.example.org:25/", "port"],
    ["https://hooks.example.org:1023/", "port"],
    [`https://hooks.example.org/${"x".repeat(2_000)}`, "2,000"],
    ["https://localhost/", "not public"],
    ["https://gate.localhost./", "not public"],
    ["https://printer.local/", "not public"],
    ["https://metadata.google.internal/", "not public"],
  ])("%s is refused, with the way out", (text, words) => {
    expect(problem(text)).toContain(words);
  });

  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://127.0.0.1./",
    "https://①②⑦.⓪.⓪.①/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/",
    "https://0/",
    "https://10.0.0.1:8443/",
  ])("%s leads inward however it is written, and is refused", (text) => {
    expect(problem(text)).not.toBeNull();
  });

  test("may be unencrypted and private in a firm's own network, and nowhere else", () => {
    expect(problem("http://10.20.1.1:8080/x", OWN)).toBeNull();
    expect(problem("https://10.20.1.1/x", OWN)).toBeNull();
    expect(problem("http://gate.local:8080/x", OWN)).toBeNull();
    expect(problem("http://10.21.1.1/x", OWN)).toContain("private network");
    expect(problem("http://8.8.8.8/x", OWN)).toContain("https://");
    expect(problem("http://127.0.0.1/x", OWN)).toContain("own machine");
    expect(problem("http://127.0.0.1:9/x", ["127.0.0.0/8"])).toContain("port");
    expect(problem("http://127.0.0.1:9000/x", ["127.0.0.0/8"])).toBeNull();
  });
});
