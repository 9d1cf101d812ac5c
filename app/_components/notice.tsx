import type { ReactNode } from "react";

const EDGES = {
  info: "border-ink",
  good: "border-open",
  warning: "border-restricted",
  bad: "border-closed",
} as const;

interface NoticeProps {
  readonly kind?: keyof typeof EDGES;
  readonly title?: ReactNode;
  readonly children: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits its turn; neither: it was there when the page came. */
  readonly role?: "alert" | "status";
}

/** Something the reader has to know before going on. */
export function Notice({ kind = "info", title, children, role }: NoticeProps) {
  return (
    <div role={role} className={`border-s-4 bg-surface px-4 py-3 ${EDGES[kind]}`}>
      {title !== undefined && <p className="font-semibold">{title}</p>}
      <div>{children}</div>
    </div>
  );
}
