/**
 * The four state glyphs, once per page; `StateGlyph` and the map refer to them by id.
 * Shape alone tells them apart: filled circle, half circle, barred square, dashed ring.
 */
export function StateSprite() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true" focusable="false">
      <symbol id="state-open" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      </symbol>
      <symbol id="state-restricted" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor" />
      </symbol>
      <symbol id="state-closed" viewBox="0 0 16 16">
        <path
          fillRule="evenodd"
          d="M2.5 1.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM4 6.75v2.5h8v-2.5z"
          fill="currentColor"
        />
      </symbol>
      <symbol id="state-unknown" viewBox="0 0 16 16">
        <circle
          cx="8"
          cy="8"
          r="5.7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray="2.7 1.78"
        />
      </symbol>
    </svg>
  );
}
