/** The examples of the page; tests run the first and the last, and type-check the one in the middle. */
export interface Example {
  readonly title: string;
  readonly text: string;
  readonly code: string;
}

export const typescriptExample = (
  origin: string,
): string => `import { createTRPCClient, httpLink } from "@trpc/client";
import type { AppRouter } from "gatewatch/server/api/root.ts";

const key = "gw_…";
const gatewatch = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: "${origin}/api/trpc",
      headers: { Authorization: \`Bearer \${key}\` },
    }),
  ],
});

const { status } = await gatewatch.crossings.get.query({ slug: "torkham" });
for (const { lane, value, lastSeen } of status.lanes) {
  console.log(lane, value, lastSeen?.at ?? "never seen");
}
`;

export const curlExample = (origin: string): string => `# Now, and at a past instant
curl "${origin}/api/v1/crossings/torkham"
curl "${origin}/api/v1/crossings/torkham?asOf=2025-10-13T12:00:00Z"

# With a key, and only if something has changed
curl -H "Authorization: Bearer $GATEWATCH_KEY" -H 'If-None-Match: "…"' "${origin}/api/v1/crossings"

# Follow every change: keep \`next\`, and give it as \`after\` next time
curl "${origin}/api/v1/changes?limit=100"`;

/** In the order in which a firm's system would: the ids are its own. */
export const tellExample = (
  origin: string,
): string => `AUTH="Authorization: Bearer $GATEWATCH_KEY"; JSON="Content-Type: application/json"
HOOK=$(uuidgen); WATCH=$(uuidgen)

# What would it have sent from October to December 2025?
curl -H "$AUTH" -H "$JSON" "${origin}/api/v1/watches/dry-run" -d '{
  "subject": { "kind": "border", "border": "AF-PK" },
  "rule": { "kind": "state", "on": ["closed", "first_movement"], "direction": "PK-AF", "mode": "truck" } }'

# Where to tell: the answer has the secret, this once
curl -H "$AUTH" -H "$JSON" "${origin}/api/v1/webhooks" -d '{ "id": "'$HOOK'", "url": "https://hooks.example.org/gatewatch" }'
curl -H "$AUTH" -H "$JSON" "${origin}/api/v1/webhooks/$HOOK/test" -d '{ "id": "'$(uuidgen)'" }'

# What to tell
curl -X PUT -H "$AUTH" -H "$JSON" "${origin}/api/v1/watches/$WATCH" -d '{
  "name": "Trucks to Afghanistan", "subject": { "kind": "border", "border": "AF-PK" },
  "rule": { "kind": "state", "on": ["closed", "first_movement"], "direction": "PK-AF", "mode": "truck" },
  "channel": { "kind": "webhook", "endpoint": "'$HOOK'" } }'

# What was told, and whether it arrived; what failed is sent again
curl -H "$AUTH" "${origin}/api/v1/notices?endpointId=$HOOK"
curl -H "$AUTH" -H "$JSON" "${origin}/api/v1/webhooks/$HOOK/replay" -d '{ "since": "2025-10-12T00:00:00Z" }'

# Not any more
curl -X DELETE -H "$AUTH" "${origin}/api/v1/watches/$WATCH"`;

export const spreadsheetExample = (
  origin: string,
): string => `=IMPORTDATA("${origin}/api/v1/crossings.csv")
=IMPORTDATA("${origin}/api/v1/closures.csv?slug=torkham")
=IMPORTDATA("${origin}/api/v1/crossings/torkham/history.csv?metric=trucks_stranded&from=2025-10-01T00:00:00Z&to=2025-12-01T00:00:00Z")`;

export function examples(origin: string): readonly Example[] {
  return [
    {
      title: "curl",
      text: "Every address answers to a plain GET.",
      code: curlExample(origin),
    },
    {
      title: "Being told",
      text: "With a key of a dispatcher or owner that has `data:read` and `watches:write`. How a message is verified, and when it is tried again, stands in docs/webhooks.md.",
      code: tellExample(origin),
    },
    {
      title: "TypeScript",
      text: "The types of the tRPC router are a thin client: no code is generated, and a field that goes away is a compile error. `gatewatch` is a checkout of this repository beside your code. For other languages, give the OpenAPI document to a generator.",
      code: typescriptExample(origin),
    },
    {
      title: "Spreadsheet",
      text: "Google Sheets reads a CSV by its address and asks again about every hour; in Excel use Data, From Web. Text that begins like a formula has an apostrophe in front; numbers are numbers.",
      code: spreadsheetExample(origin),
    },
  ];
}
