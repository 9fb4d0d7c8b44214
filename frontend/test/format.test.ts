import assert from "node:assert/strict";
import test from "node:test";
import { digitsOf, timeSplits } from "../src/splits";
import { clockOffset, formatEnergy, formatMoney, formatPrice, formatSpan } from "../src/format";
import type { Locale } from "../src/ha";

function reader(language: string, others: Partial<Locale> = {}): { locale: Locale; config: { time_zone: string; currency: string } } {
  return {
    locale: { language, number_format: "language", time_format: "language", time_zone: "server", ...others },
    config: { time_zone: "Europe/Berlin", currency: "EUR" },
  };
}

test("money is written as the reader's language does, in the community's currency", () => {
  assert.equal(formatMoney(reader("en"), 1234.5, "EUR"), "€1,234.50");
  assert.equal(formatMoney(reader("de"), 1234.5, "EUR"), "1.234,50\u00a0€");
  assert.equal(formatMoney(reader("ko"), 1234.5, "KRW"), "₩1,235");
  assert.equal(formatMoney(reader("en"), 3, "Sun points"), "3.00 Sun points");
  assert.equal(formatMoney(reader("en"), -0.004, "EUR"), "€0.00", "what rounds to nothing has no sign");
  assert.equal(formatMoney(reader("en"), 0.25, "EUR", { sign: true }), "+€0.25");
});

test("the number format that the user chose goes before the language's", () => {
  assert.equal(formatEnergy(reader("en", { number_format: "decimal_comma" }), 1234.25), "1.234 kWh");
  assert.equal(formatEnergy(reader("en", { number_format: "none" }), 1234.25), "1234 kWh");
});

test("a few watt-hours are not written as nothing", () => {
  assert.equal(formatEnergy(reader("en"), 0.004), "0.004 kWh");
  assert.equal(formatEnergy(reader("en"), 0), "0.00 kWh");
  assert.equal(formatEnergy(reader("en"), 0.05), "0.05 kWh");
});

test("prices keep the digits that tell them apart", () => {
  assert.equal(formatPrice(reader("en"), 0.1875, "EUR"), "€0.188/kWh");
  assert.equal(formatPrice(reader("ko"), 187.5, "KRW"), "₩187.5/kWh");
  assert.equal(formatPrice(reader("ko"), 0, "KRW"), "₩0.0/kWh");
  assert.equal(formatPrice(reader("en"), -0.0215, "EUR"), "-€0.022/kWh");
});

test("times follow the server's zone and the chosen clock", () => {
  const noon = Date.UTC(2026, 10, 21, 11, 0) / 1000;
  assert.equal(formatSpan(reader("en", { time_format: "24" }), noon, noon + 900, noon), "12:00 – 12:15");
  assert.equal(formatSpan(reader("en", { time_format: "12" }), noon, noon + 900, noon).replaceAll("\u202f", " "), "12:00 PM – 12:15 PM");
  assert.equal(formatSpan(reader("de", { time_format: "24" }), noon + 86_400, noon + 87_300, noon), "So., 22. Nov., 12:00 – 12:15");
});

test("where the clock is put back, the hour that comes twice says which one it is", () => {
  const before = Date.UTC(2026, 9, 25, 0, 45) / 1000;
  assert.equal(formatSpan(reader("en", { time_format: "24" }), before, before + 900, before), "02:45 GMT+2 – 02:00 GMT+1");
  assert.equal(formatSpan(reader("en", { time_format: "24" }), before + 900, before + 1800, before), "02:00 – 02:15");
  const spring = Date.UTC(2026, 2, 29, 0, 45) / 1000;
  assert.equal(formatSpan(reader("en", { time_format: "24" }), spring, spring + 900, spring), "01:45 – 03:00");
});

test("the time axis is divided at round moments of the reader's clock, as many as fit", () => {
  const start = Date.UTC(2026, 10, 21, 7, 30) / 1000;
  const splits = timeSplits(start, start + 86_400, 8, 5.5 * 3600);
  assert.ok(splits.length <= 9);
  assert.ok(splits.every((split) => (split + 5.5 * 3600) % 3600 === 0));
});

test("the reader's clock is the server's where the user wants that", () => {
  assert.equal(clockOffset(reader("en"), Date.UTC(2026, 6, 1) / 1000), 7200);
  assert.equal(clockOffset(reader("en"), Date.UTC(2026, 11, 1) / 1000), 3600);
});

test("all values beside an axis have as many decimals as the finest needs", () => {
  assert.equal(digitsOf([0, 0.05, 0.1, 0.15]), 2);
  assert.equal(digitsOf([0, 50, 100]), 0);
  assert.equal(digitsOf([-2.5, 0, 2.5]), 1);
});
