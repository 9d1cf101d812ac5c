import { PageMissing } from "#app/_components/shell/page-missing.tsx";
import { getRuntime } from "#server/runtime.ts";

/** Stands in the place of a page that is not there, and says so with status 404. */
export function PageAbsent() {
  getRuntime().pageStatus.missing();
  return <PageMissing />;
}
