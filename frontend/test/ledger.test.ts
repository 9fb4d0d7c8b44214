import assert from "node:assert/strict";
import test from "node:test";
import { type TradeAnswer, changesFrom, merge, search } from "../src/ledger";

const INTERVAL = 900;

function answer(index: number, amount: number | null): TradeAnswer {
  const moment = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return {
    start: moment(index * INTERVAL),
    end: moment((index + 1) * INTERVAL),
    traded: 1,
    metered: 1,
    delivered: 1,
    price: 0.2,
    amount,
    traded_amount: null, saved: null, grid_takes: 0.3, grid_pays: 0.08,
  estimated: false,
    late: false,
  };
}

test("new answers replace what they cover and leave what is older", () => {
  const known = merge([], [answer(1, 0.1), answer(2, null), answer(3, null)], INTERVAL);
  const from = changesFrom(known, 0);
  assert.equal(from, 2 * INTERVAL, "asked again from the first interval that is not settled");
  const later = merge(known, [answer(2, 0.2), answer(3, null), answer(4, null)], from);
  assert.deepEqual(later.map(({ amount }) => amount), [0.1, 0.2, null, null]);
});

test("where all is settled, only what comes after it is asked for", () => {
  assert.equal(changesFrom(merge([], [answer(1, 0.1)], INTERVAL), 0), 2 * INTERVAL);
  assert.equal(changesFrom([], 123), 123);
});

test("all words of a search must occur, in any order and case", () => {
  const rows = [{ words: "sat, 21 nov sold settled" }, { words: "sun, 22 nov bought settled estimated" }];
  assert.equal(search(rows, "  ").length, 2);
  assert.equal(search(rows, "Nov SOLD").length, 1);
  assert.equal(search(rows, "estimated 21").length, 0);
});
