/**
 * A refusal for whoever looks at a page in a browser: in their language, with what to do, without a script or a style, so that it
 * costs nothing to make when there is least to spare. Machines have the same as problem details (problem.ts).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#server/domain/errors.ts";
import { escapeXml } from "#server/formats/xml.ts";
import { DATA_POLICY } from "./csp.ts";
import { DEFAULT_LOCALE, OTHER_LOCALES, pagePath } from "./locale-path.ts";
import { problemStatus } from "./problem.ts";

type Locale = typeof DEFAULT_LOCALE | (typeof OTHER_LOCALES)[number];
/** `failed`: a bug of ours; `unread`: what was asked for cannot be answered by anybody. */
type Kind = "tooMany" | "busy" | "failed" | "unread";

interface Words extends Readonly<Record<Kind, string>> {
  readonly wait: (seconds: number) => string;
  readonly again: string;
  readonly text: string;
  readonly request: string;
}

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    tooMany: "Too many requests came from your address.",
    busy: "Gatewatch has more to do just now than it can do.",
    failed: "Gatewatch failed at this.",
    unread: "This cannot be answered.",
    wait: (seconds) => `Try again in ${seconds} s.`,
    again: "Try again",
    text: "The text version, which is light",
    request: "If you report it, give this number:",
  },
  ur: {
    tooMany: "آپ کے پتے سے بہت زیادہ درخواستیں آئی ہیں۔",
    busy: "گیٹ واچ پر اس وقت گنجائش سے زیادہ کام ہے۔",
    failed: "گیٹ واچ یہ نہ کر سکا۔",
    unread: "اس کا جواب نہیں دیا جا سکتا۔",
    wait: (seconds) => `${seconds} سیکنڈ بعد پھر کوشش کریں۔`,
    again: "پھر کوشش کریں",
    text: "متن والا صفحہ، جو ہلکا ہے",
    request: "اطلاع دیں تو یہ نمبر بتائیں:",
  },
  ps: {
    tooMany: "ستاسو له پتې ډېرې زیاتې غوښتنې راغلې دي.",
    busy: "ګېټ واچ اوس مهال تر خپل وس زیات کار لري.",
    failed: "ګېټ واچ دا ونه شو کړای.",
    unread: "دې ته ځواب نه شي ورکول کېدای.",
    wait: (seconds) => `${seconds.toLocaleString("ps")} ثانیې وروسته بیا هڅه وکړئ.`,
    again: "بیا هڅه وکړئ",
    text: "متني پاڼه، چې سپکه ده",
    request: "که یې خبر راکوئ، دا شمېره ووایئ:",
  },
  "fa-AF": {
    tooMany: "از نشانی شما درخواست‌های بسیار زیادی آمده است.",
    busy: "گیت‌واچ اکنون بیش از توانش کار دارد.",
    failed: "گیت‌واچ نتوانست این کار را بکند.",
    unread: "به این نمی‌توان پاسخ داد.",
    wait: (seconds) => `پس از ${seconds.toLocaleString("fa-AF")} ثانیه دوباره کوشش کنید.`,
    again: "دوباره کوشش کنید",
    text: "صفحهٔ متنی، که سبک است",
    request: "اگر گزارش می‌دهید، این شماره را بگویید:",
  },
};

function kindOf(status: number): Kind {
  if (status === 429) return "tooMany";
  if (status === 503) return "busy";
  return status >= 500 ? "failed" : "unread";
}

/** Whether a person waits for a page, also behind a form without script; scripts and other machines do not name HTML. */
const wantsPage = (req: IncomingMessage): boolean =>
  req.headers.accept?.includes("text/html") === true;

interface Refused {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** In English, for what was wrong with the request. */
  readonly detail: string;
  readonly requestId: string;
}

function markup(
  locale: Locale,
  outer: string,
  { status, retryAfterSeconds, detail, requestId }: Refused,
): string {
  const words = WORDS[locale];
  const kind = kindOf(status);
  const wait =
    retryAfterSeconds === undefined ? "" : `<p>${words.wait(Math.ceil(retryAfterSeconds))}</p>`;
  const why = kind === "unread" ? `<p lang="en" dir="ltr">${escapeXml(detail)}</p>` : "";
  const lite = locale === DEFAULT_LOCALE ? "/lite" : `/${locale}/lite`;
  return `<!doctype html>
<html lang="${locale}" dir="${locale === "en" ? "ltr" : "rtl"}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${status} · Gatewatch</title>
<h1>${words[kind]}</h1>
${why}${wait}
<p><a href="${escapeXml(outer)}">${words.again}</a></p>
<p><a href="${lite}">${words.text}</a></p>
<p>${words.request} <bdi>${requestId}</bdi></p>
</html>
`;
}

/** Answers a browser that wanted a page; false: it is no browser, or wanted something else. `error`: anything but a DomainError is a bug. */
export function sendRefusalPage(
  req: IncomingMessage,
  res: ServerResponse,
  { error, requestId }: { readonly error: unknown; readonly requestId: string },
): boolean {
  const pathname = (req.url ?? "").split("?", 1)[0] ?? "";
  if (res.headersSent || !wantsPage(req) || !pathname.startsWith("/")) return false;
  const page = pagePath(pathname, req.headers["accept-language"]);
  if (page.kind !== "page") return false;
  const locale = OTHER_LOCALES.find((name) => name === page.locale) ?? DEFAULT_LOCALE;
  const refused: Refused = {
    status: error instanceof DomainError ? problemStatus(error) : 500,
    retryAfterSeconds: error instanceof DomainError ? error.details.retryAfterSeconds : undefined,
    detail: error instanceof DomainError ? error.message : "",
    requestId,
  };
  const { status, retryAfterSeconds } = refused;
  const outer = (req.url ?? "").startsWith("//") ? "/" : (req.url ?? "/");
  const body = Buffer.from(markup(locale, outer, refused));
  if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", Math.ceil(retryAfterSeconds));
  res.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    "Content-Security-Policy": DATA_POLICY,
  });
  res.end(req.method === "HEAD" ? undefined : body);
  return true;
}
