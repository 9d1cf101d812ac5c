import { useLocale, useTranslations } from "next-intl";
import { useFaultWords } from "#app/_components/fault-text.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { Outdated } from "./[id]/outdated.tsx";
import type { ReportState } from "./actions.ts";

/** Why nothing was stored; what is wrong with a field stands beside it. */
export function Refusal({ state }: { readonly state: ReportState }) {
  const t = useTranslations("report.refused");
  const words = useFaultWords();
  const to = pathsFor(useLocale());
  if (state.code === null) return null;
  if (state.newestId !== undefined) return <Outdated newestId={state.newestId} />;
  const wrong = Object.keys(state.problems).filter((field) => field !== "form");
  const whole = state.problems.form;
  return (
    <Notice kind="bad" role="alert" title={t(state.code)}>
      {whole !== undefined && <p>{words(whole)}</p>}
      {wrong.length > 0 && <p>{t("fields", { count: wrong.length })}</p>}
      {state.sentId !== null && (
        <p>
          <a className="text-link" href={to.receipt(state.sentId)}>
            {t("sentBefore")}
          </a>
        </p>
      )}
    </Notice>
  );
}
