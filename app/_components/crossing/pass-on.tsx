import { useLocale, useTranslations } from "next-intl";
import { ShareSlot } from "#app/_client/share/share-slot.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { Disclosure, Section } from "./section.tsx";

interface PassOnProps {
  readonly crossing: Crossing;
  readonly view: AsOfQuery;
  /** Scheme and host by which people reach this site. */
  readonly site: string;
}

/** Wide enough for two directions side by side on a phone, high enough for four modes. */
const FRAME = { width: 420, height: 420 };

/** Ways to hand the state on, each with as-of and source in it: link, picture, badge, frame. */
export function PassOn({ crossing, view, site }: PassOnProps) {
  const t = useTranslations("share");
  const locale = useLocale();
  const to = pathsFor(locale);
  const name = crossingName(locale, crossing);
  const url = `${site}${to.crossing(crossing.id, view)}`;
  const attribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const badge = `<a href="${attribute(url)}"><img src="${attribute(`${site}${to.badge(crossing.id, view)}`)}" height="44" alt="${attribute(t("badgeAlt", { name }))}"></a>`;
  const embed = `<iframe src="${attribute(`${site}${to.embed(crossing.id, view)}`)}" title="${attribute(t("embedTitle", { name }))}" width="${FRAME.width}" height="${FRAME.height}" loading="lazy" style="border:1px solid;max-width:100%"></iframe>`;
  return (
    <Section id="pass-on" title={t("title")} intro={t("intro")}>
      <ShareSlot
        url={url}
        title={name}
        label={t("button")}
        copiedText={t("copied")}
        failedText={t("copyFailed")}
      />
      <p className="flex flex-wrap gap-x-6 text-sm">
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={to.crossing(crossing.id, view)}
        >
          {t("link")}
        </a>
        <a
          className="text-link inline-flex min-h-11 items-center"
          href={to.card(crossing.id, view)}
        >
          {t("card")}
        </a>
        <a className="text-link inline-flex min-h-11 items-center" href={apiPaths.changesFeed()}>
          {t("feed")}
        </a>
      </p>
      <Disclosure summary={t("badge")}>
        <CopyLine
          label={t("copyLine")}
          text={badge}
          href={to.badge(crossing.id, view)}
          look={t("preview")}
        />
      </Disclosure>
      <Disclosure summary={t("embed")}>
        <CopyLine
          label={t("copyLine")}
          text={embed}
          href={to.embed(crossing.id, view)}
          look={t("preview")}
        />
      </Disclosure>
    </Section>
  );
}

interface CopyLineProps {
  readonly label: string;
  readonly text: string;
  readonly href: string;
  readonly look: string;
}

/** A line of HTML in a field: chosen whole by keyboard, without script too. */
function CopyLine({ label, text, href, look }: CopyLineProps) {
  return (
    <div className="flex max-w-prose flex-col gap-1">
      <label className="flex flex-col gap-1 text-sm">
        {label}
        <textarea
          readOnly
          dir="ltr"
          rows={4}
          value={text}
          className="w-full rounded-md border border-line-strong bg-surface p-2 font-mono text-xs break-all select-all"
        />
      </label>
      <a className="text-link inline-flex min-h-11 items-center self-start text-sm" href={href}>
        {look}
      </a>
    </div>
  );
}
