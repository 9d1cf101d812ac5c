import { VISIT_GAP_MS } from "#server/domain/last-visit.ts";

export const VISIT_KEY = "gatewatch.visit";

/**
 * Runs before the overview is drawn: where a reader will be told what changed, the place for it is kept, so that
 * nothing moves when the words come. The same text on every page, named by its hash in the Content-Security-Policy.
 */
export const VISIT_SCRIPT = `try{var v=JSON.parse(localStorage.getItem("${VISIT_KEY}"));if(v&&(v.before||Date.now()-Date.parse(v.at)>${VISIT_GAP_MS}))document.documentElement.dataset.visited=""}catch(e){}`;
