import { expect, test } from "vitest";
import { openDoor } from "./open-door.ts";

test("a browser is refused in words, in the language of the page; machines as data", async () => {
  const { ask, logged } = await openDoor({
    limits: { reads: { perSecond: 1, burst: 2 } },
    next() {
      throw new Error("the secret cause");
    },
  });
  const headers = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const bug = await ask('/ur/desk?x="><i>', { headers });
  expect([bug.status, bug.headers["content-type"]]).toEqual([500, "text/html; charset=utf-8"]);
  expect(bug.body).toContain('<html lang="ur" dir="rtl">');
  expect(bug.body).toContain('href="/ur/lite"');
  expect(bug.body).not.toContain("secret");
  expect(bug.body).not.toContain("<i>");
  const requestId = String(bug.headers["x-request-id"]);
  expect(bug.body).toContain(requestId);
  expect(logged.some((line) => line.includes(requestId) && line.includes("secret"))).toBe(true);

  await ask("/desk", { headers });
  const many = await ask("/desk", { headers });
  expect([many.status, many.headers["retry-after"], many.headers["cache-control"]]).toEqual([
    429,
    "1",
    "no-store",
  ]);
  expect(many.body).toContain("Too many requests came from your address.");
  expect(many.body).toContain("Try again in 1 s.");
  expect((await ask("/desk", { headers, method: "HEAD" })).body).toBe("");
  const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
  const foreign = await ask("/ps/sign-in", {
    method: "POST",
    headers: { ...form, origin: "https://evil.example" },
  });
  expect([foreign.status, foreign.headers["content-type"]]).toEqual([
    403,
    "text/html; charset=utf-8",
  ]);
  expect(foreign.body).toContain('<html lang="ps" dir="rtl">');
  expect(JSON.parse((await ask("/desk")).body)).toMatchObject({ code: "too_many" });
  expect(JSON.parse((await ask("/api/v1/crossings", { headers })).body)).toMatchObject({
    code: "too_many",
  });
});
