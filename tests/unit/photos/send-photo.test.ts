import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  afterSend,
  type KeptPhoto,
  pauseAfter,
  waitingPhotos,
} from "#app/_client/photos/kept-photo.ts";
import { sendPhoto } from "#app/_client/photos/send-photo.ts";
import { type Photo, type PhotoState, placeChunk } from "#server/domain/photo.ts";

const KB = 1024;
const NOW_MS = Date.parse("2026-11-22T16:00:00Z");

function photoOf(bytes: Buffer, over: Partial<KeptPhoto> = {}): KeptPhoto {
  return {
    id: randomUUID(),
    reportId: randomUUID(),
    accountId: randomUUID(),
    blob: new Blob([new Uint8Array(bytes)]),
    thumbnail: null,
    totalBytes: bytes.length,
    receivedBytes: 0,
    sha256: null,
    state: "waiting",
    reason: null,
    message: null,
    hold: null,
    mayGo: true,
    attempts: 0,
    dueAtMs: 0,
    addedAtMs: NOW_MS,
    ...over,
  };
}

/** A server that keeps to the contract of /api/v1/reports/{report}/photos. */
function photoServer(totalBytes: number) {
  let arrived = Buffer.alloc(0);
  let isAnnounced = false;
  let state: PhotoState = "uploading";
  const progress = (): Partial<Photo> => ({
    state,
    receivedBytes: arrived.length,
    totalBytes,
    reason: null,
  });
  async function answer(url: string, init: RequestInit): Promise<Response> {
    if (init.method === "POST") {
      isAnnounced = true;
      return Response.json(progress(), { status: 201 });
    }
    if (!isAnnounced) return Response.json({ detail: "no such photo" }, { status: 404 });
    const bytes = Buffer.from(await new Response(init.body).arrayBuffer());
    const offset = Number(new URL(url, "http://x").searchParams.get("offset"));
    const place = placeChunk(
      { offset, length: bytes.length },
      { receivedBytes: arrived.length, totalBytes },
    );
    if (place.kind === "gap") return Response.json({ detail: "a gap" }, { status: 409 });
    if (place.kind === "next") arrived = Buffer.concat([arrived, bytes.subarray(place.skip)]);
    if (arrived.length === totalBytes) state = "kept";
    return Response.json(progress());
  }
  return {
    answer,
    bytes: () => arrived,
    /** An upload that nobody continued is cleaned away. */
    forget() {
      arrived = Buffer.alloc(0);
      isAnnounced = false;
    },
  };
}

/** Tries until it is through, as rounds do; how often it took. */
async function sendUntilKept(
  photo: KeptPhoto,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
) {
  let now = photo;
  for (let tries = 1; tries <= 20; tries += 1) {
    const outcome = await sendPhoto(now, {
      fetch,
      nowMs: () => NOW_MS,
      isGone: () => false,
      onProgress: async (receivedBytes) => {
        now = { ...now, receivedBytes };
      },
    });
    now = afterSend(now, outcome, NOW_MS);
    if (now.state === "kept") return tries;
    expect(now).toMatchObject({ state: "waiting" });
    expect(now.blob).not.toBeNull();
  }
  throw new Error("never kept");
}

describe("a photo whose line breaks", () => {
  const bytes = randomBytes(300 * KB);

  test.each(["before it arrives", "after it arrived, the answer lost"] as const)(
    "at any one request, %s, is there once and whole, and what arrived is not sent again",
    async (when) => {
      for (let broken = 0; broken < 40; broken += 1) {
        const server = photoServer(bytes.length);
        let requests = 0;
        let sentBytes = 0;
        const tries = await sendUntilKept(photoOf(bytes), async (url, init) => {
          const isBroken = requests === broken;
          requests += 1;
          if (isBroken && when === "before it arrives") throw new TypeError("Failed to fetch");
          if (init.method === "PUT")
            sentBytes += (await new Response(init.body).arrayBuffer()).byteLength;
          const response = await server.answer(url, init);
          if (isBroken) throw new TypeError("Failed to fetch");
          return response;
        });
        expect(server.bytes().equals(bytes)).toBe(true);
        expect(sentBytes).toBe(bytes.length);
        expect(tries).toBe(broken < requests ? 2 : 1);
        if (broken >= requests) return;
      }
    },
  );

  test("at every second request still comes through", async () => {
    const server = photoServer(bytes.length);
    let requests = 0;
    await sendUntilKept(photoOf(bytes), async (url, init) => {
      requests += 1;
      if (requests % 2 === 0 && requests % 3 !== 0) throw new TypeError("Failed to fetch");
      return server.answer(url, init);
    });
    expect(server.bytes().equals(bytes)).toBe(true);
  });

  test("for so long that the server gave the upload up, begins anew", async () => {
    const server = photoServer(bytes.length);
    let requests = 0;
    await sendUntilKept(photoOf(bytes), async (url, init) => {
      requests += 1;
      if (requests === 4) server.forget();
      return server.answer(url, init);
    });
    expect(server.bytes().equals(bytes)).toBe(true);
  });
});

describe("what an answer means", () => {
  const send = (status: number, headers: Record<string, string> = {}) =>
    sendPhoto(photoOf(randomBytes(KB)), {
      fetch: async () => Response.json({ detail: "says why" }, { status, headers }),
      nowMs: () => NOW_MS,
      isGone: () => false,
      onProgress: async () => undefined,
    });

  test.each([
    [401, "signed_out"],
    [403, "no_right"],
    [404, "no_report"],
    [500, "server"],
    [502, "server"],
    [503, "server"],
  ])("%s: it waits (%s)", async (status, hold) => {
    expect(await send(status)).toMatchObject({ kind: "held", hold });
  });

  test("503 with a time to come back: it waits for as long", async () => {
    expect(await send(503, { "Retry-After": "60" })).toMatchObject({ retryAfterMs: 60_000 });
  });

  test.each([400, 409, 413])(
    "%s at the announcement: refused, with the server's sentence",
    async (status) => {
      expect(await send(status)).toEqual({ kind: "refused", reason: null, message: "says why" });
    },
  );

  test("an answer of a hotel's sign-in page is no answer of ours", async () => {
    const outcome = await sendPhoto(photoOf(randomBytes(KB)), {
      fetch: async () => new Response("<html>Welcome!</html>", { status: 200 }),
      nowMs: () => NOW_MS,
      isGone: () => false,
      onProgress: async () => undefined,
    });
    expect(outcome).toMatchObject({ kind: "held", hold: "server" });
  });

  test("it names the account it was taken as", async () => {
    const photo = photoOf(randomBytes(KB));
    const server = photoServer(KB);
    const accounts: unknown[] = [];
    await sendUntilKept(photo, (url, init) => {
      accounts.push(new Headers(init.headers).get("x-gatewatch-account"));
      return server.answer(url, init);
    });
    expect(new Set(accounts)).toEqual(new Set([photo.accountId]));
  });
});

describe("the ladder", () => {
  test("waits for its report, goes oldest first, and one that was being sent waits again", () => {
    const bytes = randomBytes(10);
    const young = photoOf(bytes, { addedAtMs: NOW_MS + 1 });
    const broken = photoOf(bytes, { state: "sending" });
    const early = photoOf(bytes, { mayGo: false });
    const kept = photoOf(bytes, { state: "kept", blob: null });
    const refused = photoOf(bytes, { state: "refused" });
    const ids = waitingPhotos([young, broken, early, kept, refused]).map(({ id }) => id);
    expect(ids).toEqual([broken.id, young.id]);
  });

  test("leaves the phone only when it was kept", () => {
    const photo = photoOf(randomBytes(10));
    expect(afterSend(photo, { kind: "kept" }, NOW_MS)).toMatchObject({ state: "kept", blob: null });
    const refused = { kind: "refused", reason: "truncated", message: null } as const;
    expect(afterSend(photo, refused, NOW_MS).blob).not.toBeNull();
  });

  test("pauses longer after each failure, to a limit", () => {
    expect([1, 2, 3, 20].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 300_000]);
  });
});
