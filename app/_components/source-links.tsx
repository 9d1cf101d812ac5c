import { useTranslations } from "next-intl";
import type { SourceLink } from "#server/domain/crossing.ts";

/** Where it can be read: publisher, linked to the page; the page's title and date as the link's title. */
export function SourceLinks({ links }: { readonly links: readonly SourceLink[] }) {
  const t = useTranslations("sources");
  if (links.length === 0) return <span className="text-ink-soft">{t("none")}</span>;
  return (
    <span className="parted">
      {links.map((link) => (
        <span key={`${link.url ?? ""} ${link.title} ${link.publisher}`}>
          <OneSource link={link} />{" "}
        </span>
      ))}
    </span>
  );
}

function OneSource({ link }: { readonly link: SourceLink }) {
  const title = link.date === null ? link.title : `${link.title} (${link.date})`;
  const name = <bdi lang="en">{link.publisher}</bdi>;
  if (link.url === null) return <span title={title}>{name}</span>;
  return (
    <a
      className="text-link inline-block min-h-6 leading-6"
      href={link.url}
      title={title}
      rel="noopener noreferrer external"
    >
      {name}
    </a>
  );
}
