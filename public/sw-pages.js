/*
 * Public pages without a network; a part of sw.js, which imports it. The pages that a reader saw last open again when
 * nothing answers: the overview, crossings, incidents, changes and the text pages. The network is always asked first;
 * what is kept is the answer to a line on which nothing comes for PATIENCE_MS, or to a server that is away.
 *
 * Kept is what the front door calls public (`Cache-Control: public`), the same for everybody; never a page for one
 * person, never an answer of the API. A page says itself that it was kept and when it was made (`data-kept-at`, and in
 * text pages a line that waits in a comment). At most MAX_PAGES pages, the files that they name, and MAX_SPARE others.
 */
(() => {
  const { BUILT, filesIn, later } = self.workerTools;
  const PAGES = "gatewatch.pages";
  const MAX_PAGES = 30;
  /** Built files that no kept page names: fonts, and parts that pages load when they are reached for. */
  const MAX_SPARE = 40;
  /** A line from which nothing came for so long is dead. */
  const PATIENCE_MS = 5_000;
  /** A browser follows within that. */
  const LEAD_MS = 2_000;
  /** What was kept so shortly ago is not fetched again. */
  const NEW_MS = 60_000;
  const TEXT_PAGE_NEW_MS = 3_600_000;
  /** What a proxy says for a server that does not answer. */
  const AWAY = new Set([502, 503, 504]);
  const KEPT_AT = "Gatewatch-Kept-At";
  const FILES = "Gatewatch-Files";

  const LOCALE = "(?:/(?:ur|ps|fa-AF))?";
  const PUBLIC_PAGE = new RegExp(
    `^${LOCALE}(?:/|/crossings/[a-z0-9-]+|/incidents(?:/[a-z0-9-]+)?|/changes|/lite(?:/[a-z0-9-]+(?:\\.txt)?)?)?$`,
  );
  /** Where a reader comes in: these are not pushed out by others. */
  const LANDING = new RegExp(`^${LOCALE}(?:/|/lite)?$`);
  const localeOf = (pathname) => /^\/(?:ur|ps|fa-AF)(?=\/|$)/.exec(pathname)?.[0] ?? "";

  const isPublicPage = ({ pathname }) => PUBLIC_PAGE.test(pathname);
  /**
   * Filters and spans of charts are other views of the same page, and would push other pages out. A border's text page is
   * none: where crossings are many, it alone has them.
   */
  const isKeptView = ({ pathname, searchParams }) => {
    const names = ["asOf", "known", ...(pathname.endsWith("/lite") ? ["border", "page"] : [])];
    return [...searchParams.keys()].every((name) => names.includes(name));
  };
  const addressOf = ({ pathname, search }) => `${pathname}${search}`;

  const openPages = () => caches.open(PAGES);
  const find = async (address) =>
    (await openPages()).match(new URL(address, location.origin), { ignoreVary: true });

  const isShared = (response) => /\bpublic\b/.test(response.headers.get("Cache-Control") ?? "");

  /** What the browser has already, without asking for it. */
  const inHand = (path) =>
    fetch(path, { cache: "only-if-cached", mode: "same-origin", credentials: "omit" }).catch(
      () => undefined,
    );

  async function keepFile(path) {
    if ((await (await openPages()).match(path, { ignoreVary: true })) !== undefined) return;
    // A copy of its own: what the report app keeps goes with the app's next edition.
    const known = (await caches.match(path, { ignoreVary: true })) ?? (await inHand(path));
    const isFont = path.endsWith(".woff2");
    // A font that the page did not need is not fetched for it.
    const response = known?.ok || isFont ? known : await fetch(path, { credentials: "omit" });
    if (response?.ok) await keepBuilt(path, response);
  }

  /** In development built files change under their names, and are not kept. */
  async function keepBuilt(path, response) {
    if (!/\bimmutable\b/.test(response.headers.get("Cache-Control") ?? "")) return;
    await (await openPages()).put(path, response);
  }

  async function keepPage(url, response) {
    const pages = await openPages();
    const address = addressOf(url);
    if (response.status === 404 || response.status === 410) return pages.delete(address);
    if (!response.ok || response.redirected || !isShared(response)) return;
    const text = await response.text();
    const files = filesIn(text);
    for (const file of files) await keepFile(file);
    const headers = new Headers(response.headers);
    headers.delete("Vary");
    headers.set(KEPT_AT, String(Date.now()));
    headers.set(FILES, files.join(" "));
    // First away, so that what was seen last is the last.
    await pages.delete(address, { ignoreVary: true });
    await pages.put(address, new Response(text, { status: response.status, headers }));
    await dropUnused(pages);
  }

  async function dropUnused(pages) {
    const requests = await pages.keys();
    const pathOf = (request) => new URL(request.url).pathname;
    const isFile = (request) => pathOf(request).startsWith(BUILT);
    const ofPages = requests.filter((request) => !isFile(request));
    const movable = ofPages.filter(
      (request) => !LANDING.test(pathOf(request)) || new URL(request.url).search !== "",
    );
    for (const request of movable.slice(0, Math.max(0, ofPages.length - MAX_PAGES))) {
      await pages.delete(request);
    }
    const used = new Set();
    for (const request of await pages.keys()) {
      if (isFile(request)) continue;
      const page = await pages.match(request);
      for (const file of page?.headers.get(FILES)?.split(" ") ?? []) used.add(file);
    }
    const spare = requests.filter((request) => isFile(request) && !used.has(pathOf(request)));
    for (const request of spare.slice(0, Math.max(0, spare.length - MAX_SPARE))) {
      await pages.delete(request);
    }
  }

  /** A kept page as it is shown: it says that it was kept, and when the server made it. */
  async function asKept(response, locale) {
    const headers = new Headers(response.headers);
    for (const name of ["Content-Length", "Content-Encoding", FILES]) headers.delete(name);
    const madeAt = new Date(headers.get("Date") ?? Number(headers.get(KEPT_AT))).toISOString();
    const text = await response.text();
    const isPlain = headers.get("Content-Type")?.startsWith("text/plain");
    const shown = isPlain
      ? `${await keptLine(locale)}${text}`
      : text
          .replace("<html ", `<html data-kept-at="${madeAt}" `)
          .replace(/<!--kept (.*?) kept-->/s, "$1");
    return new Response(shown, { status: 200, headers });
  }

  /** What the list of text pages in that language says of itself when it was kept; plain text has no comment to hide it in. */
  async function keptLine(locale) {
    const list = await find(`${locale}/lite`);
    const line = /<!--kept <p role="note"><strong>(.*?)<\/strong>/.exec(
      (await list?.text()) ?? "",
    )?.[1];
    return line === undefined ? "" : `${line}\n\n`;
  }

  /** The page; else the same without its filters, what lists every crossing in its language, or nothing. */
  async function findKept(url) {
    const locale = localeOf(url.pathname);
    const page = await find(addressOf(url));
    if (page !== undefined) return asKept(page, locale);
    const lists = [`${locale}/lite`, locale || "/"];
    if (!url.pathname.startsWith(`${locale}/lite`)) lists.reverse();
    for (const address of [url.pathname, ...lists]) {
      if (address === addressOf(url) || url.searchParams.has("asOf")) continue;
      if ((await find(address)) === undefined) continue;
      led = { address, atMs: performance.now() };
      return Response.redirect(address);
    }
    return undefined;
  }

  /** Where somebody was just led from a page that is not kept; they have waited already. */
  let led = { address: "", atMs: 0 };

  async function openPage(event, url) {
    const asked = fetch(event.request);
    const keeping = asked.then((response) =>
      isKeptView(url) ? keepOpened(url, response.clone()) : undefined,
    );
    event.waitUntil(keeping.catch(() => undefined));
    const isLed = led.address === addressOf(url) && performance.now() - led.atMs < LEAD_MS;
    const answer = await Promise.race([asked, later(isLed ? 0 : PATIENCE_MS)]).catch(
      () => undefined,
    );
    const isAnswer = answer !== undefined && !AWAY.has(answer.status);
    return isAnswer ? answer : ((await findKept(url)) ?? asked);
  }

  /** A plain text has the words for having been kept from the list beside it. */
  async function keepOpened(url, response) {
    await keepPage(url, response);
    if (url.pathname.endsWith(".txt")) await keepList(url);
  }

  async function openFile(event, path) {
    const kept = await caches.match(path, { ignoreVary: true });
    if (kept !== undefined) return kept;
    const response = await fetch(event.request);
    const copy = response.clone();
    const keeping = isForPublicPage(event).then((isIts) =>
      isIts && copy.ok ? keepBuilt(path, copy) : undefined,
    );
    event.waitUntil(keeping.catch(() => undefined));
    return response;
  }

  async function isForPublicPage({ clientId }) {
    const client = await self.clients.get(clientId);
    return client !== undefined && isPublicPage(new URL(client.url));
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    const isFile = url.pathname.startsWith(BUILT);
    if (!isFile && (request.mode !== "navigate" || !isPublicPage(url))) return;
    // Answered here: sw.js need not look at it.
    event.stopImmediatePropagation();
    event.respondWith(isFile ? openFile(event, url.pathname) : openPage(event, url));
  });

  /** How long ago a page was kept, in milliseconds. */
  async function ageOf(address) {
    const page = await find(address);
    return page === undefined
      ? Number.POSITIVE_INFINITY
      : Date.now() - Number(page.headers.get(KEPT_AT));
  }

  /** As the public sees it, whoever is signed in. */
  async function keepIfOld(url, newMs) {
    if ((await ageOf(addressOf(url))) < newMs) return;
    await keepPage(url, await fetch(url, { credentials: "omit" }));
  }

  /** A page that was open before this worker was, and the text page of its language beside it. */
  async function keepSeen(url) {
    if (!isPublicPage(url) || !isKeptView(url)) return;
    await keepIfOld(url, NEW_MS);
    await keepList(url);
  }

  const keepList = ({ pathname }) =>
    keepIfOld(new URL(`${localeOf(pathname)}/lite`, location.origin), TEXT_PAGE_NEW_MS);

  self.addEventListener("message", (event) => {
    if (event.data?.kind !== "seen") return;
    const url = new URL(String(event.data.address), location.origin);
    if (url.origin === location.origin) event.waitUntil(keepSeen(url).catch(() => undefined));
  });
})();
