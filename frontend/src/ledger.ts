// The ledger's rows: kept up to date by asking only for what can have changed, searched as people write.

/** What a trade came to: energy in kWh (+ sold), prices and amounts in the community's currency; null until it is known. */
export interface TradeNumbers {
  traded: number;
  metered: number | null;
  delivered: number;
  price: number | null;
  amount: number | null;
  /** Of the amount, what was paid for energy that was traded and delivered. */
  traded_amount: number | null;
  saved: number | null;
  grid_takes: number;
  grid_pays: number;
}

/** A trade as the action get_trades tells it. */
export interface TradeAnswer extends TradeNumbers {
  start: string;
  end: string;
  estimated: boolean;
  late: boolean;
}

export interface Trade extends TradeNumbers {
  start: number;
  end: number;
  estimated: boolean;
  late: boolean;
}

/** A trade and the words by which it is found, in the reader's language. */
export interface Row extends Trade {
  words: string;
}

export const seconds = (iso: string): number => Date.parse(iso) / 1000;

/** Put new answers over what is known; both in rising order of time. */
export function merge(known: readonly Trade[], answers: readonly TradeAnswer[], from: number): Trade[] {
  const kept = known.filter(({ start }) => start < from);
  return [...kept, ...answers.map((answer) => ({ ...answer, start: seconds(answer.start), end: seconds(answer.end) }))];
}

/** From when on anything may still change: the oldest interval whose money is not settled, else the end of the last. */
export function changesFrom(known: readonly Trade[], fallback: number): number {
  const open = known.find(({ amount }) => amount === null);
  return open?.start ?? known.at(-1)?.end ?? fallback;
}

/** Rows in which every word that was typed occurs, in any order. */
export function search<T extends { words: string }>(rows: readonly T[], query: string): readonly T[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter(({ words }) => wanted.every((word) => words.includes(word)));
}
