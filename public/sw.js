/*
 * The service worker of the report app: it makes /report open without a network, and sends what waits when the browser
 * wakes it (Background Sync). It answers for the report pages, their built files and nothing else. Never kept: other
 * pages, what the API says, anything personal. The page that it keeps is the shell, fetched without cookies, the same
 * for everybody; who reports and what they wrote lies in the app's own storage (app/_client/outbox).
 *
 * Lock, channel, database and header names are those of app/_client/outbox. Public pages are in sw-pages.js.
 */
importScripts("/sw-files.js", "/sw-pages.js");
const { BUILT, filesIn, later } = self.workerTools;

const CACHE = "gatewatch.report";
const LOCALES = ["", "/ur", "/ps", "/fa-AF"];
const SHELL = "/report/shell";
/** Longer than this a report page is not waited for when the shell is at hand. */
const PATIENCE_MS = 4000;

/** The prefix of a report page's language; null when it is no report page. */
function localeOf(pathname) {
  const match = /^(\/(?:ur|ps|fa-AF))?\/report(?:\/|$)/.exec(pathname);
  return match === null ? null : (match[1] ?? "");
}

async function keepFile(cache, path) {
  const kept = await cache.match(path);
  if (kept !== undefined) return;
  const response = await fetch(path, { credentials: "omit" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

/** Every file that a shell needs, kept. The shell itself is put last: what is kept always opens. */
async function keepShell(cache, locale) {
  const address = `${locale}${SHELL}`;
  const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const html = await response.clone().text();
  const files = filesIn(html);
  for (const file of files) await keepFile(cache, file);
  for (const extra of [`/manifests/${locale.slice(1) || "en"}.webmanifest`, "/favicon.svg"]) {
    await cache.add(extra);
  }
  await cache.put(address, response);
  return files.join();
}

/**
 * The shell of a language that was opened, and then, some 17 KB each and once the font of their script (25 KB), those of
 * the others: whoever is handed the phone, or changes its language on the way, has no line to fetch one. They are fetched
 * anew when a new edition is out.
 */
async function keepAllNow(locale) {
  const cache = await caches.open(CACHE);
  const before = await cache.match(`${locale}${SHELL}`);
  const files = await keepShell(cache, locale);
  const isNew = before === undefined || filesIn(await before.text()).join() !== files;
  for (const other of LOCALES) {
    if (!isNew && (await cache.match(`${other}${SHELL}`)) !== undefined) continue;
    if (other !== locale) await keepShell(cache, other).catch(() => undefined);
  }
  await dropUnused(cache);
}

let keeping = Promise.resolve();

/** One after another: what one of them drops as unused may be what another is about to need. */
function keepApp(locale) {
  keeping = keeping.then(() => keepAllNow(locale)).catch(() => undefined);
  return keeping;
}

/** Built files that no kept shell names any more. */
async function dropUnused(cache) {
  const used = new Set();
  for (const locale of LOCALES) {
    const shell = await cache.match(`${locale}${SHELL}`);
    if (shell === undefined) continue;
    for (const file of filesIn(await shell.text())) used.add(file);
  }
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(BUILT) && !used.has(pathname)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => {
  const { searchParams } = new URL(location.href);
  // A reader of public pages: the app is kept when somebody opens it.
  if (searchParams.has("reader")) return event.waitUntil(self.skipWaiting());
  const locale = searchParams.get("locale") ?? "";
  const own = LOCALES.includes(locale) ? locale : "";
  // Without its shell it would answer for nothing; the next visit tries again.
  const kept = caches.open(CACHE).then((cache) => keepShell(cache, own));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const keptShell = (locale) => caches.match(`${locale}${SHELL}`, { cacheName: CACHE });

/** In the language that was asked for; in another rather than not at all. */
async function anyShell(locale) {
  for (const one of [locale, ...LOCALES]) {
    const shell = await keptShell(one);
    if (shell !== undefined) return shell;
  }
  return undefined;
}

async function fromServer(request, locale) {
  try {
    return await fetch(request);
  } catch (away) {
    const shell = await anyShell(locale);
    if (shell === undefined) throw away;
    return shell;
  }
}

/** The app itself: the kept shell at once, and a newer one for the next time. */
async function openApp(event, locale) {
  const shell = await keptShell(locale);
  event.waitUntil(keepApp(locale));
  return shell ?? fromServer(event.request, locale);
}

/** A report page that the server makes (a receipt, the long form): the server's, or the app when it cannot be reached. */
async function openPage(event, locale) {
  const shell = await keptShell(locale);
  if (shell === undefined) return fromServer(event.request, locale);
  const asked = fetch(event.request);
  const answer = await Promise.race([asked, later(PATIENCE_MS)]).catch(() => undefined);
  if (answer !== undefined) return answer;
  event.waitUntil(asked.catch(() => undefined));
  return shell;
}

async function builtFile(request) {
  return (await (await caches.open(CACHE)).match(request.url)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isKept = url.pathname.startsWith("/manifests/") || url.pathname === "/favicon.svg";
  if (isKept) return event.respondWith(builtFile(request));
  const locale = localeOf(url.pathname);
  if (request.mode !== "navigate" || locale === null) return;
  const isApp = url.pathname === `${locale}/report` && !url.searchParams.has("crossing");
  event.respondWith(isApp ? openApp(event, locale) : openPage(event, locale));
});

/** On a first visit, and of an edition that kept one language alone. */
async function keepMissing(locale) {
  const kept = await Promise.all(LOCALES.map(keptShell));
  if (kept.includes(undefined)) await keepApp(locale);
}

self.addEventListener("message", (event) => {
  if (event.data?.kind !== "keep" || !LOCALES.includes(event.data.locale)) return;
  event.waitUntil(keepMissing(event.data.locale));
});

const LOCK = "gatewatch.outbox";
const DATABASE = "gatewatch-field";
const REPORTS = "reports";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function openReports() {
  const request = indexedDB.open(DATABASE);
  // None yet: there is nothing to send, and the app shall make it.
  request.onupgradeneeded = () => request.transaction.abort();
  return done(request);
}

const inSeconds = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What is asked of the server, and the id that its receipt must have: taking a report back names that report. */
function requestOf(entry) {
  const { retracts, reason } = entry.body;
  if (retracts === undefined) {
    return { procedure: "reports.submit", body: bodyOf(entry), receiptId: entry.id };
  }
  const body = JSON.stringify({ id: retracts, reason });
  return { procedure: "corrections.retract", body, receiptId: retracts };
}

function bodyOf(entry) {
  const { note, ...rest } = entry.body;
  const skew = entry.skewMs === null ? {} : { skewMs: Math.round(entry.skewMs / 1000) * 1000 };
  const device = entry.isTypedTime ? {} : { device: { sentAt: inSeconds(Date.now()), ...skew } };
  return JSON.stringify({ ...rest, ...(note ? { note } : {}), ...device });
}

/** A receipt, or nothing: every other answer is for the app to read when it is opened. */
async function receiptFor(entry) {
  const { procedure, body, receiptId } = requestOf(entry);
  const response = await fetch(`/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Gatewatch-Account": entry.accountId },
    body,
  });
  if (!response.ok) return null;
  const receipt = (await response.json())?.result?.data;
  return receipt?.id === receiptId ? receipt : null;
}

/** Oldest first, one at a time, none while a page sends. What is not acknowledged stays as it was. */
async function sendWaiting() {
  const database = await openReports();
  try {
    const all = await done(database.transaction(REPORTS).objectStore(REPORTS).getAll());
    const waiting = all
      .filter(({ state }) => state === "saved" || state === "sent")
      .sort((a, b) => a.savedAtMs - b.savedAtMs || (a.id < b.id ? -1 : 1));
    for (const entry of waiting) {
      const write = (part) =>
        done(
          database
            .transaction(REPORTS, "readwrite")
            .objectStore(REPORTS)
            .put({ ...entry, ...part }),
        );
      const sentAtMs = Date.now();
      await write({ state: "sent", sentAtMs, attempts: entry.attempts + 1 });
      const receipt = await receiptFor(entry);
      if (receipt === null) return;
      await write({
        state: "received",
        sentAtMs,
        attempts: entry.attempts + 1,
        review: receipt.review,
        reason: receipt.reason ?? null,
        receivedAt: receipt.receivedAt ?? receipt.withdrawnAt,
        lastFailure: null,
        ...(receipt.isByCode === true ? { isByCode: true } : {}),
      });
    }
  } finally {
    database.close();
    new BroadcastChannel(LOCK).postMessage("changed");
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag !== LOCK) return;
  event.waitUntil(
    navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      // A page that is open sends by itself, and knows more.
      const pages = await self.clients.matchAll({ type: "window" });
      const isOpen = pages.some(({ url }) => localeOf(new URL(url).pathname) !== null);
      if (lock !== null && !isOpen) await sendWaiting();
    }),
  );
});
