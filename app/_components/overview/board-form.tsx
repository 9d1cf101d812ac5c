import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { countryName } from "#app/format/country.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Mode } from "#server/domain/crossing.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { Button } from "../form/button.tsx";
import { type BoardPlaces, type BoardQuery, CONDITIONS, SORTS } from "./board-query.ts";

interface BoardFormProps {
  readonly query: BoardQuery;
  readonly places: BoardPlaces;
  readonly modes: readonly Mode[];
  readonly view: AsOfQuery;
  /** With script: called at each change, and nothing is loaded. */
  readonly onQuery: (form: FormData) => void;
  /** Folds all but the name, under this summary. */
  readonly fold?: ReactNode;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

/** Sort and filter: a plain form that the address bar understands. */
export function BoardForm({ query, places, modes, view, onQuery, fold }: BoardFormProps) {
  const locale = useLocale();
  const t = useTranslations("overview");
  const states = useTranslations("states");
  const any = { value: "", text: t("filter.any") };
  const border = (id: string) =>
    id
      .split("-")
      .map((code) => countryName(locale, code))
      .join(" – ");
  const selects: readonly { name: keyof BoardQuery; label: string; options: readonly Option[] }[] =
    [
      {
        name: "sort",
        label: t("sort"),
        options: SORTS.map((value) => ({ value, text: t(`sorts.${value}`) })),
      },
      {
        name: "state",
        label: t("filter.state"),
        options: [any, ...CONDITIONS.map((value) => ({ value, text: states(value) }))],
      },
      {
        name: "mode",
        label: t("filter.mode"),
        options: [any, ...modes.map((value) => ({ value, text: states(`mode.${value}`) }))],
      },
      {
        name: "border",
        label: t("filter.border"),
        options: [any, ...places.borders.map((value) => ({ value, text: border(value) }))],
      },
      {
        name: "country",
        label: t("filter.country"),
        options: [
          any,
          ...places.countries.map((value) => ({ value, text: countryName(locale, value) })),
        ],
      },
      {
        name: "level",
        label: t("filter.level"),
        options: [
          any,
          ...ALERT_LEVELS.slice(1).map((value) => ({ value, text: states(`level.${value}`) })),
        ],
      },
    ];
  const rest = (
    <>
      {selects.map(({ name, label, options }) => (
        <label key={name} className="flex min-w-32 flex-1 flex-col gap-1 text-sm sm:flex-none">
          <span className="text-ink-soft">{label}</span>
          <select
            name={name}
            // Remade when the address changes otherwise: by a link, or by going back.
            key={`${name} ${query[name] ?? ""}`}
            defaultValue={query[name] ?? ""}
            className="min-h-11 rounded-md border border-line-strong bg-surface px-2"
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <noscript>
        <Button type="submit">{t("filter.apply")}</Button>
      </noscript>
    </>
  );
  return (
    <form
      method="get"
      action={pathsFor(locale).overview()}
      className="flex flex-wrap items-end gap-x-4 gap-y-3 pb-4 pt-2"
      onChange={({ currentTarget, target }) => {
        // A name is looked for when it is whole.
        if (target instanceof HTMLSelectElement) onQuery(new FormData(currentTarget));
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onQuery(new FormData(event.currentTarget));
      }}
    >
      {view.asOf !== undefined && <input type="hidden" name="asOf" value={view.asOf} />}
      {view.known === "then" && <input type="hidden" name="known" value="then" />}
      <div className="flex min-w-56 flex-1 items-end gap-2 sm:flex-none">
        <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm">
          <span className="text-ink-soft">{t("filter.name")}</span>
          <input
            type="search"
            name="q"
            key={`q ${query.q ?? ""}`}
            defaultValue={query.q ?? ""}
            maxLength={80}
            dir="auto"
            autoComplete="off"
            className="min-h-11 w-full rounded-md border border-line-strong bg-surface px-2"
          />
        </label>
        <Button type="submit">{t("filter.find")}</Button>
      </div>
      {fold === undefined ? (
        rest
      ) : (
        <details className="board-tools basis-full">
          {fold}
          <div className="flex flex-wrap items-end gap-x-4 gap-y-3 pt-2">{rest}</div>
        </details>
      )}
    </form>
  );
}
