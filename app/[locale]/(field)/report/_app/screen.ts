"use client";
/** Which screen of the app is open: in the address behind `#`, so that the phone's own Back leads home. */
import { useSyncExternalStore } from "react";
import type { FormAsked } from "./form-start.ts";

export type Screen =
  | { readonly at: "home" }
  | { readonly at: "entry"; readonly id: string }
  /** A received report that is taken back. */
  | { readonly at: "retract"; readonly id: string }
  | FormAsked;

const RECEIPT = /\/report\/([0-9a-f-]{36})(?:\/(amend|retract))?\/?$/;

/**
 * @param pathname the page's own: without a line the app also stands in for the receipt of a report, and for the pages
 *   where it is corrected or taken back
 */
export function readScreen(hash: string, pathname = ""): Screen {
  if (hash === "") {
    const [, id, page] = RECEIPT.exec(pathname) ?? [];
    if (id !== undefined) {
      return page === "amend" || page === "retract" ? { at: page, id } : { at: "entry", id };
    }
  }
  const [at, value = ""] = hash.replace(/^#/, "").split("/");
  if (value !== "") {
    if (at === "update" || at === "event") return { at, crossing: value };
    if (at === "entry" || at === "retract") return { at, id: value };
    if (at === "mend" || at === "amend") return { at, id: value };
  }
  return { at: "home" };
}

export const hashOf = {
  home: () => "#home",
  update: (crossing: string) => `#update/${crossing}`,
  event: (crossing: string) => `#event/${crossing}`,
  entry: (id: string) => `#entry/${id}`,
  mend: (id: string) => `#mend/${id}`,
  amend: (id: string) => `#amend/${id}`,
  retract: (id: string) => `#retract/${id}`,
} as const;

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
}

export function useScreen(): Screen {
  const place = useSyncExternalStore(
    subscribe,
    () => `${location.pathname}${location.hash}`,
    () => "",
  );
  const [pathname = "", ...rest] = place.split("#");
  return readScreen(rest.join("#"), pathname);
}
