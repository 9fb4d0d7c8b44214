import assert from "node:assert/strict";
import test from "node:test";
import type { Interval } from "../src/board";
import { cheapestHour } from "../src/cheapest";

function line(...prices: (number | null)[]): Interval[] {
  return prices.map((price, index) => ({
    start: index * 900, end: (index + 1) * 900, phase: "open", gate: 0, retail: 0.3, feedIn: 0.08, price: null,
    expected: price, order: null, traded: null, metered: null, offered: 0, wanted: 0,
  }));
}

function cheapest(...prices: (number | null)[]): ReturnType<typeof cheapestHour> {
  const made = line(...prices);
  const [current] = made;
  assert.ok(current);
  return cheapestHour(made, current);
}

test("the cheapest hour to come is found, the earliest of several alike", () => {
  const best = cheapest(0.25, 0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1);
  assert.deepEqual([best?.start, best?.end, Math.round((best?.price ?? 0) * 1000)], [1800, 5400, 100]);
});

test("no hour is recommended that is no cheaper than now", () => {
  assert.equal(cheapest(0.2, 0.2, 0.2, 0.2, 0.2), undefined);
  assert.equal(cheapest(0.2, 0.19, 0.195, 0.195, 0.199), undefined);
});

test("what nobody knows is not counted on", () => {
  assert.equal(cheapest(0.3, 0.1, 0.1, null, 0.1, 0.1), undefined);
  assert.equal(cheapest(0.3), undefined);
});

test("negative prices are cheaper than none", () => {
  assert.equal(cheapest(0.01, -0.02, -0.02, -0.02, -0.02)?.start, 900);
});
