// What the integration streams, and the market's time line made of it.

export type Phase =
  | "not_open"
  | "open"
  | "gate_closed"
  | "cleared"
  | "delivering"
  | "awaiting_readings"
  | "disputed"
  | "final"
  | "settled";

export interface BoardOrder {
  side: "sell" | "buy";
  energy: number;
  price: number;
}

/** Lists have an entry for each interval; prices are in currency per kWh, energy in kWh (+ sold). */
export interface BoardBlock {
  start: number;
  gate: number;
  phase: Phase | null;
  grid_takes: number[];
  grid_pays: number[];
  prices: (number | null)[];
  orders: (BoardOrder | null)[];
  traded: (number | null)[];
  metered: (number | null)[];
  offered: number[];
  wanted: number[];
  reported?: number;
  awaited?: number;
}

/** Power in W, + discharges the battery; prices in currency per kWh. */
export interface PlanStep {
  start: number;
  seconds: number;
  net_w: number;
  load_w: number | null;
  pv_w: number | null;
  battery_w: number | null;
  soc_wh: number | null;
  buy: number | null;
  sell: number | null;
}

export interface PlanRun {
  device: string;
  name: string;
  kind: "appliance" | "ev" | "thermostat" | "battery";
  start: number;
  end: number;
  energy_wh: number;
  cost: number | null;
  reason: string | null;
  can_run_now: boolean;
}

export interface BoardPlan {
  steps: PlanStep[];
  runs: PlanRun[];
}

export interface BoardLosses {
  load: number;
  generation: number;
  price: number;
  execution: number;
}

/** What trading and planning brought in the last thirty days, of which `days` count and `past` are over. */
export interface BoardScore {
  days: number;
  past: number;
  battery: boolean;
  today: number | null;
  /** Against not trading. */
  saved: number | null;
  /** Against a battery that only serves the home. */
  self_use: number | null;
  /** Against neither trading nor a battery, and what an all-knowing home would have reached. */
  reached: number | null;
  possible: number | null;
  share: number | null;
  lost: BoardLosses | null;
}

export interface BoardTotals {
  sold: number;
  bought: number;
  compensation: number;
  cost: number;
  other: number;
  /** All that the balance changed by. */
  amount: number;
  savings: number;
}

export interface BoardOperator {
  homes?: { member: number; name: string | null; agent: string; status: string }[];
  requests: { agent: string; name?: string | null; since?: number | null }[];
  disputes?: { start: number; reason: string }[];
}

/** A decision that the home asks its people for; texts are in Home Assistant's language. */
export interface BoardQuestion {
  question_id: string;
  cause: string;
  subject: string | null;
  title: string;
  text: string;
  choices: { choice: string; text: string }[];
  default: string;
  expires: number;
}

export interface Board {
  /** Chain time when this was sent. */
  time: number;
  community: string;
  currency: string;
  interval_seconds: number;
  connected: boolean;
  /** Neighbours and money are simulated. */
  practice?: boolean;
  membership: string;
  reason: string;
  balance: number | null;
  available: number | null;
  members?: number;
  /** Parts of the community's network; each has a price of its own. */
  zones?: number;
  settings: { trading: boolean; selling: boolean; buying: boolean };
  totals?: BoardTotals | null;
  /** Starts of blocks whose reports do not fit the lines' meters. */
  disputes?: number[];
  blocks: BoardBlock[];
  /** What neighbours will probably ask in intervals that are not cleared. */
  expected?: { start: number; price: number }[];
  questions?: BoardQuestion[];
  plan?: BoardPlan | null;
  score?: BoardScore | null;
  operator?: BoardOperator | null;
}

export interface Interval {
  start: number;
  end: number;
  phase: Phase | null;
  gate: number;
  retail: number;
  feedIn: number;
  price: number | null;
  expected: number | null;
  order: BoardOrder | null;
  traded: number | null;
  metered: number | null;
  offered: number;
  wanted: number;
}

/** Lay the blocks out interval by interval. */
export function intervals(board: Pick<Board, "blocks" | "interval_seconds" | "expected">): Interval[] {
  const found: Interval[] = [];
  const expected = new Map(board.expected?.map(({ start, price }) => [start, price]));
  for (const block of board.blocks) {
    block.grid_takes.forEach((retail, index) => {
      const start = block.start + index * board.interval_seconds;
      found.push({
        start,
        end: start + board.interval_seconds,
        phase: block.phase,
        gate: block.gate,
        retail,
        feedIn: block.grid_pays[index] ?? 0,
        price: block.prices[index] ?? null,
        expected: expected.get(start) ?? null,
        order: block.orders[index] ?? null,
        traded: block.traded[index] ?? null,
        metered: block.metered[index] ?? null,
        offered: block.offered[index] ?? 0,
        wanted: block.wanted[index] ?? 0,
      });
    });
  }
  return found;
}

/** Index of the interval in which a moment lies; the nearest one where the time line ends before it. */
export function indexAt(line: readonly { start: number; end: number }[], time: number): number {
  let low = 0;
  let high = line.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((line[middle]?.start ?? Infinity) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The block that is delivered at a moment. */
export function blockAt(board: Board, time: number): BoardBlock | undefined {
  return board.blocks.find(
    (block) => block.start <= time && time < block.start + block.grid_takes.length * board.interval_seconds,
  );
}
