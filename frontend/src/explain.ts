import { type TradeNumbers } from "./ledger";
import type { TextKey } from "./texts";

/** A sentence of an explanation: which one, and the numbers in it, in kWh and the community's currency. */
export interface Clause {
  key: TextKey;
  energy?: number;
  price?: number;
  grid?: number;
  amount?: number;
  saved?: number;
}

/** Less than this is nothing to speak of: half a Wh, half a thousandth of the currency. */
const NOTHING = 0.0005;

/** Why an interval came to what it came to: the trade, the meter, the difference, and the sum. */
export function explain(trade: TradeNumbers): Clause[] {
  return [bargain(trade), ...reading(trade), ...outcome(trade)];
}

function bargain({ traded, price, grid_takes, grid_pays }: TradeNumbers): Clause {
  if (!traded || price === null) return { key: "trade_none" };
  return traded > 0
    ? { key: "trade_sold", energy: traded, price, grid: grid_pays }
    : { key: "trade_bought", energy: -traded, price, grid: grid_takes };
}

function reading({ metered, amount }: TradeNumbers): Clause[] {
  if (metered !== null) return [{ key: metered < 0 ? "trade_in" : "trade_out", energy: Math.abs(metered) }];
  return amount === null ? [] : [{ key: "trade_unmetered" }];
}

function outcome({ traded, metered, amount, traded_amount, saved }: TradeNumbers): Clause[] {
  if (amount === null) return [{ key: "trade_open" }];
  const clauses: Clause[] = [];
  const rest = amount - (traded_amount ?? 0);
  const difference = metered === null ? 0 : metered - traded;
  if (Math.abs(difference) >= NOTHING && Math.abs(rest) >= NOTHING) {
    clauses.push({ key: differing(traded, difference), energy: Math.abs(difference), amount: rest });
  }
  if (saved !== null && Math.abs(saved) >= NOTHING) {
    clauses.push({ key: saved > 0 ? "trade_better" : "trade_worse", amount, saved: Math.abs(saved) });
  } else clauses.push({ key: "trade_even", amount });
  return clauses;
}

function differing(traded: number, difference: number): TextKey {
  if (!traded) return difference > 0 ? "trade_to" : "trade_from";
  if (traded > 0) return difference > 0 ? "trade_over" : "trade_short";
  return difference > 0 ? "trade_less" : "trade_more";
}
