import { useTranslations } from "next-intl";
import type { Closure } from "#server/domain/closure.ts";
import { closureLengthMs } from "#server/domain/rank-closures.ts";
import { durationKind, durationOf } from "./closure-span.ts";

/** How long a closure lasted, no more exact than what is known of it. */
export function ClosureLength({ closure }: { readonly closure: Closure }) {
  const t = useTranslations("crossing.closures.duration");
  const { unit, count } = durationOf(closureLengthMs(closure));
  const kind = durationKind(closure);
  const duration = t(unit, { count });
  return <>{kind === "exact" ? duration : t(kind, { duration })}</>;
}
