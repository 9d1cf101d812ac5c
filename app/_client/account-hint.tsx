"use client";
/**
 * Who is signed in, as far as the browser remembers: only to choose links. Public pages are the same for
 * everybody and come from a cache, so they cannot know; the server checks every right itself.
 */
import { useEffect, useSyncExternalStore } from "react";

const KEY = "gatewatch.account";

export const ACCOUNT_ROLES = ["admin", "verifier", "reporter", "firm"] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export interface AccountHintValue {
  readonly name: string;
  readonly role: AccountRole;
}

const listeners = new Set<() => void>();
let kept: { readonly text: string | null; readonly value: AccountHintValue | null } = {
  text: null,
  value: null,
};

function parseHint(text: string | null): AccountHintValue | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("name" in value) || !("role" in value))
      return null;
    const { name, role: named } = value;
    const role = ACCOUNT_ROLES.find((one) => one === named);
    return typeof name === "string" && role !== undefined ? { name, role } : null;
  } catch {
    return null;
  }
}

/** The same object as long as the stored text is the same, as React demands of a store. */
function read(): AccountHintValue | null {
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return null;
  }
  if (text !== kept.text) kept = { text, value: parseHint(text) };
  return kept.value;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function useAccountHint(): AccountHintValue | null {
  return useSyncExternalStore(subscribe, read, () => null);
}

/** Rendered by signed-in pages with their account, and by the sign-in page with null. */
export function AccountHint({ account }: { readonly account: AccountHintValue | null }) {
  const text = account === null ? null : JSON.stringify({ name: account.name, role: account.role });
  useEffect(() => {
    try {
      if (text === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, text);
    } catch {
      // Without storage the header keeps saying "Sign in"; the pages themselves still work.
    }
    for (const listener of listeners) listener();
  }, [text]);
  return null;
}
