/** Long after the page is there and usable: what makes it open again without a network must cost its first view nothing. */
const SETTLED_MS = 6_000;

/**
 * Has a public page kept on this device, so that it opens without a network (public/sw-pages.js). Inline, as it is
 * smaller than a request; the same text on every page, named by its hash in the Content-Security-Policy.
 */
export const KEEP_SCRIPT = `addEventListener("load",function(){setTimeout(function(){var w=navigator.serviceWorker;w&&w.getRegistration("/").then(function(r){return r||w.register("/sw.js?reader")}).then(function(){return w.ready}).then(function(r){r.active.postMessage({kind:"seen",address:location.pathname+location.search})}).catch(function(){})},${SETTLED_MS})})`;
