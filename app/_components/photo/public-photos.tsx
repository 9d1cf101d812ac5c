import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import type { PublicPhoto } from "#server/domain/photo.ts";
import type { Instant } from "#server/domain/time.ts";
import { Picture } from "./picture.tsx";

interface PublicPhotosProps {
  readonly photos: readonly PublicPhoto[];
  /** The source's public name. */
  readonly source: string;
  readonly observedAt: Instant;
  readonly zone: string;
}

/** What the desk shows of a report's photos. The alternative text says whose and when; what is on it nobody has written. */
export function PublicPhotos({ photos, source, observedAt, zone }: PublicPhotosProps) {
  const t = useTranslations("photos.public");
  const locale = useLocale();
  if (photos.length === 0) return null;
  const when = formatDate(observedAt, { locale, style: "dayTime", zone });
  return (
    <ul className="flex flex-wrap gap-3 py-1">
      {photos.map((photo, index) => (
        <li key={photo.id}>
          <Picture photo={photo} alt={t("alt", { number: index + 1, source, when })} />
        </li>
      ))}
    </ul>
  );
}
