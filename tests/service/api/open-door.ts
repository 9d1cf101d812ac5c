import { createReadKey } from "#server/api/rest/actor.ts";
import { createDoor, type DoorOptions } from "#server/http/door.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { listenOn, NOW, type OpenApi } from "./open-api.ts";

/** The front door before an API, listening; its clock stands at `NOW`. */
export async function openDoor(api: OpenApi, given: Partial<DoorOptions> = {}) {
  const nowMs = () => Date.parse(NOW);
  const door = createDoor({
    next: () => undefined,
    api: api.handler,
    readKey: createReadKey(api.deps),
    snapshot: createSnapshot({ nowMs }),
    readiness: () => ({ isReady: true, reason: null }),
    log: api.deps.log,
    publicUrl: null,
    listenHost: "127.0.0.1",
    trustedProxies: 0,
    dev: false,
    build: { version: "test", node: process.version },
    nowMs,
    ...given,
  });
  const { server, origin } = await listenOn(
    (req, res) => void door.server.emit("request", req, res),
  );
  server.unref();
  return { origin, close: () => door.close() };
}

export type OpenDoor = Awaited<ReturnType<typeof openDoor>>;
