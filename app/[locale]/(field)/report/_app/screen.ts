"use client";
/** Which screen of the app is open: in the address behind `#`, so that the phone's own Back leads home. */
import { useSyncExternalStore } from "react";

export type Screen =
  | { readonly at: "home" }
  /** `update`: prefilled with what was said last; `event`: what happened first. */
  | { readonly at: "update" | "event"; readonly crossing: string }
  | { readonly at: "mend" | "entry"; readonly id: string };

export function readScreen(hash: string): Screen {
  const [at, value = ""] = hash.replace(/^#/, "").split("/");
  if (value !== "") {
    if (at === "update" || at === "event") return { at, crossing: value };
    if (at === "mend" || at === "entry") return { at, id: value };
  }
  return { at: "home" };
}

export const hashOf = {
  home: () => "#home",
  update: (crossing: string) => `#update/${crossing}`,
  event: (crossing: string) => `#event/${crossing}`,
  entry: (id: string) => `#entry/${id}`,
  mend: (id: string) => `#mend/${id}`,
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
  const hash = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => "",
  );
  return readScreen(hash);
}
