/** What an alert says in the languages beside English; chosen words: docs/terms.md. Digits are Latin, as in the rest of CAP. */
import type { Metric } from "#server/domain/claim.ts";
import type { Alert, Condition } from "#server/domain/status.ts";

export interface CapWords {
  /** RFC 3066, as CAP names languages. */
  readonly language: "ur" | "ps" | "fa-AF";
  /** Under which a crossing has its name in it. */
  readonly nameKey: "ur" | "ps" | "fa";
  readonly event: string;
  /** `{name}`, `{level}`, `{word}` and `{condition}`. */
  readonly headline: string;
  readonly levels: Readonly<Record<Alert["name"], string>>;
  readonly conditions: Readonly<Record<Condition, string>>;
  /** `{range}`; what is not listed is in the English text alone. */
  readonly figures: Readonly<Partial<Record<Metric, string>>>;
  readonly orMore: string;
  readonly lastWord: string;
  readonly none: string;
  readonly allClear: string;
}

export const CAP_WORDS: readonly CapWords[] = [
  {
    language: "ur",
    nameKey: "ur",
    event: "سرحدی گزرگاہ کی بندش",
    headline: "{name}: {condition}۔ انتباہ کا درجہ {level} ({word})",
    levels: {
      normal: "معمول",
      advisory: "احتیاط",
      elevated: "بڑھی ہوئی",
      high: "بلند",
      critical: "سنگین",
    },
    conditions: {
      open: "کھلی",
      partial: "جزوی طور پر کھلی",
      restricted: "محدود",
      closed: "بند",
      unknown: "نامعلوم",
    },
    figures: {
      people_stranded: "{range} افراد پھنسے ہوئے",
      trucks_stranded: "{range} ٹرک پھنسے ہوئے",
    },
    orMore: "{low} یا زیادہ",
    lastWord: "آخری اطلاع: {at}",
    none: "کوئی نہیں",
    allClear: "انتباہ ختم۔",
  },
  {
    language: "ps",
    nameKey: "ps",
    event: "د پولې د تېرېدو ځای بندېدنه",
    headline: "{name}: {condition}. د خبرداري کچه {level} ({word})",
    levels: {
      normal: "عادي",
      advisory: "احتیاط",
      elevated: "زیاته شوې",
      high: "لوړه",
      critical: "بحراني",
    },
    conditions: {
      open: "خلاصه",
      partial: "نیمه خلاصه",
      restricted: "محدوده",
      closed: "تړلې",
      unknown: "نامعلومه",
    },
    figures: {
      people_stranded: "{range} کسان بند پاتې دي",
      trucks_stranded: "{range} لارۍ بندې پاتې دي",
    },
    orMore: "{low} یا زیات",
    lastWord: "وروستی خبر: {at}",
    none: "نشته",
    allClear: "خبرداری پای ته ورسېد.",
  },
  {
    language: "fa-AF",
    nameKey: "fa",
    event: "مسدودیت گذرگاه مرزی",
    headline: "{name}: {condition}. سطح هشدار {level} ({word})",
    levels: {
      normal: "عادی",
      advisory: "احتیاط",
      elevated: "افزایش‌یافته",
      high: "بلند",
      critical: "بحرانی",
    },
    conditions: {
      open: "باز",
      partial: "نیمه‌باز",
      restricted: "محدود",
      closed: "بسته",
      unknown: "نامعلوم",
    },
    figures: {
      people_stranded: "{range} نفر گیرمانده‌اند",
      trucks_stranded: "{range} لاری گیرمانده‌اند",
    },
    orMore: "{low} یا بیشتر",
    lastWord: "آخرین خبر: {at}",
    none: "نیست",
    allClear: "هشدار پایان یافت.",
  },
];
