import { useLocale, useTranslations } from "next-intl";
import { countryName, crossingName } from "#app/format/country.ts";
import type { Crossing, Side } from "#server/domain/crossing.ts";
import { LocalClock } from "./local-clock.tsx";

/** Name in the reader's language and in the local scripts. */
export function CrossingHeader({ crossing }: { readonly crossing: Crossing }) {
  const locale = useLocale();
  const t = useTranslations("crossing");
  const [first, second] = crossing.sides;
  const name = crossingName(locale, crossing);
  return (
    <header className="flex flex-col gap-3 pt-6 pb-5 md:pt-10">
      <div className="flex flex-col gap-1">
        <p className="text-sm text-ink-soft">
          {t("kicker", {
            first: countryName(locale, first.country),
            second: countryName(locale, second.country),
          })}
        </p>
        <h1 className="text-2xl font-bold tracking-tight md:text-3xl">
          <bdi>{name}</bdi>
        </h1>
        <OtherNames crossing={crossing} name={name} />
      </div>
    </header>
  );
}

/** Names that are not already the heading, each once and in its own language. */
function OtherNames({ crossing, name }: { readonly crossing: Crossing; readonly name: string }) {
  const names = new Map<string, string>();
  for (const [language, local] of [["en", crossing.name], ...Object.entries(crossing.localNames)]) {
    if (local !== undefined && language !== undefined && local !== name && !names.has(local)) {
      names.set(local, language);
    }
  }
  if (names.size === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-lg text-ink-soft">
      {[...names].map(([local, language]) => (
        <bdi key={local} lang={language}>
          {local}
        </bdi>
      ))}
    </p>
  );
}

/** Both sides with their place and clock. */
export function CrossingSides({ crossing }: { readonly crossing: Crossing }) {
  const [first, second] = crossing.sides;
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-3 pt-5 text-sm">
      <SideNote side={first} />
      <SideNote side={second} />
    </dl>
  );
}

function SideNote({ side }: { readonly side: Side }) {
  const locale = useLocale();
  const where = [side.place, side.admin, side.authority].filter((part) => part !== null);
  return (
    <div>
      <dt className="font-semibold">{countryName(locale, side.country)}</dt>
      {where.length > 0 && (
        <dd className="text-ink-soft">
          <bdi lang="en">{where.join(", ")}</bdi>
        </dd>
      )}
      <dd className="text-ink-soft">
        <LocalClock zone={side.zone} />
      </dd>
    </div>
  );
}
