import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/* Every page of the app, found in its folders, with the addresses at which tests look at it. */

const APP = fileURLToPath(new URL("../../app/[locale]", import.meta.url));

export const VISITORS = ["public", "reporter", "verifier", "admin", "firm"] as const;
export type Visitor = (typeof VISITORS)[number];

interface Sample {
  readonly visitor: Visitor;
  /** Addresses without a language; `{report}` is a report of the reporter's own, `{webhook log}` the path of the log of one of the
   * firm's, `{watch}` the path of one of its watches. */
  readonly paths: readonly string[];
}

const PAST = "asOf=2025-10-27T12:00:00Z";

/** By folder below `app/[locale]`. A page that is not here fails the walk: it would go unseen. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  "(public)": { visitor: "public", paths: ["/", `/?${PAST}&known=then`, "/?q=zzz"] },
  "(public)/crossings/[slug]": {
    visitor: "public",
    paths: ["/crossings/torkham", `/crossings/torkham?${PAST}`, "/crossings/badini"],
  },
  "(public)/incidents": { visitor: "public", paths: ["/incidents"] },
  "(public)/incidents/[slug]": {
    visitor: "public",
    paths: ["/incidents/october-2025-clashes"],
  },
  "(public)/lite": { visitor: "public", paths: ["/lite"] },
  "(public)/lite/[slug]": { visitor: "public", paths: ["/lite/torkham"] },
  "(public)/changes": { visitor: "public", paths: ["/changes"] },
  "(public)/replay": { visitor: "public", paths: ["/replay"] },
  "(public)/embed/[slug]": { visitor: "public", paths: ["/embed/torkham"] },
  "(public)/watch": { visitor: "public", paths: ["/watch?crossing=torkham"] },
  "(public)/watch/confirm": { visitor: "public", paths: ["/watch/confirm"] },
  "(public)/watch/stop": { visitor: "public", paths: ["/watch/stop"] },
  "[...rest]": { visitor: "public", paths: ["/no/such/page", "/crossings/torkam"] },
  "sign-in": { visitor: "public", paths: ["/sign-in"] },
  welcome: { visitor: "public", paths: ["/welcome"] },
  account: { visitor: "reporter", paths: ["/account"] },
  "(field)/report": {
    visitor: "reporter",
    paths: ["/report", "/report?crossing=torkham"],
  },
  "(field)/report/shell": { visitor: "reporter", paths: ["/report/shell"] },
  "(field)/report/relay": { visitor: "reporter", paths: ["/report/relay"] },
  "(field)/report/[id]": { visitor: "reporter", paths: ["/report/{report}"] },
  "(field)/report/[id]/amend": { visitor: "reporter", paths: ["/report/{report}/amend"] },
  "(field)/report/[id]/retract": { visitor: "reporter", paths: ["/report/{report}/retract"] },
  "(desk)/desk": { visitor: "verifier", paths: ["/desk"] },
  "(desk)/desk/announcements": { visitor: "verifier", paths: ["/desk/announcements"] },
  "(desk)/desk/overrides": { visitor: "verifier", paths: ["/desk/overrides"] },
  "(desk)/desk/feeds": { visitor: "admin", paths: ["/desk/feeds"] },
  "(desk)/desk/imports": { visitor: "verifier", paths: ["/desk/imports"] },
  "(desk)/desk/trust": { visitor: "admin", paths: ["/desk/trust"] },
  "(desk)/accounts": { visitor: "admin", paths: ["/accounts"] },
  "(desk)/firms": { visitor: "admin", paths: ["/firms"] },
  "(firm)/firm": { visitor: "firm", paths: ["/firm"] },
  "(firm)/firm/corridors": {
    visitor: "firm",
    paths: ["/firm/corridors", "/firm/corridors?direction=PK-AF&mode=rail"],
  },
  "(firm)/firm/watches": { visitor: "firm", paths: ["/firm/watches"] },
  "(firm)/firm/watches/[watchId]": { visitor: "firm", paths: ["{watch}"] },
  "(firm)/firm/webhooks": { visitor: "firm", paths: ["/firm/webhooks"] },
  "(firm)/firm/webhooks/[endpointId]": { visitor: "firm", paths: ["{webhook log}"] },
  "(firm)/firm/members": { visitor: "firm", paths: ["/firm/members"] },
};

const PICTURE = /\.(?:png|svg)$/;
const PAGE = /(?:^|\/)(?:page\.tsx|route\.ts)$/;

/** The folders that hold a page, and of each the sample; null: nobody has said at which address to look at it. */
export function everyPage(): readonly (readonly [string, Sample | null])[] {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => PAGE.test(file))
    .map((file) => file.replace(PAGE, ""))
    .filter((folder) => !PICTURE.test(folder))
    .toSorted()
    .map((folder) => [folder, SAMPLES[folder] ?? null] as const);
}
