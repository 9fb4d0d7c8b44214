import assert from "node:assert/strict";
import test from "node:test";
import { type Board, blockAt, indexAt, intervals } from "../src/board";

const block = {
  start: 7200,
  gate: 6900,
  phase: "delivering" as const,
  grid_takes: Array.from({ length: 8 }, () => 0.3),
  grid_pays: Array.from({ length: 8 }, () => 0.08),
  prices: [0.19, null, null, null, null, null, null, null],
  orders: [],
  traded: [0.5, -0.2, null, null, null, null, null, null],
  metered: [],
  offered: Array.from({ length: 8 }, () => 1),
  wanted: Array.from({ length: 8 }, () => 2),
};

test("blocks lie out as intervals, whatever they do not tell yet", () => {
  const line = intervals({ blocks: [block], interval_seconds: 900 });
  assert.equal(line.length, 8);
  assert.deepEqual(
    { start: line[1]?.start, end: line[1]?.end, traded: line[1]?.traded, price: line[1]?.price, order: line[1]?.order, metered: line[1]?.metered },
    { start: 8100, end: 9000, traded: -0.2, price: null, order: null, metered: null },
  );
});

test("a moment finds its interval, and the nearest one outside", () => {
  const line = intervals({ blocks: [block], interval_seconds: 900 });
  assert.equal(indexAt(line, 8100), 1);
  assert.equal(indexAt(line, 8999), 1);
  assert.equal(indexAt(line, 0), 0);
  assert.equal(indexAt(line, 1e9), 7);
});

test("the block in delivery is the one that a moment lies in", () => {
  const board = { blocks: [block], interval_seconds: 900 } as unknown as Board;
  assert.equal(blockAt(board, 7200)?.start, 7200);
  assert.equal(blockAt(board, 14_400), undefined);
});
