"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { Notice } from "#app/_components/notice.tsx";

interface DoneNoticeProps {
  /** Changes with each decision, so that the next one is told too. */
  readonly of: string;
  readonly children: ReactNode;
}

/** What was just decided. It takes the focus, which stood on a button that is gone. */
export function DoneNotice({ of, children }: DoneNoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (of !== "") element.current?.focus();
  }, [of]);
  return (
    <div ref={element} tabIndex={-1} className="pb-6">
      <Notice kind="good" role="status">
        {children}
      </Notice>
    </div>
  );
}
