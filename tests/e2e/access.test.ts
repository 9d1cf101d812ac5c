/** Every page in every language and both themes: rules of WCAG 2.2 AA, a narrow window, one language at a time. */
import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { LOCALES, type Locale } from "#app/locales.ts";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { everyPage, VISITORS, type Visitor } from "./every-page.ts";
import { addFirm, addPerson, openAs, openShared } from "./people.ts";

/** Many pages on two slow cores. */
const WALK_LIMIT_MS = 240_000;
/** 1280 px at 400 %: what WCAG 1.4.10 asks for. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

// A trace would keep every state of every page that axe touches.
test.use({ trace: "off", screenshot: "off" });

type Contexts = Readonly<Record<Visitor, BrowserContext>>;

const opened = new Map<string, ReturnType<typeof openAll>>();

/** The path of its log, which no procedure gives: what tells a secret is for the page alone. */
async function addWebhook(page: Page): Promise<string> {
  await page.goto("/firm/webhooks");
  const add = page.getByRole("region", { name: "Add a webhook" });
  await add.getByLabel("Address").fill("https://gate.example/hooks");
  await add.getByRole("button", { name: "Add" }).click();
  const log = page.getByRole("link", { name: /^Log/ });
  return (await log.getAttribute("href")) ?? "";
}

/** The path of its form. */
async function addWatch(context: BrowserContext): Promise<string> {
  const rule = { kind: "state", on: ["closed"], direction: null, mode: "truck" };
  const subject = { kind: "crossing", crossing: "torkham" };
  const id = randomUUID();
  const saved = await context.request.post("/api/trpc/watches.save", {
    data: { id, name: "Gate", subject, rule, channel: { kind: "feed" } },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  return `/firm/watches/${id}`;
}

async function openAll(browser: Browser, gatewatch: Gatewatch) {
  const admin = await openAs(browser, await addPerson(gatewatch, "admin"));
  const [reporter, verifier] = [
    await openShared(browser, gatewatch, "reporter"),
    await openShared(browser, gatewatch, "verifier"),
  ];
  const firm = await openAs(browser, (await addFirm(gatewatch)).owner);
  const corridor = { id: randomUUID(), name: "Kabul", direction: "PK-AF", mode: "truck" };
  const saved = await firm.context.request.post("/api/trpc/corridors.save", {
    data: { ...corridor, crossings: ["torkham", "kharlachi"] },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  const webhookPath = await addWebhook(firm.page);
  const watchPath = await addWatch(firm.context);
  const reportId = randomUUID();
  const claims = [{ kind: "state", lanes: ["PK-AF/truck"], value: "closed" }];
  const reply = await reporter.context.request.post("/api/trpc/reports.submit", {
    data: {
      id: reportId,
      crossing: "torkham",
      observedAt: new Date().toISOString(),
      claims,
      // Markup, an override of direction, and more than anybody reads.
      note: `<b>Gate 4</b> \u202Eshut\u202C ${"queue ".repeat(300)}`.slice(0, 1_900),
    },
  });
  expect(reply.status(), await reply.text()).toBe(200);
  const contexts: Contexts = {
    public: await browser.newContext(),
    reporter: reporter.context,
    verifier: verifier.context,
    admin: admin.context,
    firm: firm.context,
  };
  return { contexts, reportId, webhookPath, watchPath };
}

function visitors(browser: Browser, gatewatch: Gatewatch) {
  const known = opened.get(gatewatch.url) ?? openAll(browser, gatewatch);
  opened.set(gatewatch.url, known);
  return known;
}

const THEMES = ["light", "dark"] as const;

/** What axe finds, in few words. */
async function axeFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, colorScheme] of THEMES.entries()) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    if (index === 0) axe.options({ rules: { "target-size": { enabled: true } } });
    else axe.withRules(["color-contrast"]);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      faults.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
    }
  }
  return faults;
}

/** English words in succession where another language is spoken: texts and labels that nobody translated. */
async function englishIn(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const given =
      '[lang="en"], bdi, :has(> [lang="en"]), script, style, code, kbd, textarea, noscript';
    const found: string[] = [];
    const look = (text: string | null, element: Element | null) => {
      // Between isolates stands what a source or a reader wrote.
      const own = (text ?? "").replace(/\u2068[^\u2069]*\u2069/g, "");
      // Accounts of the tests are called Zarghuna.
      const isEnglish =
        !own.includes("Zarghuna") &&
        /[a-z]{2,} [a-z]{2,}/i.test(own) &&
        !/[\u0600-\u06FF]/.test(own);
      if (isEnglish && element?.closest(given) === null) found.push(own.trim());
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      look(walker.currentNode.textContent, walker.currentNode.parentElement);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [alt]")) {
      for (const name of ["aria-label", "placeholder", "alt"]) {
        look(element.getAttribute(name), element);
      }
    }
    return found;
  });
}

/** The distance by which a page is wider than its window, and who is to blame. */
async function overflowOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > clientWidth + 1);
    });
    return [
      `${scrollWidth} px wide: ${wide.slice(-2).map(({ outerHTML }) => outerHTML.slice(0, 120))}`,
    ];
  });
}

async function faultsOf(page: Page, address: string, locale: Locale): Promise<string[]> {
  await page.setViewportSize(WIDE);
  await page.goto(address, { waitUntil: "domcontentloaded" });
  if (locale === "en") {
    // What is folded has the same parts in every language, and much of it.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
  }
  const faults = await axeFaults(page);
  if (locale !== "en") faults.push(...(await englishIn(page)).map((text) => `English: ${text}`));
  await page.setViewportSize(NARROW);
  return [...faults, ...(await overflowOf(page))];
}

test("every page is on the walk", () => {
  const unseen = everyPage().filter(([, sample]) => sample === null);
  expect(unseen, "give each an address in every-page.ts").toEqual([]);
});

for (const locale of LOCALES) {
  for (const visitor of VISITORS) {
    test(`every page for ${visitor} in ${locale} bears axe, its theme and 400 %`, async ({
      browser,
      gatewatch,
    }) => {
      test.setTimeout(WALK_LIMIT_MS);
      const { contexts, ...made } = await visitors(browser, gatewatch);
      const page = await contexts[visitor].newPage();
      const samples = everyPage().flatMap(([, sample]) => sample ?? []);
      for (const path of samples.flatMap((one) => (one.visitor === visitor ? one.paths : []))) {
        const prefix = locale === "en" ? "" : `/${locale}`;
        const named = path
          .replace("{report}", made.reportId)
          .replace("{webhook log}", made.webhookPath)
          .replace("{watch}", made.watchPath);
        const address = `${prefix}${named}`;
        expect.soft(await faultsOf(page, address, locale), address).toEqual([]);
      }
      await page.close();
    });
  }
}
