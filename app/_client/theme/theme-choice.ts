"use client";
import { useSyncExternalStore } from "react";
import { isThemeChoice, THEME_KEY, type ThemeChoice } from "./theme-script.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** A browser may refuse storage altogether; then the device's own choice stands. */
function read(): ThemeChoice {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return isThemeChoice(stored) ? stored : "system";
  } catch {
    return "system";
  }
}

/** The reader's choice of theme on this device; null before the page is taken over by the browser. */
export function useThemeChoice(): ThemeChoice | null {
  return useSyncExternalStore(subscribe, read, () => null);
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, choice);
  } catch {
    // Not kept, but shown: the page in front of the reader still changes.
  }
  for (const listener of listeners) listener();
}
