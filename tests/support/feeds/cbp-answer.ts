/**
 * An answer in the shape of CBP's border wait times, made up: the ports are real, their figures are not. It holds every
 * trap that the reader knows of.
 */

interface Lane {
  readonly update_time: string;
  readonly operational_status: string;
  readonly delay_minutes: string;
  readonly lanes_open: string;
}

export const NO_LANE: Lane = {
  update_time: "",
  operational_status: "N/A",
  delay_minutes: "",
  lanes_open: "",
};
export const SHUT: Lane = { ...NO_LANE, operational_status: "Lanes Closed" };
export const PENDING: Lane = { ...NO_LANE, operational_status: "Update Pending" };

export function lane(time: string, minutes: number | "", open: number | "", status?: string): Lane {
  return {
    update_time: time,
    operational_status: status ?? (minutes === "" || minutes === 0 ? "no delay" : "delay"),
    delay_minutes: String(minutes),
    lanes_open: String(open),
  };
}

type Group = Readonly<Record<string, unknown>>;

export interface PortParts {
  readonly number: string;
  readonly border?: "C" | "M";
  readonly port: string;
  readonly crossing?: string;
  readonly date?: string;
  readonly time?: string;
  readonly status?: string;
  readonly truck?: Group;
  readonly car?: Group;
  readonly foot?: Group;
}

const group = (most: string, lanes: Group): Group => ({
  maximum_lanes: most,
  standard_lanes: NO_LANE,
  ready_lanes: NO_LANE,
  ...lanes,
});

export const NONE = group("N/A", {});
export const lanes = (of: Group, most = "4"): Group => group(most, of);

export const port = (parts: PortParts) => ({
  port_number: parts.number,
  border: parts.border === "M" ? "Mexican Border" : "Canadian Border",
  port_name: parts.port,
  crossing_name: parts.crossing ?? "",
  hours: "24 hrs/day",
  date: parts.date ?? "11/22/2026",
  time: parts.time ?? "10:25:16",
  port_status: parts.status ?? "Open",
  commercial_vehicle_lanes: parts.truck ?? NONE,
  passenger_vehicle_lanes: parts.car ?? NONE,
  pedestrian_lanes: parts.foot ?? NONE,
  construction_notice: "",
  automation: "0",
  automation_enabled: "0",
});

/** Number, border, zone word, port, crossing, and which modes: t trucks, c cars, f on foot. */
const PORTS = `
070801|C|EST|Alexandria Bay|Thousand Islands Bridge|tc
300401|C|PST|Blaine|Pacific Highway|tc
300402|C|PST|Blaine|Peace Arch|c
300403|C|PST|Blaine|Point Roberts|tc
090104|C|EST|Buffalo/Niagara Falls|Lewiston Bridge|tc
090101|C|EST|Buffalo/Niagara Falls|Peace Bridge|tc
090102|C|EST|Buffalo/Niagara Falls|Rainbow Bridge|cf
090103|C|EST|Buffalo/Niagara Falls|Whirlpool Bridge|c
011501|C|EST|Calais|Ferry Point|c
011503|C|EST|Calais|International Avenue|tc
011502|C|EST|Calais|Milltown|c
071201|C|EST|Champlain||tc
020901|C|EST|Derby Line|Derby Line I-91|tc
380001|C|EST|Detroit|Ambassador Bridge|tc
380002|C|EST|Detroit|Windsor Tunnel|tc
021201|C|EST|Highgate Springs||tc
010601|C|EST|Houlton||tc
360401|C|CST|International Falls||tc
010401|C|EST|Jackman||tc
302301|C|PST|Lynden||tc
010901|C|EST|Madawaska||tc
070401|C|EST|Massena||tc
021101|C|EST|Norton||tc
070101|C|EST|Ogdensburg||tc
340101|C|CST|Pembina||tc
380201|C|EST|Port Huron|Bluewater Bridge|tc
380301|C|EST|Sault Ste. Marie|International Bridge - SSM|tc
300901|C|PST|Sumas||tc
331001|C|MST|Sweetgrass||tc
250201|M|PST|Andrade||tcf
535501|M|CST|Brownsville|B&M|cf
535504|M|CST|Brownsville|Gateway|cf
535503|M|CST|Brownsville|Los Indios|tc
535502|M|CST|Brownsville|Veterans International|tcf
250301|M|PST|Calexico|East|tcf
250302|M|PST|Calexico|West|cf
240601|M|MST|Columbus||tc
230201|M|CST|Del Rio||tc
260101|M|MST|Douglas (Raul Hector Castro)||tcf
230301|M|CST|Eagle Pass|Bridge I|c
230302|M|CST|Eagle Pass|Bridge II|tc
240201|M|MST|El Paso|Bridge of the Americas (BOTA)|tcf
240202|M|MST|El Paso|Paso Del Norte (PDN)|cf
240204|M|MST|El Paso|Stanton DCL|cf
240203|M|MST|El Paso|Ysleta|tcf
240401|M|MST|Fabens|Tornillo|cf
l24501|M|MST|Fort Hancock|Fort Hancock|c
230503|M|CST|Hidalgo/Pharr|Anzalduas International Bridge|c
230501|M|CST|Hidalgo/Pharr|Hidalgo|cf
230502|M|CST|Hidalgo/Pharr|Pharr|tc
230401|M|CST|Laredo|Bridge I|cf
230402|M|CST|Laredo|Bridge II|c
230403|M|CST|Laredo|Colombia Solidarity|tc
230404|M|CST|Laredo|World Trade Bridge|t
260201|M|MST|Lukeville||tc
260301|M|MST|Naco||tcf
260401|M|MST|Nogales|Deconcini|cf
260402|M|MST|Nogales|Mariposa|tcf
260403|M|MST|Nogales|Morley Gate|f
250602|M|PST|Otay Mesa|Commercial|t
250601|M|PST|Otay Mesa|Passenger|cf
240301|M|CST|Presidio||tc
230902|M|CST|Progreso|Donna International Bridge|cf
230901|M|CST|Progreso|Progreso International Bridge|tcf
230701|M|CST|Rio Grande City||tc
231001|M|CST|Roma||tc
260801|M|MST|San Luis|San Luis I|cf
260802|M|MST|San Luis|San Luis II|t
250401|M|PST|San Ysidro||cf
250409|M|PST|San Ysidro|Cross Border Express|f
250407|M|PST|San Ysidro|PedWest|f
240801|M|MST|Santa Teresa|Santa Teresa Port of Entry|tcf
250501|M|PST|Tecate||tcf
230103|M|CST|Gateway||cf
231101|M|CST|Falcon Dam||c
240403|M|MST|Fort Hancock, TX||cf
302501|C|PST|Oroville||tc
331901|C|MST|Roosville||tc
340201|C|CST|Noyes||c
360901|C|CST|Grand Portage||tc`;

/** Ports that the lines above are not used for: each holds a trap. */
const TRAPPED: readonly PortParts[] = [
  // Declared twice; the second has no lane: everything pends and none is counted.
  {
    number: "070803",
    port: "Alexandria Bay, NY",
    truck: group("N/A", { standard_lanes: PENDING, FAST_lanes: PENDING }),
    car: group("N/A", {
      standard_lanes: PENDING,
      NEXUS_SENTRI_lanes: PENDING,
      ready_lanes: PENDING,
    }),
    foot: group("N/A", { standard_lanes: PENDING }),
  },
];

/** By hand, in place of the line of that number. */
const BY_HAND: readonly PortParts[] = [
  // An empty string is not 0; "no delay" with minutes; keys in small letters.
  {
    number: "300401",
    port: "Blaine",
    crossing: "Pacific Highway",
    truck: lanes({ standard_lanes: lane("At 10:00 am PST", "", 3, "no delay"), fast_lanes: SHUT }),
    car: lanes({
      standard_lanes: lane("At 10:00 am PST", 5, 2, "no delay"),
      nexus_sentri_lanes: lane("At 10:00 am PST", 0, 1),
    }),
  },
  // Standard lanes shut while FAST runs: restricted.
  {
    number: "230302",
    border: "M",
    port: "Eagle Pass",
    crossing: "Bridge II",
    time: "12:25:16",
    truck: lanes({ standard_lanes: SHUT, FAST_lanes: lane("At Noon CST", 1, 1, "no delay") }),
    car: lanes({ standard_lanes: lane("At Noon CST", 0, 4) }),
  },
  // No lane open, and a delay: nothing is claimed.
  {
    number: "380001",
    port: "Detroit",
    crossing: "Ambassador Bridge",
    time: "13:25:16",
    truck: lanes({ standard_lanes: lane("At 1:17 pm EST", 30, 0, "delay") }),
    car: lanes({ standard_lanes: lane("At 1:17 pm EST", 18, 4) }),
  },
  // Shut altogether: no time but the port's own.
  {
    number: "240401",
    border: "M",
    port: "Fabens",
    crossing: "Tornillo",
    time: "23:40:00",
    date: "11/21/2026",
    status: "Closed",
    car: lanes({ standard_lanes: SHUT, NEXUS_SENTRI_lanes: SHUT }),
    foot: lanes({ standard_lanes: PENDING }),
  },
  // Midnight, and an update of the evening before.
  {
    number: "240203",
    border: "M",
    port: "El Paso",
    crossing: "Ysleta",
    time: "00:15:00",
    truck: lanes({ standard_lanes: lane("At 11:00 pm MST", 20, 2) }),
    car: lanes({ standard_lanes: lane("At Midnight MST", 10, 2) }),
    foot: lanes({ standard_lanes: PENDING }),
  },
];

/** Hours from UTC in winter, which is when these answers are. */
const HOURS: Readonly<Record<string, number>> = { EST: -5, CST: -6, MST: -7, PST: -8 };

/** The full hour that a clock of that zone last showed, as CBP writes it, and the answer's own date and time there. */
function clockOf(word: string, answeredAt: string) {
  const there = new Date(Date.parse(answeredAt) + (HOURS[word] ?? 0) * 3_600_000);
  const hour = there.getUTCHours();
  const named = hour === 0 ? "Midnight" : hour === 12 ? "Noon" : null;
  const text = named ?? `${hour % 12 || 12}:00 ${hour < 12 ? "am" : "pm"}`;
  return {
    updated: `At ${text} ${word}`,
    date: `${there.getUTCMonth() + 1}/${there.getUTCDate()}/${there.getUTCFullYear()}`,
    time: there.toISOString().slice(11, 19),
  };
}

function ordinary(line: string, index: number, answeredAt: string): PortParts {
  const [number = "", border, word = "", name = "", crossing = "", modes = ""] = line.split("|");
  const { updated, date, time } = clockOf(word, answeredAt);
  const minutes = (index * 7) % 60;
  const of = (mode: string, extra: Group = {}) =>
    modes.includes(mode) ? lanes({ standard_lanes: lane(updated, minutes, 2), ...extra }) : NONE;
  return {
    number,
    border: border === "M" ? "M" : "C",
    port: name,
    crossing,
    date,
    time,
    truck: of("t", { FAST_lanes: NO_LANE }),
    car: of("c", { NEXUS_SENTRI_lanes: lane(updated, 0, 1) }),
    foot: of("f"),
  };
}

export const CBP_ANSWERED_AT = "2026-11-22T18:26:00.000Z";

/** 81 ports, of which 80 have a lane. The traps stand in the one of 22 November 2026. */
export function cbpAnswer(answeredAt = CBP_ANSWERED_AT): ReturnType<typeof port>[] {
  const byHand = new Map(
    answeredAt === CBP_ANSWERED_AT ? BY_HAND.map((parts) => [parts.number, parts]) : [],
  );
  const listed = PORTS.trim()
    .split("\n")
    .map((line, index) => ordinary(line, index, answeredAt))
    .map((parts) => byHand.get(parts.number) ?? parts);
  return [...listed, ...TRAPPED].map(port);
}
