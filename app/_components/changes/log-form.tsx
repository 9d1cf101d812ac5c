import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { CrossingId } from "#server/domain/crossing.ts";

interface LogFormProps {
  readonly crossings: readonly { readonly id: CrossingId; readonly name: string }[];
  readonly chosen: CrossingId | null;
  readonly isCorrections: boolean;
  readonly view: AsOfQuery;
}

const SELECT = "min-h-11 max-w-full rounded-md border border-line-strong bg-surface px-2";

/** Which changes to show: a plain form that the address bar understands. */
export function LogForm({ crossings, chosen, isCorrections, view }: LogFormProps) {
  const t = useTranslations("changes");
  const locale = useLocale();
  const byName = crossings.toSorted((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <form
      method="get"
      action={pathsFor(locale).changes()}
      className="flex flex-wrap items-end gap-x-4 gap-y-3 border-y border-line py-4"
    >
      {view.asOf !== undefined && <input type="hidden" name="asOf" value={view.asOf} />}
      <label className="flex min-w-0 flex-col gap-1 text-sm">
        <span className="text-ink-soft">{t("filterCrossing")}</span>
        <select name="crossing" defaultValue={chosen ?? ""} className={SELECT}>
          <option value="">{t("allCrossings")}</option>
          {byName.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="flex min-w-0 flex-col gap-1 text-sm">
        <span className="text-ink-soft">{t("filterKind")}</span>
        <select name="kind" defaultValue={isCorrections ? "corrections" : ""} className={SELECT}>
          <option value="">{t("allKinds")}</option>
          <option value="corrections">{t("onlyCorrections")}</option>
        </select>
      </label>
      <Button type="submit">{t("show")}</Button>
    </form>
  );
}
