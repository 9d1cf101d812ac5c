"use client";
import { type RefObject, useEffect } from "react";

const ITEM = "[data-report]";
const KEYS_LIST = "desk-keys";

/** The report that has the focus, or holds what has it. */
export const currentItem = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>(ITEM) ?? null;

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

function focusItem(item: HTMLElement | undefined): void {
  item?.focus();
  item?.scrollIntoView({ block: "nearest" });
}

function move(list: HTMLElement, by: 1 | -1): void {
  const items = [...list.querySelectorAll<HTMLElement>(ITEM)];
  const item = currentItem();
  const at = item === null ? -1 : items.indexOf(item);
  focusItem(items[at === -1 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)]);
}

function press(item: HTMLElement | null, selector: string): void {
  item?.querySelector<HTMLButtonElement>(selector)?.click();
}

/** Opens a part of a report and goes to the field in it. */
function openPart(item: HTMLElement | null, part: string): void {
  const details = item?.querySelector<HTMLDetailsElement>(`details[data-part=${part}]`);
  if (details === undefined || details === null) return;
  details.open = true;
  details.querySelector<HTMLElement>("textarea")?.focus();
}

function toggleHelp(): void {
  const help = document.getElementById(KEYS_LIST);
  if (!(help instanceof HTMLDetailsElement)) return;
  help.open = !help.open;
  if (help.open) help.querySelector("summary")?.focus();
}

/** What a key does; false when it does nothing and stays the browser's. */
function act(event: KeyboardEvent, list: HTMLElement): boolean {
  const item = currentItem();
  const isOnItem = item !== null && event.target === item;
  switch (event.key) {
    case "j":
      move(list, 1);
      return true;
    case "k":
      move(list, -1);
      return true;
    case "?":
      toggleHelp();
      return true;
    case "ArrowDown":
    case "ArrowUp":
      // Elsewhere arrows scroll the page.
      if (!isOnItem) return false;
      move(list, event.key === "ArrowDown" ? 1 : -1);
      return true;
    case "Enter":
      // On a button or a link Enter is theirs.
      if (!isOnItem) return false;
      openPart(item, "thread");
      press(item, "button[data-act=take]");
      return true;
    case "p":
      press(item, "button[name=decision][value=published]");
      return item !== null;
    case "u":
      press(item, "button[name=decision][value=unverifiable]");
      return item !== null;
    case "r":
      openPart(item, "reject");
      return item !== null;
    case "a":
      openPart(item, "ask");
      return item !== null;
    default:
      return false;
  }
}

/** The desk by keyboard. Whoever writes in a field keeps every key; only Escape leads from there to the report. */
export function useDeskKeys(list: RefObject<HTMLElement | null>, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || list.current === null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isWriting(event.target)) {
        if (event.key === "Escape") currentItem()?.focus();
        return;
      }
      if (act(event, list.current)) event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list, isOn]);
}
