"use client";
import { usePathname } from "next/navigation";
import { NAV_LINK } from "#app/_components/shell/nav-link.ts";

export interface FirmTab {
  readonly href: string;
  readonly label: string;
}

/** The pages of a firm; the one that is open is marked. */
export function FirmTabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly FirmTab[];
}) {
  const pathname = usePathname();
  const isAt = (href: string) =>
    pathname === href || pathname.endsWith(href.slice(href.indexOf("/firm")));
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-5 border-b border-line">
      {tabs.map(({ href, label: name }) => (
        <a
          key={href}
          href={href}
          aria-current={isAt(href) ? "page" : undefined}
          className={`${NAV_LINK} aria-[current=page]:underline aria-[current=page]:decoration-4`}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
