/**
 * The API alone in a process of its own, to be killed: `report-server.ts DATABASE_URL FOLDER`. Writes its port when it
 * answers. Pages would only make it slower to start.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import { createApiHandler } from "#server/api/handler.ts";
import { createDatabase } from "#server/db/client.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { createLog } from "#server/log.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPhotoEncoder } from "#server/photos/encode-photo.ts";

const [url = "", folder = ""] = process.argv.slice(2);
const CONNECTIONS = 4;

const answer = createApiHandler({
  database: createDatabase(url, { max: CONNECTIONS }).db,
  snapshot: createSnapshot({ nowMs: Date.now }),
  log: createLog({ level: "error" }),
  now: () => new Date().toISOString(),
  publicUrl: "https://gatewatch.example",
  authSecret: "the secret of a server that tests kill",
  readActor: async () => null,
  photos: { store: createDiskStore(join(folder, "photos")), encode: createPhotoEncoder() },
});
const server = createServer((req, res) => void answer(req, res));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : address);
});
