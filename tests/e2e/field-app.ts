import { expect, type Page } from "@playwright/test";
import postgres from "postgres";
import type { Gatewatch } from "../support/gatewatch.ts";
import { stateKey } from "./people.ts";

/* The report app as people find it on the screen, and its outbox. */

export const nothingChanged = (page: Page) => page.getByRole("button", { name: "Nothing changed" });
export const save = (page: Page) => page.getByRole("button", { name: "Save and send" });
export const own = (page: Page) => page.getByRole("region", { name: "Your last reports" });
export const lines = (page: Page, word: string) =>
  own(page).getByRole("listitem").filter({ hasText: word });
export const SUBMIT = "**/api/trpc/reports.submit";

export async function sayClosed(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Update" }).first().tap();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  await save(page).tap();
  await expect(page.getByText("Saved on this phone.")).toBeVisible();
}

/** How many reports of this account the server has. */
export async function countOnServer(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const response = await fetch("/api/trpc/reports.mine?input=%7B%22limit%22%3A200%7D");
    const { result } = await response.json();
    return result.data.reports.length;
  });
}

/** Writes so many reports into the phone as if they had been made without a line. */
export async function fillOutbox(page: Page, count: number): Promise<void> {
  await page.evaluate(async (many) => {
    const { account } = JSON.parse(localStorage.getItem("gatewatch.field") ?? "{}");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("gatewatch-field");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction("reports", "readwrite");
    const hex = (value: number, length: number) => value.toString(16).padStart(length, "0");
    const start = Date.now() - many * 1_000;
    for (let index = 0; index < many; index++) {
      const at = start + index * 1_000;
      const id = `${hex(at, 12).replace(/^(.{8})/, "$1-")}-7000-8000-${hex(index, 12)}`;
      transaction.objectStore("reports").put({
        id,
        accountId: account.id,
        body: {
          id,
          crossing: "torkham",
          observedAt: new Date(at).toISOString(),
          claims: [{ kind: "count", metric: "trucks_stranded", exact: index, basis: "counted" }],
        },
        state: "saved",
        review: null,
        reason: null,
        refusal: null,
        lastFailure: null,
        attempts: 0,
        savedAtMs: at,
        dueAtMs: 0,
        sentAtMs: null,
        receivedAt: null,
        skewMs: 0,
        uncertaintyMs: 500,
        isTypedTime: false,
        isMended: false,
      });
    }
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
  }, count);
}

/** Hundreds of reports would bury at the desk those of the tests that come after. */
export async function clearDesk({ databaseUrl }: Gatewatch): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`update report_states set state = 'unverifiable' where state in ('received', 'in_review')`;
  await sql.end();
}
