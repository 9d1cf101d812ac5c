import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { FeedNetwork } from "#server/feeds/poll-feed.ts";
import { createAddressRules } from "#server/webhooks/address-rules.ts";

export interface FeedServer {
  readonly url: string;
  /** Replaces how it answers. */
  answer: RequestListener;
  /** Headers of the requests that came. */
  readonly asked: Record<string, string | string[] | undefined>[];
  close(): Promise<void>;
}

/** Somebody's server of data, on loopback. */
export async function openFeedServer(answer: RequestListener): Promise<FeedServer> {
  const asked: FeedServer["asked"] = [];
  const state = { answer };
  const server = createServer((req, res) => {
    asked.push(req.headers);
    state.answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/feed`,
    asked,
    get answer() {
      return state.answer;
    },
    set answer(next) {
      state.answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A network in which loopback may be asked. */
export const LOOPBACK_NETWORK: FeedNetwork = {
  rules: createAddressRules(["127.0.0.0/8"]),
  userAgent: "Gatewatch (+http://localhost)",
};
