/**
 * A cheap phone on a slow line: how soon the largest part of a page is painted, how long the page then hears nobody, and
 * how far what is read moves. Each run is cold: a browser context of its own, that has seen nothing.
 */
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "#app/locales.ts";
import { inLocale } from "#app/paths.ts";
import { chromiumArgs, findChromium } from "../support/browser.ts";
import { figure, median, type Result } from "./result.ts";
import type { Stage } from "./stage.ts";

/** As design.md names them: each request waits for the latency, and all of them share the line. */
interface Line {
  readonly latencyMs: number;
  readonly kilobitsPerSecond: number;
}

const MOBILE: Line = { latencyMs: 150, kilobitsPerSecond: 1_600 };
const SECOND_GENERATION: Line = { latencyMs: 250, kilobitsPerSecond: 50 };
const SLOWER_PROCESSOR = 4;
const PHONE = { width: 360, height: 740 };
const RUNS = 3;

/** Lighthouse's definitions: a task is long beyond this, and a page is ready before so long a time without one. */
const LONG_TASK_MS = 50;
const QUIET_MS = 5_000;
/** As many requests may be on their way while it is quiet: the live stream never ends. */
const QUIET_REQUESTS = 2;
const POLL_MS = 250;
const GIVE_UP_MS = 60_000;
/** Pages are made and their files compressed as small as can be before anything is measured. */
const WARM_UP_MS = 12_000;

const MAX_PAINT_MS = 1_800;
const MAX_BLOCKING_MS = 150;
const MAX_SHIFT = 0.02;
const MAX_READABLE_MS = 3_500;

/** When most was claimed at once. */
const CLASH = "asOf=2025-10-27T12:00:00Z";
const PAGES = [
  ["overview", "/"],
  ["crossing", `/crossings/torkham?${CLASH}`],
] as const;
const TEXT_PAGES = [
  ["/lite", "/lite"],
  ["/lite of a crossing", `/lite/torkham?${CLASH}`],
] as const;
/** Latin script, and the longest texts in Arabic script. */
const TIMED_LOCALES: readonly Locale[] = ["en", "ur"];
/** The same font, with letters and digits of their own: what moves when it comes in is theirs. One page, to save minutes. */
const OTHER_LOCALES = LOCALES.filter((locale) => !TIMED_LOCALES.includes(locale));

interface Seen {
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly loadedMs: number;
  readonly shift: number;
  readonly longTasks: readonly { readonly atMs: number; readonly forMs: number }[];
}

interface Measured extends Pick<Seen, "largestPaintMs" | "loadedMs" | "shift"> {
  readonly blockingMs: number;
}

/** Runs in the page before anything of it. */
function watch(): void {
  const seen = { firstPaintMs: 0, largestPaintMs: 0, shift: 0, longTasks: [] as object[] };
  Reflect.set(window, "benchSeen", seen);
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
    });
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.firstPaintMs = startTime;
  });
  observe("largest-contentful-paint", ({ startTime }) => {
    seen.largestPaintMs = startTime;
  });
  observe("longtask", ({ startTime, duration }) => {
    seen.longTasks.push({ atMs: startTime, forMs: duration });
  });
  observe("layout-shift", (entry) => {
    seen.shift += Number(Reflect.get(entry, "value"));
  });
}

/** What `watch` has written so far; the load event's time is 0 until it has ended. */
function readSeen(page: Page): Promise<Seen & { readonly nowMs: number }> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const loadedMs = Number(Reflect.get(navigation ?? {}, "loadEventEnd") ?? 0);
    return { ...Reflect.get(window, "benchSeen"), loadedMs, nowMs: performance.now() };
  });
}

async function slowDown(devtools: CDPSession, line: Line): Promise<void> {
  const bytesPerSecond = (line.kilobitsPerSecond * 1_000) / 8;
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_PROCESSOR });
}

/** How long no more than a few requests have been on their way. */
function watchRequests(devtools: CDPSession): () => number {
  const open = new Set<string>();
  let calmSince = performance.now();
  const end = ({ requestId }: { readonly requestId: string }) => {
    const wasBusy = open.size > QUIET_REQUESTS;
    open.delete(requestId);
    if (wasBusy && open.size <= QUIET_REQUESTS) calmSince = performance.now();
  };
  devtools.on("Network.requestWillBeSent", ({ requestId }) => open.add(requestId));
  devtools.on("Network.loadingFinished", end);
  devtools.on("Network.loadingFailed", end);
  return () => (open.size > QUIET_REQUESTS ? 0 : performance.now() - calmSince);
}

/** Milliseconds beyond the first 50 of each long task from the first paint on, until the page was ready. */
function blockingMs({ firstPaintMs, longTasks }: Seen): number {
  return longTasks
    .filter(({ atMs, forMs }) => atMs + forMs > firstPaintMs)
    .reduce((sum, { atMs, forMs }) => {
      const within = Math.min(forMs, atMs + forMs - firstPaintMs);
      return sum + Math.max(0, within - LONG_TASK_MS);
    }, 0);
}

async function measureOnce(browser: Browser, url: string, line: Line): Promise<Measured> {
  const context = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await slowDown(devtools, line);
    const calmMs = watchRequests(devtools);
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: "load", timeout: GIVE_UP_MS });
    const endAt = performance.now() + GIVE_UP_MS;
    for (;;) {
      await page.waitForTimeout(POLL_MS);
      const seen = await readSeen(page);
      const lastTaskMs = Math.max(
        seen.firstPaintMs,
        ...seen.longTasks.map(({ atMs, forMs }) => atMs + forMs),
      );
      const isQuiet = seen.nowMs - lastTaskMs >= QUIET_MS && calmMs() >= QUIET_MS;
      if (isQuiet || performance.now() > endAt) return { ...seen, blockingMs: blockingMs(seen) };
    }
  } finally {
    await context.close();
  }
}

/** The median of each figure over some cold runs. */
async function measureSlow(browser: Browser, url: string, line: Line): Promise<Measured> {
  const all: Measured[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await measureOnce(browser, url, line));
  const of = (key: keyof Measured) => median(all.map((one) => one[key]));
  return {
    largestPaintMs: of("largestPaintMs"),
    loadedMs: of("loadedMs"),
    shift: of("shift"),
    blockingMs: of("blockingMs"),
  };
}

interface Held {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
}

const held = ({ what, value, unit, budget }: Held): Result => ({
  stage: "slow",
  what,
  ours: `${figure(value)}${unit}`,
  compared: null,
  value,
  budget: { kind: "at most", value: budget },
});

function pageResults(what: string, measured: Measured): Result[] {
  const { largestPaintMs, blockingMs: blocking, shift } = measured;
  return [
    held({
      what: `${what}, largest paint`,
      value: largestPaintMs,
      unit: " ms",
      budget: MAX_PAINT_MS,
    }),
    held({
      what: `${what}, blocked in all`,
      value: blocking,
      unit: " ms",
      budget: MAX_BLOCKING_MS,
    }),
    held({ what: `${what}, shift of the layout`, value: shift, unit: "", budget: MAX_SHIFT }),
  ];
}

/** Asks once for each page, and waits until its answer is as small as it gets. */
async function warmUp(urls: readonly string[]): Promise<void> {
  for (const url of urls) await (await fetch(url)).arrayBuffer();
  await new Promise((done) => setTimeout(done, WARM_UP_MS));
}

export const slowStage: Stage = async ({ gatewatch, say }) => {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArgs(),
    ...(executablePath === null ? {} : { executablePath }),
  });
  const urlOf = (locale: Locale, path: string) => `${gatewatch.url}${inLocale(path, locale)}`;
  const results: Result[] = [];
  try {
    const all = TIMED_LOCALES.flatMap((locale) =>
      [...PAGES, ...TEXT_PAGES].map(([, path]) => urlOf(locale, path)),
    );
    await warmUp([...all, ...OTHER_LOCALES.map((locale) => urlOf(locale, "/"))]);
    // The browser's own first view is slower than any after it.
    await measureOnce(browser, urlOf(DEFAULT_LOCALE, "/"), MOBILE);
    for (const locale of TIMED_LOCALES) {
      for (const [what, path] of PAGES) {
        say(`${what} in ${locale}: ${RUNS} cold views on a slow phone and line`);
        const measured = await measureSlow(browser, urlOf(locale, path), MOBILE);
        results.push(...pageResults(`${what} in ${locale}`, measured));
      }
      for (const [what, path] of TEXT_PAGES) {
        say(`${what} in ${locale}: ${RUNS} cold views over 2G`);
        const measured = await measureSlow(browser, urlOf(locale, path), SECOND_GENERATION);
        // All of it is there and painted.
        const value = Math.max(measured.largestPaintMs, measured.loadedMs);
        const name = `${what} in ${locale} over 2G, readable`;
        results.push(held({ what: name, value, unit: " ms", budget: MAX_READABLE_MS }));
      }
    }
    for (const locale of OTHER_LOCALES) {
      say(`overview in ${locale}: ${RUNS} cold views on a slow phone and line`);
      const { shift } = await measureSlow(browser, urlOf(locale, "/"), MOBILE);
      const what = `overview in ${locale}, shift of the layout`;
      results.push(held({ what, value: shift, unit: "", budget: MAX_SHIFT }));
    }
    return results;
  } finally {
    await browser.close();
  }
};
