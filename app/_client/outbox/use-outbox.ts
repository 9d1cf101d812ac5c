"use client";
import { useSyncExternalStore } from "react";
import { getBlankView, getView, type OutboxView, subscribe } from "./outbox.ts";

export function useOutbox(): OutboxView {
  return useSyncExternalStore(subscribe, getView, getBlankView);
}
