import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { crossingName } from "#app/format/country.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { canInFirm } from "#server/domain/firm.ts";
import { loadDirections, loadSuggestions } from "../load-board.ts";
import { Suggestions } from "../no-corridor.tsx";
import { NoFirm } from "../no-firm.tsx";
import { openFirmPage } from "../open-firm-page.ts";
import { ChooseLane } from "./choose-lane.tsx";
import { CorridorForm } from "./corridor-form.tsx";
import { CorridorList } from "./corridor-list.tsx";
import { readDraft } from "./read-draft.ts";

interface CorridorsPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("firm.corridors"))("title") };
}

/** The firm's corridors, and a form for one: first its direction and mode, then the crossings that have that lane. */
export default async function CorridorsPage({ params, searchParams }: CorridorsPageProps) {
  const page = await openFirmPage(params, (paths) => paths.firmCorridors());
  if (page === null) return <PageRefused />;
  const { locale, to, membership, caller } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("firm.corridors");
  const modes = await getTranslations("states.mode");
  const query = await searchParams;
  const [{ corridors }, list] = await Promise.all([
    caller.corridors.list({}),
    caller.crossings.list({}),
  ]);
  const registry = list.crossings.map(({ crossing }) => crossing);
  const names = new Map(registry.map((crossing) => [crossing.id, crossingName(locale, crossing)]));
  const mayEdit = canInFirm(membership.role, "corridor.edit");
  const edited = corridors.find(({ id }) => id === firstValue(query, "edit"));
  const draft = readDraft(query, { edited, registry });
  const directions = await loadDirections(locale, registry);
  const labelOf = (direction: string) =>
    directions.find((one) => one.direction === direction)?.label ?? direction;
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")}>{t("intro")}</PageHeader>
      <CorridorList
        corridors={corridors.map((corridor) => ({
          id: corridor.id,
          name: corridor.name,
          lane: `${modes(corridor.mode)} · ${labelOf(corridor.direction)}`,
          crossings: corridor.crossingIds.flatMap((id) => names.get(id) ?? []),
          delisted: corridor.delisted.map((one) => crossingName(locale, one)),
          editHref: `${to.firmCorridors({ edit: corridor.id })}#corridor`,
        }))}
        mayEdit={mayEdit}
      />
      {!mayEdit && <p className="text-sm text-ink-soft">{t("viewer")}</p>}
      {mayEdit && (
        <Section id="corridor" title={edited === undefined ? t("newTitle") : t("editTitle")}>
          <ChooseLane
            action={`${to.firmCorridors()}#corridor`}
            directions={directions}
            chosen={draft}
            editId={edited?.id ?? null}
          />
          {draft === null ? (
            corridors.length === 0 && <Suggestions suggestions={await loadSuggestions(page)} />
          ) : (
            <CorridorForm
              key={`${draft.direction} ${draft.mode} ${edited?.id ?? ""} ${draft.chosen.join()}`}
              id={edited?.id ?? randomUUID()}
              name={edited?.name ?? labelOf(draft.direction)}
              direction={draft.direction}
              mode={draft.mode}
              isNew={edited === undefined}
              places={draft.places.map((place) => ({
                ...place,
                name: names.get(place.id) ?? place.id,
                has: place.modes.map((mode) => modes(mode)),
              }))}
              chosen={draft.chosen}
            />
          )}
        </Section>
      )}
    </div>
  );
}
