import assert from "node:assert/strict";
import test from "node:test";
import { explain } from "../src/explain";
import type { TradeNumbers } from "../src/ledger";

function trade(numbers: Partial<TradeNumbers>): TradeNumbers {
  return {
    traded: 0.5, metered: 0.5, delivered: 0.5, price: 0.19, amount: 0.095, traded_amount: 0.095, saved: 0.055,
    grid_takes: 0.3, grid_pays: 0.08, ...numbers,
  };
}

const told = (numbers: Partial<TradeNumbers>): [string, ...number[]][] =>
  explain(trade(numbers)).map(({ key, ...values }) => [key, ...Object.values(values).map((value) => Math.round(value * 1000) / 1000)]);

test("what was sold and delivered tells both prices and what it saved", () => {
  assert.deepEqual(told({}), [["trade_sold", 0.5, 0.19, 0.08], ["trade_out", 0.5], ["trade_better", 0.095, 0.055]]);
});

test("what was sold and then used at home says what had to be bought", () => {
  const numbers = { metered: -1, delivered: 0, amount: -0.45, traded_amount: 0, saved: -0.15 };
  assert.deepEqual(told(numbers), [
    ["trade_sold", 0.5, 0.19, 0.08], ["trade_in", 1], ["trade_short", 1.5, -0.45], ["trade_worse", -0.45, 0.15],
  ]);
});

test("what was bought compares with what the grid asks", () => {
  const numbers = { traded: -0.5, metered: -0.8, delivered: -0.5, amount: -0.18, traded_amount: -0.095, saved: 0.06 };
  assert.deepEqual(told(numbers), [
    ["trade_bought", 0.5, 0.19, 0.3], ["trade_in", 0.8], ["trade_more", 0.3, -0.085], ["trade_better", -0.18, 0.06],
  ]);
});

test("where nothing was traded the community still shared", () => {
  const numbers = { traded: 0, price: null, metered: 0.3, amount: 0.04, traded_amount: 0, saved: 0.0001 };
  assert.deepEqual(told(numbers), [["trade_none"], ["trade_out", 0.3], ["trade_to", 0.3, 0.04], ["trade_even", 0.04]]);
});

test("what is not settled claims nothing", () => {
  const numbers = { metered: null, amount: null, traded_amount: null, saved: null };
  assert.deepEqual(told(numbers), [["trade_sold", 0.5, 0.19, 0.08], ["trade_open"]]);
});

test("a meter that stayed silent says what was charged", () => {
  const numbers = { metered: null, delivered: 0, amount: -1.2, traded_amount: 0, saved: -1.2 };
  assert.deepEqual(told(numbers).map(([key]) => key), ["trade_sold", "trade_unmetered", "trade_worse"]);
});

test("where the supplier bills the rest, only what was traded has an amount", () => {
  const numbers = { metered: 2, amount: 0.095, traded_amount: 0.095 };
  assert.deepEqual(told(numbers).map(([key]) => key), ["trade_sold", "trade_out", "trade_better"]);
});
