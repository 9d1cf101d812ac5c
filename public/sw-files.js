/* What both parts of the worker know of built files, and how they wait: sw.js (the report app) and sw-pages.js (public pages). */
self.workerTools = {
  BUILT: "/_next/static/",

  /** The built files that a page names: scripts, styles, and the one font that it asks for ahead. */
  filesIn: (text) => [...new Set(text.match(/\/_next\/static\/[\w./~@()[\]%+-]+/g) ?? [])],

  later: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
