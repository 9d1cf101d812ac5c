import { useTranslations } from "next-intl";
import { Table } from "#app/_components/table.tsx";
import type { ShownPreview } from "./feed-state.ts";
import { OddList } from "./odd-list.tsx";

const figure = ({ low, high }: { readonly low: number; readonly high: number | null }) =>
  high === null ? `${low}+` : low === high ? String(low) : `${low}–${high}`;

/** What would come out of a feed: its columns, its first reports, what is odd, and crossings that it proposes. */
export function PreviewView({ preview }: { readonly preview: ShownPreview }) {
  const t = useTranslations("feeds");
  const { columns, rows, reports, run, proposed } = preview;
  return (
    <section className="flex flex-col gap-4" aria-label={t("preview")}>
      {columns.length > 0 && (
        <Table
          caption={t("columns")}
          columns={columns.slice(0, 12).map((column) => ({ key: column, heading: column }))}
          rows={rows.map((row, i) => ({ key: String(i), cells: row }))}
        />
      )}
      {run !== null && (
        <div>
          <p>
            {t("wouldCome", { read: run.read, known: run.known, refused: run.refused })}{" "}
            {t("oddities", { count: run.flagCount, places: run.unknownPlaces })}
          </p>
          <OddList flags={run.flags} />
        </div>
      )}
      {reports.length > 0 && (
        <Table
          caption={t("reports")}
          columns={[
            { key: "crossing", heading: t("crossing") },
            { key: "at", heading: t("field.observed_at") },
            { key: "said", heading: t("said") },
          ]}
          rows={reports.map((report, i) => ({
            key: String(i),
            cells: {
              crossing: report.crossingId,
              at: <bdi>{report.observedAt.slice(0, 16).replace("T", " ")} UTC</bdi>,
              said: (
                <bdi>
                  {[
                    ...report.states.map(({ lanes, value }) => `${lanes.join(" ")} ${value}`),
                    ...report.figures.map(
                      (one) => `${one.metric} ${one.lane ?? ""} ${figure(one)}`,
                    ),
                  ].join("; ")}
                </bdi>
              ),
            },
          }))}
        />
      )}
      {proposed.length > 0 && (
        <details>
          <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
            {t("proposed", { count: proposed.length })}
          </summary>
          <Table
            caption={t("proposedCaption")}
            columns={[
              { key: "name", heading: t("crossing") },
              { key: "lanes", heading: t("field.lanes") },
              { key: "position", heading: t("position") },
            ]}
            rows={proposed.map((one) => ({
              key: one.place,
              cells: {
                name: one.name,
                lanes: <bdi>{one.lanes.join(" ")}</bdi>,
                position: one.hasPosition ? t("notVerified") : t("noPosition"),
              },
            }))}
          />
        </details>
      )}
    </section>
  );
}
