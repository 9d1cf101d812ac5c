/** One view by a browser that has seen nothing yet: requests and bytes on the wire. */
import { type Browser, chromium } from "@playwright/test";
import { LOCALES, type Locale } from "#app/locales.ts";
import { inLocale } from "#app/paths.ts";
import { chromiumArgs, findChromium } from "../support/browser.ts";
import { figure, type Result } from "./result.ts";
import type { Stage } from "./stage.ts";

const KB = 1024;
/** What is asked for after that is no part of the view. */
const SETTLE_MS = 1_500;
/** A server that has just been started has its files as small as can be after that. */
const WARM_UP_MS = 12_000;

interface View {
  readonly requests: number;
  readonly bytes: number;
  readonly scriptBytes: number;
}

async function view(browser: Browser, url: string): Promise<View> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const types = new Map<string, string>();
  const bytes = new Map<string, number>();
  const heads = new Map<string, number>();
  devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
    types.set(requestId, type);
    bytes.set(requestId, response.encodedDataLength);
    heads.set(requestId, response.encodedDataLength);
  });
  devtools.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength);
  });
  // Counted bit by bit, a small answer that comes in one piece is left out; what is finished says its whole length.
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes.set(requestId, encodedDataLength);
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(SETTLE_MS);
  await context.close();
  const sum = (ids: Iterable<string>) =>
    [...ids].reduce((total, id) => total + (bytes.get(id) ?? 0), 0);
  const scripts = [...types].filter(([, type]) => type === "Script").map(([id]) => id);
  const scriptHeads = scripts.reduce((total, id) => total + (heads.get(id) ?? 0), 0);
  // What a script weighs is its body; the whole view is everything on the wire.
  const scriptBytes = sum(scripts) - scriptHeads;
  return { requests: types.size, bytes: sum(types.keys()), scriptBytes };
}

function atMost(what: string, value: number, budget: number, ours: string): Result {
  return {
    stage: "view",
    what,
    ours,
    compared: null,
    value,
    budget: { kind: "at most", value: budget },
  };
}

const kb = (bytes: number) => `${figure(bytes / KB)} KB`;

function overviewResults(locale: Locale, { requests, bytes, scriptBytes }: View): Result[] {
  const what = (part: string) => `overview in ${locale}, ${part}`;
  const rest = bytes - scriptBytes;
  return [
    atMost(what("requests"), requests, 12, String(requests)),
    atMost(what("KB on the wire"), bytes / KB, 200, kb(bytes)),
    atMost(what("KB of script"), scriptBytes / KB, 130, kb(scriptBytes)),
    // Heads of the scripts' answers are part of it.
    atMost(what("KB of everything else"), rest / KB, 60, kb(rest)),
  ];
}

function liteResults(locale: Locale, { requests, bytes, scriptBytes }: View): Result[] {
  const ours = `${kb(bytes)}, ${requests} requests`;
  return [
    atMost(`/lite in ${locale}, KB on the wire`, bytes / KB, 14, ours),
    atMost(`/lite in ${locale}, KB of script`, scriptBytes / KB, 0, kb(scriptBytes)),
  ];
}

export const viewStage: Stage = async ({ gatewatch, say }) => {
  say("cold views in Chromium");
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArgs(),
    ...(executablePath === null ? {} : { executablePath }),
  });
  try {
    const urlOf = (path: string, locale: Locale) => `${gatewatch.url}${inLocale(path, locale)}`;
    for (const locale of LOCALES) {
      await view(browser, urlOf("/", locale));
      await view(browser, urlOf("/lite", locale));
    }
    await new Promise((done) => setTimeout(done, WARM_UP_MS));
    const results: Result[] = [];
    for (const locale of LOCALES) {
      const overview = await view(browser, urlOf("/", locale));
      const lite = await view(browser, urlOf("/lite", locale));
      results.push(...overviewResults(locale, overview), ...liteResults(locale, lite));
    }
    return results;
  } finally {
    await browser.close();
  }
};
