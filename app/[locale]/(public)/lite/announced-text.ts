/** What one side has announced of days to come: said, not seen. */
import { countryName } from "#app/format/country.ts";
import { formatDate, formatOffset } from "#app/format/date.ts";
import { type Html, html } from "./html.ts";
import type { Announced } from "./load.ts";
import type { Words } from "./words.ts";

/** Later ones are on the full page. */
const MAX_LINES = 6;

function line(one: Announced, { locale, announced, states }: Words): Html {
  const { startsAt, endsAt, zone } = one;
  const instant = (at: string) => formatDate(at, { locale, style: "dayTime", zone });
  const span = announced("span", {
    from: instant(startsAt),
    to: instant(endsAt),
    offset: formatOffset(startsAt, zone),
  });
  return html`<li>${span}: ${states(one.value)}, ${announced(`kinds.${one.kind}`)}: <bdi>${one.title}</bdi> (${announced("by", { country: countryName(locale, one.party) })})</li>
`;
}

export function announcedText(announcements: readonly Announced[], words: Words): Html | null {
  if (announcements.length === 0) return null;
  const { announced } = words;
  return html`<h2>${announced("sectionTitle")}</h2>
<p>${announced("sectionIntro")}</p>
<ul>
${announcements.slice(0, MAX_LINES).map((one) => line(one, words))}</ul>
`;
}
