/*
 * Who may import whom. A layer may import itself, what `imports` names (a folder or a file), and any package unless
 * `packages` lists them. The first layer that a file is in holds for it.
 */

export interface Layer {
  readonly in: string;
  readonly imports: readonly string[];
  readonly packages?: readonly string[];
  /** What to do when something else seems needed. */
  readonly instead: string;
}

const DOMAIN = "server/domain";
const LOG = "server/log.ts";
const DATABASE_AWAY = "server/database-away.ts";
/** What a process needs before it has anything else. */
const GROUND = [LOG, "server/start-error.ts", "server/process-lock.ts"];

/** A file that stands under every layer. */
function ground(path: string, ...imports: readonly string[]): Layer {
  return { in: path, imports, instead: "Everything stands on this file: pass the value in." };
}

export const LAYERS: readonly Layer[] = [
  {
    in: DOMAIN,
    imports: [],
    packages: ["zod"],
    instead:
      "The domain is pure and runs in the browser too: pass in what it needs as a value, and let a service act.",
  },
  {
    in: "server/formats",
    imports: [DOMAIN],
    instead: "A format turns values into text or back: pass the values in.",
  },
  {
    in: "server/db",
    imports: [DOMAIN, ...GROUND],
    instead: "The database knows tables, not what the product does: move this into a service.",
  },
  {
    in: "server/photos",
    imports: [DOMAIN],
    instead: "Photos are bytes here: whose they are and who may see them is a service's business.",
  },
  {
    in: "server/webhooks",
    imports: [DOMAIN],
    instead:
      "This signs and sends what it is given: which notice, and to whom, is a service's business.",
  },
  {
    in: "server/live",
    imports: [DOMAIN, DATABASE_AWAY, LOG],
    instead:
      "The snapshot is handed how to read: pass a function in, as server/start/present.ts does.",
  },
  {
    in: "server/services",
    imports: [
      DOMAIN,
      "server/db",
      "server/formats",
      "server/photos",
      "server/webhooks",
      "server/jobs/names.ts",
    ],
    instead:
      "A service gets actor, database and now in its context and knows nothing of who calls it.",
  },
  {
    in: "server/jobs",
    imports: [DOMAIN, "server/services", "server/feeds", "server/db/client.ts", LOG],
    instead: "A job calls a service; what it does to tables belongs there.",
  },
  {
    in: "server/feeds",
    imports: [
      DOMAIN,
      "server/services",
      "server/formats",
      "server/webhooks/address-rules.ts",
      "server/webhooks/guarded-lookup.ts",
      "server/webhooks/resolve-name.ts",
      "server/webhooks/webhook-url.ts",
      "server/db/client.ts",
      LOG,
    ],
    instead: "A feed fetches, parses and hands to a service.",
  },
  {
    in: "server/http",
    imports: [DOMAIN, "server/live", "server/formats", LOG],
    instead: "The front door is handed the API and the pages by main.ts: pass a function in.",
  },
  {
    in: "server/api",
    imports: [
      DOMAIN,
      "server/services",
      "server/feeds",
      "server/formats",
      "server/live",
      "server/http",
      "server/db/client.ts",
      DATABASE_AWAY,
      LOG,
    ],
    instead: "A procedure is input, service call, output: move this into a service.",
  },
  {
    in: "server/auth",
    imports: [DOMAIN, "server/services", "server/http", "server/runtime.ts", "server/db/client.ts"],
    instead: "Sign-in reads and writes accounts through server/services/accounts.",
  },
  {
    in: "server/admin",
    imports: [DOMAIN, "server/services", "server/db", "server/formats", "server/env.ts", ...GROUND],
    instead: "A command parses its words and calls a service.",
  },
  {
    in: "server/start",
    imports: [DOMAIN, "server/db", "server/live", "server/services", "server/env.ts", ...GROUND],
    instead: "This is how a process begins and ends; what it serves is tied together in main.ts.",
  },
  ground(DATABASE_AWAY, DOMAIN),
  ground("server/log.ts"),
  ground("server/start-error.ts"),
  ground("server/process-lock.ts", "server/start-error.ts"),
  ground(
    "server/env.ts",
    "server/start-error.ts",
    "server/log.ts",
    "server/webhooks/address-rules.ts",
  ),
  ground("server/launch.mjs"),
  {
    in: "server",
    imports: ["package.json"],
    instead: "server/ runs without app/ and tests/: move what both need into server/domain.",
  },
  {
    in: "app/_components",
    imports: [
      DOMAIN,
      "app/_client",
      "app/format",
      "server/formats/relay",
      "app/locales.ts",
      "app/messages.ts",
      "app/paths.ts",
      "app/api-paths.ts",
      "app/view-query.ts",
    ],
    instead: "A component draws what it is given: let the page read it and pass it in.",
  },
  {
    in: "app",
    imports: [
      DOMAIN,
      "server/formats/relay",
      "messages",
      "server/runtime.ts",
      "server/api",
      "server/auth",
      "server/services/accounts",
      // They tell a secret.
      "server/services/webhooks/add-endpoint.ts",
      "server/services/webhooks/rotate-secret.ts",
    ],
    instead:
      "Pages read through getRuntime().caller (server/api); only accounts and what tells a secret, which have no procedures, are reached as services.",
  },
  {
    in: "tests",
    imports: ["server", "app", "data", "messages", "package.json", "playwright.config.ts"],
    instead: "Tests use Gatewatch as it is.",
  },
];

/** Tables and their language stay below the services. */
export const TABLES = {
  owners: ["server/db", "server/services"],
  imports: ["server/db/schema", "drizzle-orm", "postgres"],
  instead: "Only server/db and server/services know tables: call a service.",
};

export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
