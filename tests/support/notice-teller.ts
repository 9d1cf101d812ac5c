/**
 * The worker alone in a process of its own, to be killed: `notice-teller.ts DATABASE_URL FOLDER AUTH_SECRET
 * [SMTP_URL]`. Writes a line when it works.
 */
import { join } from "node:path";
import { createDatabase } from "#server/db/client.ts";
import { startWorker } from "#server/jobs/worker.ts";
import { createLog } from "#server/log.ts";
import { createDiskStore } from "#server/photos/disk-store.ts";
import { createPhotoEncoder } from "#server/photos/encode-photo.ts";

const [databaseUrl = "", folder = "", authSecret = "", smtpUrl = null] = process.argv.slice(2);
const CONNECTIONS = 4;
const PUBLIC_URL = "https://gatewatch.example";

await startWorker({
  databaseUrl,
  database: createDatabase(databaseUrl, { max: CONNECTIONS }).db,
  photos: { store: createDiskStore(join(folder, "photos")), encode: createPhotoEncoder() },
  authSecret,
  publicUrl: PUBLIC_URL,
  mail: { smtpUrl, publicUrl: PUBLIC_URL },
  isExercise: false,
  isAlone: true,
  nowMs: Date.now,
  log: createLog({ level: "error" }),
});
console.log("ready");
