"use client";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, MouseEvent } from "react";
import type { PagePaths } from "#app/paths.ts";
import type { Instant } from "#server/domain/time.ts";
import { Button, buttonClass } from "../form/button.tsx";

interface ReplayControlsProps {
  readonly at: Instant;
  /** Where the slider stands, and how many steps there are. */
  readonly index: number;
  readonly count: number;
  /** How many small steps a great one is. */
  readonly leap: number;
  readonly leapDays: number;
  /** Said of the slider's place. */
  readonly valueText: string;
  readonly isReady: boolean;
  readonly isPlaying: boolean;
  readonly hrefFor: (at: Instant) => ReturnType<PagePaths["replay"]>;
  readonly jumps: Readonly<Record<"previous" | "next" | "back" | "forward", Instant | null>>;
  readonly onIndex: (index: number) => void;
  readonly onJump: (at: Instant) => void;
  readonly onToggle: () => void;
}

const JUMPS = ["previous", "back", "forward", "next"] as const;

/**
 * Play, the slider, and links to the changes and days around. The links lead there without script too; the rest comes
 * with the script, into a place that is kept for it.
 */
export function ReplayControls(props: ReplayControlsProps) {
  const { index, count, leap, isReady, isPlaying, onIndex, onToggle } = props;
  const t = useTranslations("replay");
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { PageUp: leap, PageDown: -leap }[event.key];
    if (event.key === " ") onToggle();
    else if (step !== undefined) onIndex(Math.max(0, Math.min(count, index + step)));
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="replay-script min-h-11 items-center gap-4">
        <Button
          kind="primary"
          className="min-w-24"
          aria-disabled={!isReady}
          title={isReady ? undefined : t("loading")}
          onClick={onToggle}
        >
          <PlayMark isPlaying={isPlaying} />
          {isPlaying ? t("pause") : t("play")}
        </Button>
        <input
          type="range"
          dir="ltr"
          className="h-11 min-w-0 flex-1 cursor-pointer accent-ink"
          aria-label={t("slider")}
          aria-valuetext={props.valueText}
          aria-describedby="replay-keys"
          min={0}
          max={count}
          step={1}
          value={index}
          onChange={(event) => onIndex(event.currentTarget.valueAsNumber)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id="replay-keys" className="replay-script text-xs text-ink-soft max-sm:sr-only">
        {t("keys")}
      </p>
      <ul className="flex flex-wrap gap-2">
        {JUMPS.map((jump) => (
          <li key={jump}>
            <Jump {...props} jump={jump} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Jump({
  jump,
  jumps,
  leapDays,
  hrefFor,
  onJump,
}: ReplayControlsProps & { readonly jump: (typeof JUMPS)[number] }) {
  const t = useTranslations("replay");
  const at = jumps[jump];
  const name = t(jump, { count: leapDays });
  const className = `${buttonClass()} text-sm`;
  if (at === null) {
    return (
      <span className={`${className} cursor-default border-line text-ink-soft`}>
        {name}
        <span className="sr-only"> ({t("noFurther")})</span>
      </span>
    );
  }
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onJump(at);
  };
  return (
    <a className={className} href={hrefFor(at)} onClick={follow}>
      {name}
    </a>
  );
}

function PlayMark({ isPlaying }: { readonly isPlaying: boolean }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={isPlaying ? "M2 1h4v12H2zM8 1h4v12H8z" : "M3 1l9 6-9 6z"} fill="currentColor" />
    </svg>
  );
}
