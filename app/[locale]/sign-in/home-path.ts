import type { PagePaths } from "#app/paths.ts";
import type { Role } from "#server/domain/actor.ts";

/** Where an account begins its work. */
export function homePath(role: Role, to: PagePaths): string {
  switch (role) {
    case "admin":
    case "verifier":
      return to.desk();
    case "firm":
      return to.firm();
    case "reporter":
      return to.report();
  }
}
