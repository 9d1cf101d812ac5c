"use client";
import { createContext, useContext } from "react";
import type { Instant } from "#server/domain/time.ts";

/** Kept by `NowProvider`. */
export const NowContext = createContext<Instant | null>(null);

/**
 * The server's clock as the browser knows it, in steps of half a minute; null on the server and while the page is being taken over,
 * so that what is drawn first is what the server sent.
 */
export const useNow = (): Instant | null => useContext(NowContext);
