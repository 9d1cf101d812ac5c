/** The service worker of public/ in a world of its own: it keeps pages in memory, and its network does as a test says. */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const ORIGIN = "https://gatewatch.test";

/** A request, or the event's stand-in for one: no script can make a request to navigate. */
type Asked = string | URL | { readonly url: string };
const hrefOf = (asked: Asked): string =>
  new URL(typeof asked === "object" && "url" in asked ? asked.url : String(asked), ORIGIN).href;

type Network = (address: string) => Promise<Response>;

/** As browsers have it: relative addresses are the site's own. */
class WorkerResponse extends Response {
  static override redirect(address: string): Response {
    return new Response(null, { status: 302, headers: { Location: address } });
  }
}

function memoryCaches() {
  const stores = new Map<string, Map<string, Response>>();
  const cacheOf = (entries: Map<string, Response>) => ({
    match: async (request: Asked) => entries.get(hrefOf(request))?.clone(),
    put: async (request: string, response: Response) => void entries.set(hrefOf(request), response),
    delete: async (request: Asked) => entries.delete(hrefOf(request)),
    keys: async () => [...entries.keys()].map((url) => new Request(url)),
  });
  return {
    async open(name: string) {
      const entries = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, entries);
      return cacheOf(entries);
    },
    async match(request: string) {
      for (const entries of stores.values()) {
        const found = entries.get(hrefOf(request));
        if (found !== undefined) return found.clone();
      }
      return undefined;
    },
    kept: () =>
      [...stores.values()].flatMap((entries) =>
        [...entries.keys()].map((url) => url.slice(ORIGIN.length)),
      ),
  };
}

export function startWorker() {
  let network: Network = () => Promise.reject(new TypeError("offline"));
  const listeners = new Map<string, ((event: object) => void)[]>();
  const caches = memoryCaches();
  const world = createContext({
    ...{ URL, Headers, Request, Response: WorkerResponse, URLSearchParams, Promise, Date },
    ...{ caches, performance },
    setTimeout: (act: () => void, ms: number) => setTimeout(act, ms),
    location: new URL(`${ORIGIN}/sw.js`),
    clients: { get: async () => undefined, matchAll: async () => [] },
    fetch: (request: Asked) => {
      const { pathname, search } = new URL(hrefOf(request));
      return network(`${pathname}${search}`);
    },
    addEventListener: (kind: string, act: (event: object) => void) =>
      listeners.set(kind, [...(listeners.get(kind) ?? []), act]),
    importScripts: (...files: readonly string[]) => files.forEach(run),
  });
  function run(file: string): void {
    runInContext(readFileSync(`public${file}`, "utf8"), world, { filename: file });
  }
  runInContext("globalThis.self = globalThis", world);
  run("/sw.js");

  /** Opens a page as a browser does. `kept` settles when the worker has kept what it wanted of it. */
  function open(address: string) {
    const waited: Promise<unknown>[] = [];
    let answer: Promise<Response> | undefined;
    let isTaken = false;
    const event = {
      request: { url: `${ORIGIN}${address}`, method: "GET", mode: "navigate" },
      respondWith: (given: Promise<Response>) => {
        answer = given;
      },
      waitUntil: (given: Promise<unknown>) => void waited.push(given),
      stopImmediatePropagation: () => {
        isTaken = true;
      },
    };
    for (const act of listeners.get("fetch") ?? []) if (!isTaken) act(event);
    if (answer === undefined) throw new Error(`the worker leaves ${address} to the browser`);
    return { answer, kept: Promise.allSettled(waited) };
  }
  return {
    open,
    kept: caches.kept,
    setNetwork: (next: Network) => {
      network = next;
    },
  };
}
