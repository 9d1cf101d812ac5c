import { MAP_HEIGHT, MAP_WIDTH, type Region } from "./region.ts";

/** Land, borders and names of countries, behind the crossings. */
export function MapGround({ region }: { readonly region: Region }) {
  return (
    <svg
      viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
      className="block h-auto w-full bg-sunken"
      data-ground={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
      aria-hidden="true"
    >
      <path d={region.land} className="fill-surface" />
      <path
        d={region.borders}
        fill="none"
        className="stroke-line-strong"
        strokeWidth="1"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={region.disputed}
        fill="none"
        className="stroke-line-strong"
        strokeWidth="1.25"
        strokeDasharray="3 3"
        vectorEffect="non-scaling-stroke"
      />
      {region.labels.map(({ name, x, y }) => (
        <text
          key={name}
          x={x}
          y={y}
          textAnchor="middle"
          className="map-country fill-ink-soft stroke-surface"
          paintOrder="stroke"
          fontWeight="500"
        >
          {name}
        </text>
      ))}
    </svg>
  );
}
