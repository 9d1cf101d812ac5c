import { encode } from "uqr";

interface QrProps {
  readonly text: string;
  /** What it is, for those who cannot see it. */
  readonly label: string;
}

/** Modules of quiet ground around the code that a reader needs (ISO/IEC 18004: four). */
const QUIET = 4;

/** A QR as one SVG path, dark on light in both themes: cameras expect it so. Made where it is drawn, without a network. */
export function Qr({ text, label }: QrProps) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-72"
    >
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
