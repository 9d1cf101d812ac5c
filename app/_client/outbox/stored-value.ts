/** One small value in localStorage, read by its schema; without storage it lasts as long as the page. */
import type { z } from "zod";
import { isWiped } from "./wiped.ts";

export function storedValue<T>(key: string, schema: z.ZodType<T>) {
  let own: T | null = null;
  return {
    read(): T | null {
      try {
        const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
        return parsed.success ? parsed.data : own;
      } catch {
        return own;
      }
    },
    write(value: T): void {
      own = value;
      if (isWiped()) return;
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Blocked or full: `own` holds it for this page.
      }
    },
  };
}
