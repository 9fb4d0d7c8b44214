import type { Interval } from "./board";

const HOUR_INTERVALS = 4;
/** Waiting for a price that is lower by less than this share is not worth a word. */
const WORTHWHILE_SHARE = 0.05;

export interface CheapHour {
  start: number;
  end: number;
  price: number;
}

/** The cheapest hour to come, as far as prices are known or expected; nothing where it is no cheaper than now. */
export function cheapestHour(line: readonly Interval[], current: Interval): CheapHour | undefined {
  const coming = line.filter(({ start }) => start >= current.end);
  const cost = ({ price, expected }: Interval): number | null => price ?? expected;
  let best: CheapHour | undefined;
  for (let first = 0; first + HOUR_INTERVALS <= coming.length; first++) {
    const hour = coming.slice(first, first + HOUR_INTERVALS);
    const costs = hour.map(cost).filter((each) => each !== null);
    const [from] = hour;
    const until = hour.at(-1);
    if (costs.length < HOUR_INTERVALS || !from || !until) continue;
    const price = costs.reduce((sum, each) => sum + each, 0) / HOUR_INTERVALS;
    if (!best || price < best.price - 1e-9) best = { start: from.start, end: until.end, price };
  }
  const now = cost(current) ?? current.retail;
  return best && best.price < now - Math.abs(now) * WORTHWHILE_SHARE ? best : undefined;
}
