"use client";
import { type PointerEvent, useCallback } from "react";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { ChartClaim } from "./history-data.ts";
import { markValue, nearestClaim } from "./nearest-claim.ts";

interface ClaimMarksProps {
  readonly claims: readonly ChartClaim[];
  readonly active: number | null;
  readonly onPick: (index: number) => void;
}

/** Each claim: a whisker over its range (an arrow where it has no upper bound) and a dot, hollow for a party's word. */
export function ClaimMarks({ claims, active, onPick }: ClaimMarksProps) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const x = useCallback((value: number) => Number(xScale?.(value) ?? 0), [xScale]);
  const y = useCallback((value: number) => Number(yScale?.(value) ?? 0), [yScale]);
  if (area === undefined || xScale === undefined || yScale === undefined) return null;

  function pick(event: PointerEvent<SVGRectElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    if (area === undefined) return;
    const at = { x: event.clientX - box.left + area.x, y: event.clientY - box.top + area.y };
    const nearest = nearestClaim(claims, { x, y }, at);
    if (nearest !== null) onPick(nearest);
  }

  const chosen = active === null ? undefined : claims[active];
  return (
    <g>
      {chosen !== undefined && (
        <line
          x1={x(chosen.atMs)}
          x2={x(chosen.atMs)}
          y1={area.y}
          y2={area.y + area.height}
          stroke="var(--color-ink)"
          strokeWidth={1}
        />
      )}
      {claims.map((claim, index) => (
        <ClaimMark
          // biome-ignore lint/suspicious/noArrayIndexKey: claims have no id of their own and never move
          key={index}
          claim={claim}
          x={x(claim.atMs)}
          y={y}
          top={area.y}
          isActive={index === active}
        />
      ))}
      <rect
        x={area.x}
        y={area.y}
        width={area.width}
        height={area.height}
        fill="transparent"
        style={{ touchAction: "pan-y" }}
        onPointerMove={pick}
        onPointerDown={pick}
      />
    </g>
  );
}

interface ClaimMarkProps {
  readonly claim: ChartClaim;
  readonly x: number;
  readonly y: (value: number) => number;
  readonly top: number;
  readonly isActive: boolean;
}

function ClaimMark({ claim, x, y, top, isActive }: ClaimMarkProps) {
  const upper = claim.high === null ? top + 2 : y(claim.high);
  const ink = "var(--color-ink)";
  return (
    <g>
      {claim.high !== claim.low && (
        <line
          x1={x}
          x2={x}
          y1={y(claim.low)}
          y2={upper}
          stroke="var(--color-ink-soft)"
          strokeWidth={isActive ? 3 : 1.5}
          strokeDasharray={claim.high === null ? "3 3" : undefined}
        />
      )}
      {claim.high === null && (
        <path d={`M${x - 4} ${upper + 6}l4 -6l4 6`} fill="none" stroke={ink} strokeWidth={1.5} />
      )}
      <circle
        cx={x}
        cy={y(markValue(claim))}
        r={isActive ? 6 : 4}
        fill={claim.isParty ? "var(--color-surface)" : ink}
        stroke={ink}
        strokeWidth={1.5}
      />
    </g>
  );
}
