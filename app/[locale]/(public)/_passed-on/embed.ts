/** A crossing to be framed in a page of somebody else's: one small document without script, font or picture file. */
import { conditionState } from "#app/_components/state/state-word.tsx";
import { directionOf, type Locale } from "#app/locales.ts";
import { glyph } from "./drawing.ts";
import type { Passed } from "./words.ts";

/** Colours of globals.css in both themes: who frames it says by `color-scheme` which one. */
const STYLE = `:root{color-scheme:light dark}
*{box-sizing:border-box}
body{font:15px/1.45 system-ui,sans-serif;margin:0;padding:12px 14px;background:light-dark(#fff,#161c23);color:light-dark(#14181c,#edf0f2)}
:lang(ur),:lang(ps),:lang(fa-AF){line-height:1.75}
h1{font-size:18px;line-height:1.4;margin:0;display:flex;flex-wrap:wrap;gap:2px 12px;align-items:center}
h1 a{color:inherit}p{margin:4px 0}a{color:inherit}small,.soft{color:light-dark(#454b51,#b6bfc7)}
table{border-collapse:collapse;inline-size:100%;margin:6px 0}th,td{overflow-wrap:anywhere;text-align:start;font-weight:400;padding:4px 0;padding-inline-end:10px;border-block-start:1px solid light-dark(#dcd9cf,#29313a);vertical-align:top}
thead :is(th,td){border:0;font-size:13px;color:light-dark(#454b51,#b6bfc7)}
.s{display:inline-flex;gap:6px;align-items:center;font-weight:600}svg{flex:none}svg g{fill:currentcolor}svg g [stroke]{stroke:currentcolor}svg g [fill=none]{fill:none}
.open{color:light-dark(#07543a,#63d6a0)}.restricted{color:light-dark(#6e3b00,#f2bb57)}.closed{color:light-dark(#8f1717,#ff9f94)}.unknown{color:light-dark(#474d53,#b0b8c0)}
@media(max-width:360px){body{padding-inline:8px}th,td{font-size:13px;padding-inline-end:4px}.s{gap:3px}}
a:focus-visible{outline:3px solid;outline-offset:2px}`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);

function stateMark(state: Passed["condition"], word: string): string {
  const shape = conditionState(state);
  const drawn = glyph(shape, { x: 0, y: 0, size: 16 });
  return `<span class="s ${shape}"><svg width="16" height="16" aria-hidden="true">${drawn}</svg>${escaped(word)}</span>`;
}

function document(locale: Locale, title: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body>${body}</body>
</html>
`;
}

function laneTable({ directions, modes }: Passed): string {
  if (modes.length === 0) return "";
  const heads = directions.map((text) => `<th scope="col">${escaped(text)}</th>`);
  const rows = modes.map(({ mode, states }) => {
    const cells = states.map(
      (one) => `<td>${one === null ? "–" : stateMark(one.state, one.word)}</td>`,
    );
    return `<tr><th scope="row">${escaped(mode)}</th>${cells.join("")}</tr>`;
  });
  return `<table><thead><tr><td></td>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** The document; its links open outside of the frame. */
export function embedHtml(passed: Passed): string {
  const {
    name,
    countries,
    condition,
    conditionWord,
    sentence,
    level,
    asOf,
    lastWord,
    source,
    url,
  } = passed;
  const link = `<a href="${escaped(url)}" target="_blank" rel="noopener">`;
  const said = lastWord === null ? asOf : `${asOf} · ${lastWord}`;
  return document(
    passed.locale,
    `${name}: ${conditionWord}`,
    `<main><h1>${link}${escaped(name)}</a> ${stateMark(condition, conditionWord)}</h1>
<p class="soft">${escaped(countries)} · ${escaped(level)}</p>
${laneTable(passed)}
<p>${escaped(sentence)}</p>
<p><small>${escaped(said)} · ${escaped(source)} · ${link}${escaped(new URL(url).host)}</a></small></p></main>`,
  );
}

export const missingHtml = (locale: Locale, text: string): string =>
  document(locale, text, `<main><p>${escaped(text)}</p></main>`);
