import { useTranslations } from "next-intl";
import { apiPaths } from "#app/api-paths.ts";

interface PictureProps {
  readonly photo: {
    readonly id: string;
    readonly reportId: string;
    readonly widthPixels: number | null;
    readonly heightPixels: number | null;
  };
  readonly alt: string;
}

/** A kept photo, small; it leads to its full size. Fetched only when it comes into view. */
export function Picture({ photo, alt }: PictureProps) {
  const { id, reportId, widthPixels, heightPixels } = photo;
  const t = useTranslations("photos");
  const src = apiPaths.picture(reportId, id);
  return (
    <a href={src} title={t("open")} className="inline-block" target="_blank" rel="noreferrer">
      {/* biome-ignore lint/performance/noImgElement: the picture has its size already and may be taken back; nothing may keep copies of it. */}
      <img
        src={src}
        alt={alt}
        width={widthPixels ?? undefined}
        height={heightPixels ?? undefined}
        loading="lazy"
        decoding="async"
        className="h-40 w-auto max-w-full border border-line object-contain"
      />
    </a>
  );
}
