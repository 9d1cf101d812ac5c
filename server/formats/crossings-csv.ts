/**
 * Crossings as a table: one row for each lane of each crossing, with HXL tags as humanitarian tools read them.
 *
 * Each figure stands in exactly one row, so that a sum over a column counts nobody twice: a lane's own figure in its
 * row; a side's figure in the row of the lane by which those people or trucks would leave that side; and what is known of
 * a crossing only as a whole in a further row without direction and mode, which exists only then.
 */
import type { Metric } from "#server/domain/claim.ts";
import type { Mode } from "#server/domain/crossing.ts";
import type { Attribution, Figure, LaneStatus } from "#server/domain/status.ts";
import { countryAlpha3 } from "./country.ts";
import { type CsvCell, type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";
import type { CrossingWithStatus } from "./overview-row.ts";
import { EXCEPTION_WORDS, laneWords, listWords } from "./words/names.ts";

interface Row extends CrossingWithStatus {
  /** null: the crossing as a whole. */
  readonly lane: LaneStatus | null;
  readonly figures: readonly Figure[];
}

/** Which lanes those who wait would take, the likeliest first. */
const WAITING_FOR: Readonly<Partial<Record<Metric, readonly Mode[]>>> = {
  people_stranded: ["pedestrian", "passenger"],
  trucks_stranded: ["truck"],
};

/** The lane in whose row a figure stands, null for the crossing's own row. */
function placeOf(figure: Figure, lanes: readonly LaneStatus[]): LaneStatus | null {
  if (figure.lane !== null) return lanes.find((lane) => lane.lane === figure.lane) ?? null;
  if (figure.side === null) return null;
  const leaving = lanes.filter((lane) => lane.direction.startsWith(`${figure.side}-`));
  for (const mode of WAITING_FOR[figure.metric] ?? []) {
    const lane = leaving.find((candidate) => candidate.mode === mode);
    if (lane !== undefined) return lane;
  }
  return null;
}

function rowsOf({ crossing, status }: CrossingWithStatus): Row[] {
  const stranded = status.figures.filter((figure) => WAITING_FOR[figure.metric] !== undefined);
  const placed = stranded.map((figure) => ({ figure, lane: placeOf(figure, status.lanes) }));
  const figuresAt = (lane: LaneStatus | null) =>
    placed.filter((place) => place.lane === lane).map(({ figure }) => figure);
  const rows = status.lanes.map((lane) => ({ crossing, status, lane, figures: figuresAt(lane) }));
  const whole = figuresAt(null);
  return whole.length === 0 ? rows : [...rows, { crossing, status, lane: null, figures: whole }];
}

const figureCell = (metric: Metric, bound: "low" | "best" | "high") => (row: Row) => {
  const figures = row.figures.filter((figure) => figure.metric === metric);
  // Two sides' figures in one row only when neither has a lane; the newest is shown.
  const newest = figures.reduce<Figure | null>(
    (last, figure) => (last === null || figure.asOf > last.asOf ? figure : last),
    null,
  );
  return newest === null ? null : newest[bound];
};

const originOf = ({ lane }: Row): string => lane?.direction.split("-")[0] ?? "";
const destinationOf = ({ lane }: Row): string => lane?.direction.split("-")[1] ?? "";

const trackOf = ({ lane }: Row) => (lane?.basis === "announced" ? lane.announced : lane?.observed);
const wordOf = (row: Row): Attribution | undefined => trackOf(row)?.said[0];

/** Classes that pass although the lane is not open: `returnees;patients`. */
const accessOf = ({ lane, status }: Row): string =>
  [...new Set((lane?.exceptions ?? status.exceptions).map((exception) => exception.class))].join(
    ";",
  );

function describeRow(row: Row): string {
  const { crossing, lane, status } = row;
  const what =
    lane === null ? `${crossing.name} as a whole` : `${crossing.name}, ${laneWords(lane.lane)}`;
  const value = lane === null ? status.condition : lane.value;
  const seen =
    lane?.lastSeen == null ? "" : `; last seen ${lane.lastSeen.value} at ${lane.lastSeen.at}`;
  const exceptions = (lane?.exceptions ?? []).filter(({ state }) => state !== "unknown");
  const passing = exceptions.map((e) => `${EXCEPTION_WORDS[e.class]} ${e.state}`);
  const but = passing.length === 0 ? "" : `, except ${listWords(passing)}`;
  return `${what}: ${value}${but}${seen}`;
}

const column = (name: string, tag: string, value: (row: Row) => CsvCell): CsvColumn<Row> => ({
  name,
  tag,
  value,
});

const COLUMNS: readonly CsvColumn<Row>[] = [
  column("crossing", "#loc+code", (row) => row.crossing.id),
  column("name", "#loc+name+i_en", (row) => row.crossing.name),
  column("name_ur", "#loc+name+i_ur", (row) => row.crossing.localNames.ur ?? null),
  column("from_country", "#country+code+v_iso3+origin", (row) => countryAlpha3(originOf(row))),
  column("to_country", "#country+code+v_iso3+dest", (row) => countryAlpha3(destinationOf(row))),
  column("latitude", "#geo+lat", (row) => row.crossing.position?.latitude ?? null),
  column("longitude", "#geo+lon", (row) => row.crossing.position?.longitude ?? null),
  column("direction", "#meta+direction", (row) => row.lane?.direction ?? null),
  column("mode", "#meta+mode", (row) => row.lane?.mode ?? null),
  column("state", "#status+code", (row) => row.lane?.value ?? row.status.condition),
  column("exceptions", "#access+type", accessOf),
  column("cause", "#cause+type", (row) => trackOf(row)?.cause ?? row.status.cause),
  column("alert_level", "#severity+code", (row) => row.status.alert.level),
  column("people_low", "#affected+ind+stranded+min", figureCell("people_stranded", "low")),
  column("people_best", "#affected+ind+stranded+best", figureCell("people_stranded", "best")),
  column("people_high", "#affected+ind+stranded+max", figureCell("people_stranded", "high")),
  column("trucks_low", "#indicator+trucks+stranded+num+min", figureCell("trucks_stranded", "low")),
  column(
    "trucks_best",
    "#indicator+trucks+stranded+num+best",
    figureCell("trucks_stranded", "best"),
  ),
  column(
    "trucks_high",
    "#indicator+trucks+stranded+num+max",
    figureCell("trucks_stranded", "high"),
  ),
  column("source", "#org+reporting+name", (row) => wordOf(row)?.source.name ?? null),
  column("basis", "#meta+source", (row) => row.lane?.basis ?? null),
  column(
    "url",
    "#meta+url",
    (row) => wordOf(row)?.links.find(({ url }) => url !== null)?.url ?? null,
  ),
  column("observed_at", "#date+occurred", (row) => wordOf(row)?.observedAt ?? null),
  column("last_word_at", "#date+reported", (row) => row.lane?.lastWordAt ?? row.status.lastWordAt),
  column("since", "#date+start", (row) => (row.lane ?? row.status).since?.earliestAt ?? null),
  column("expected_reopening_at", "#date+end", (row) => trackOf(row)?.expectedReopeningAt ?? null),
  column("freshness", "#meta+freshness", (row) => (row.lane ?? row.status).freshness),
  column("as_of", "#meta+asof", (row) => row.status.at),
  column("report", "#meta+id", (row) => wordOf(row)?.reportId ?? null),
  column("description", "#description+i_en", describeRow),
];

/** In the order given; lanes in the order of their crossing. */
export function writeCrossingsCsv(
  crossings: readonly CrossingWithStatus[],
  options: CsvOptions,
): string {
  return writeCsv(COLUMNS, crossings.flatMap(rowsOf), options);
}
