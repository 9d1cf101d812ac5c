import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startWorker } from "../../support/worker-world.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const HEADERS = { "Cache-Control": "public, no-cache", Date: "Mon, 30 Nov 2026 12:00:00 GMT" };
const KEPT_LINE = "آپ کا رابطہ منقطع ہے۔";
const FONT = "/_next/static/media/letters.woff2";

/** A site that answers, with the text page's line for having been kept, and a page that asks for its font ahead. */
async function online(address: string): Promise<Response> {
  if (address.startsWith("/_next/")) {
    return new Response("x", { headers: { "Cache-Control": "public, max-age=1, immutable" } });
  }
  if (address.includes(".txt")) {
    const headers = { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" };
    return new Response(`Torkham: closed (${address})`, { headers });
  }
  const body = `<html lang="x"><link href="${FONT}"><!--kept <p role="note"><strong>${KEPT_LINE}</strong></p> kept-->${address}`;
  return new Response(body, { headers: { ...HEADERS, "Content-Type": "text/html" } });
}
const offline = () => Promise.reject(new TypeError("offline"));
const silent = () => new Promise<Response>(() => undefined);

async function textOf(given: Promise<Response>): Promise<string> {
  return (await given).text();
}

async function seen(...addresses: readonly string[]) {
  const worker = startWorker();
  worker.setNetwork(online);
  for (const address of addresses) await worker.open(address).kept;
  return worker;
}

test("who is led from a page that is not kept to one that is waits once for a silent line", async () => {
  const worker = await seen("/", "/changes");
  worker.setNetwork(silent);
  const first = worker.open("/crossings/kharlachi").answer;
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await first).headers.get("Location")).toBe("/");
  const second = textOf(worker.open("/").answer);
  await vi.advanceTimersByTimeAsync(1);
  expect(await second).toContain("data-kept-at");
});

test("whoever asks by themselves is given the network's time again, and its page", async () => {
  const worker = await seen("/", "/changes");
  worker.setNetwork(silent);
  const led = worker.open("/crossings/kharlachi").answer;
  await vi.advanceTimersByTimeAsync(5_000);
  await led;
  worker.setNetwork(async (address) => {
    await new Promise((done) => setTimeout(done, 3_000));
    return online(address);
  });
  const other = textOf(worker.open("/changes").answer);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await other).not.toContain("data-kept-at");
});

test("a plain text says that it was kept, in its own language", async () => {
  const worker = await seen("/ur/lite/torkham.txt");
  expect(await textOf(worker.open("/ur/lite/torkham.txt").answer)).not.toContain(KEPT_LINE);
  worker.setNetwork(offline);
  expect(await textOf(worker.open("/ur/lite/torkham.txt").answer)).toBe(
    `${KEPT_LINE}\n\nTorkham: closed (/ur/lite/torkham.txt)`,
  );
});

test("the text page of one border is kept; a filter of the board is not", async () => {
  const worker = await seen("/lite?border=PK-AF&page=2", "/?mode=truck", "/changes?page=2");
  expect(worker.kept()).toContain("/lite?border=PK-AF&page=2");
  expect(worker.kept()).not.toContain("/?mode=truck");
  expect(worker.kept()).not.toContain("/changes?page=2");
  worker.setNetwork(offline);
  expect(await textOf(worker.open("/lite?border=PK-AF&page=2").answer)).toContain("page=2");
});

test("the font that a page asks for ahead is kept with it", async () => {
  const worker = await seen("/");
  expect(worker.kept()).toContain(FONT);
});
