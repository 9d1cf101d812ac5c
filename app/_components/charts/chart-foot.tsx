import { useTranslations } from "next-intl";
import { SavePicture } from "./save-picture.tsx";

interface ChartFootProps {
  /** Who said it, or what it is made of. */
  readonly source: string;
  /** Name of the files, without their ending. */
  readonly file: string;
  /** Where the numbers are as CSV. */
  readonly csvHref: string;
}

/** Under every chart: its source, and the chart to take along as numbers and as a picture. */
export function ChartFoot({ source, file, csvHref }: ChartFootProps) {
  const t = useTranslations("chartFoot");
  return (
    <div>
      <p className="max-w-prose text-sm text-ink-soft">{source}</p>
      <div data-no-picture className="flex flex-wrap items-center gap-x-6">
        <a
          href={csvHref}
          download={`${file}.csv`}
          className="text-link inline-flex min-h-11 items-center text-sm font-medium"
        >
          {t("csv")}
        </a>
        <SavePicture label={t("png")} failed={t("pngFailed")} file={`${file}.png`} />
      </div>
    </div>
  );
}
