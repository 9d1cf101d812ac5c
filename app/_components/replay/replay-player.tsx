"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useReplay } from "#app/_client/use-replay.ts";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import { pathsFor } from "#app/paths.ts";
import type { Mode } from "#server/domain/crossing.ts";
import { neighboursOf, type ReplayNeighbours, replayChanges } from "#server/domain/replay.ts";
import type { Known } from "#server/domain/report.ts";
import { addMs, DAY_MS, fromMs, type Instant, msBetween, toMs } from "#server/domain/time.ts";
import type { MapPoint } from "../map/map-markers.tsx";
import { rowsAt } from "./moved-row.ts";
import { type PackedRows, placesIn, unpackRows } from "./packed-rows.ts";
import { ReplayClock } from "./replay-clock.tsx";
import { ReplayControls } from "./replay-controls.tsx";
import { endText, stepsOf } from "./replay-query.ts";
import { ReplayShare } from "./replay-share.tsx";
import { ReplayStage } from "./replay-stage.tsx";
import { usePlaying } from "./use-playing.ts";
import { WhatChanged } from "./what-changed.tsx";

interface ReplayPlayerProps {
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
  readonly known: Known;
  /** As of `at`, in the order in which they stay. */
  readonly packed: PackedRows;
  readonly modes: readonly Mode[];
  /** What the server found around `at`. */
  readonly around: ReplayNeighbours;
  /** Zones in which the instant is told, the most common one first. */
  readonly zones: readonly string[];
  readonly points: readonly MapPoint[];
  readonly ground: ReactNode;
  /** Lines over time, as wide as the period. */
  readonly chart: ReactNode;
}

/** How long the address waits for the reader to come to rest. */
const SETTLE_MS = 400;

/** The part of the page that moves through time; before its script runs it shows the instant of the address. */
export function ReplayPlayer(props: ReplayPlayerProps) {
  const { from, to, known, zones } = props;
  const t = useTranslations("replay");
  const locale = useLocale();
  const { stepMs, leapMs } = stepsOf({ from, to });
  const [at, setAt] = useState(props.at);
  const load = useReplay({ from, to }, known);
  const replay = load.state === "ready" ? load.replay : null;
  const changes = useMemo(() => (replay === null ? [] : replayChanges(replay.crossings)), [replay]);
  const isHere = at === props.at;
  const around = replay === null ? props.around : neighboursOf(changes, at);
  const places = useMemo(() => placesIn(props.packed), [props.packed]);
  const first = useMemo(() => unpackRows(props.packed), [props.packed]);
  const rows = useMemo(
    () => (replay === null || isHere ? first : rowsAt(places, replay.crossings, at)),
    [first, places, replay, at, isHere],
  );
  const names = useMemo(() => new Map(places.map(({ id, name }) => [id, name])), [places]);
  const within = (ms: number): Instant => fromMs(Math.max(toMs(from), Math.min(toMs(to), ms)));
  const { isPlaying, play, pause } = usePlaying((isCalm) => {
    const next = isCalm ? around.nextAt : at >= to ? null : within(toMs(at) + stepMs);
    if (next === null) return false;
    setAt(next);
    return next < to;
  });
  const hrefFor = (moment: Instant) =>
    pathsFor(locale).replay({
      from: endText(from, "from"),
      to: endText(to, "to"),
      asOf: moment,
      known,
    });
  const href = hrefFor(at);
  useEffect(() => {
    if (isHere && !window.location.search.includes("asOf")) return;
    const settled = setTimeout(() => window.history.replaceState(null, "", href), SETTLE_MS);
    return () => clearTimeout(settled);
  }, [href, isHere]);

  const go = (moment: Instant) => {
    pause();
    setAt(moment);
  };
  const toggle = () => {
    if (replay === null) return;
    if (isPlaying) return pause();
    if (at >= to) setAt(from);
    play();
  };
  const count = Math.ceil(msBetween(from, to) / stepMs);
  const index = Math.round(msBetween(from, at) / stepMs);
  const dayOrNull = (ms: number) => {
    const moment = within(toMs(at) + ms);
    return moment === at ? null : moment;
  };
  const zone = zones[0] ?? "UTC";
  const told = `${formatInstant(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  const place = (msBetween(from, at) / msBetween(from, to)) * 100;
  return (
    <>
      <section className="replay-bar flex flex-col gap-2 py-3" aria-label={t("controls")}>
        <ReplayClock at={at} zones={zones} />
        <ReplayControls
          at={at}
          index={Math.min(index, count)}
          count={count}
          leap={Math.round(leapMs / stepMs)}
          leapDays={leapMs / DAY_MS}
          valueText={told}
          isReady={replay !== null}
          isPlaying={isPlaying}
          hrefFor={hrefFor}
          jumps={{
            previous: around.previousAt,
            next: around.nextAt,
            back: dayOrNull(-leapMs),
            forward: dayOrNull(leapMs),
          }}
          onIndex={(next) => go(next >= count ? to : addMs(from, next * stepMs))}
          onJump={go}
          onToggle={toggle}
        />
        {load.state === "failed" && (
          <p role="alert" className="text-sm font-semibold">
            {t("failed")}{" "}
            <button
              type="button"
              className="text-link min-h-11 cursor-pointer"
              onClick={load.retry}
            >
              {t("retry")}
            </button>
          </p>
        )}
      </section>
      <section className="flex min-h-28 flex-col gap-1 pt-4" aria-label={t("whatChanged")}>
        {/* While it plays, changes come faster than they can be read out. */}
        <div aria-live={isPlaying ? "off" : "polite"} aria-atomic="true">
          <p className="sr-only">{isHere ? "" : told}</p>
          <WhatChanged said={around.said} names={names} known={known} zone={zone} />
        </div>
        <ReplayShare href={href} />
      </section>
      <section className="pt-6 pb-2" aria-label={t("lines")}>
        <h2 className="pb-2 text-lg font-bold">{t("lines")}</h2>
        <div className="replay-lines relative">
          {props.chart}
          <div className="replay-lines pointer-events-none absolute inset-0" aria-hidden="true">
            <span />
            <span dir="ltr" className="relative h-full">
              <span className="replay-now" style={{ left: `${place}%` }} />
            </span>
          </div>
        </div>
      </section>
      <ReplayStage
        rows={rows}
        modes={props.modes}
        at={at}
        known={known}
        points={props.points}
        ground={props.ground}
      />
    </>
  );
}
