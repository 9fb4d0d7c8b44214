import assert from "node:assert/strict";
import test from "node:test";
import type { Hass } from "../src/ha";

// Elements are classes of a browser; what a strategy makes is plain data.
Object.assign(globalThis, { HTMLElement: class {}, customElements: { define: () => undefined, get: () => undefined } });
Object.assign(globalThis, { document: { createTreeWalker: () => ({}), createComment: () => ({}) }, location: { pathname: "/mine" } });

function hass(...homes: string[]): Hass {
  const entities: Hass["entities"] = {};
  const devices: Hass["devices"] = {};
  for (const name of homes) {
    const entry = `01${name.toUpperCase()}`;
    devices[name] = { id: name, name, config_entries: [entry], identifiers: [["energy_trade", `1-${name}-home`]] };
    devices[`${name}b`] = { id: `${name}b`, name: `${name} battery`, config_entries: [entry], identifiers: [["energy_trade", `1-${name}-b`]] };
    const add = (id: string, key: string, device: string): void => {
      entities[id] = { entity_id: id, platform: "energy_trade", translation_key: key, device_id: device };
    };
    add(`switch.${name}_selling`, "selling", name);
    add(`switch.${name}_trading`, "trading", name);
    add(`switch.${name}_battery`, "allow_control", `${name}b`);
    add(`sensor.${name}_reason`, "plan_reason", `${name}b`);
  }
  return { entities, devices, language: "en", panels: {} } as unknown as Hass;
}

const { DashboardStrategy } = await import("../src/strategy");
const config = { type: "custom:energy-trade" };

test("one home gets an overview with everything and a page for its trades", async () => {
  const { views } = await DashboardStrategy.generate(config, hass("elm"));
  assert.deepEqual(views.map(({ title, path }) => [title, path]), [["Overview", "overview"], ["Trades", "trades"]]);
  const cards = views.flatMap(({ sections }) => sections ?? []).flatMap((section) => section.cards);
  const kinds = cards.map(({ type }) => /energy-trade-(\w+)-card/.exec(type)?.[1]).filter(Boolean);
  assert.deepEqual(kinds, ["questions", "now", "market", "plan", "money", "score", "community", "trades"]);
  assert.ok(cards.filter(({ type }) => type.startsWith("custom:")).every((card) => card["entry"] === "01ELM"));
  const tiles = cards.filter(({ type }) => type === "tile").map((card) => card["entity"]);
  assert.deepEqual(tiles, ["switch.elm_trading", "switch.elm_selling", "switch.elm_battery", "sensor.elm_reason"], "in a steady order");
});

test("what is not planned leaves no tile that says unknown", async () => {
  const { views } = await DashboardStrategy.generate(config, hass("elm"));
  const reason = views.flatMap(({ sections }) => sections ?? []).flatMap(({ cards }) => cards).find(({ entity }) => entity === "sensor.elm_reason");
  assert.deepEqual(reason?.["visibility"], [{ condition: "state", entity: "sensor.elm_reason", state_not: ["unknown", "unavailable"] }]);
});

test("several homes are seen at a glance, and get pages of their own under addresses that differ", async () => {
  const { views } = await DashboardStrategy.generate(config, hass("oak", "elm"));
  assert.deepEqual(views.map(({ title }) => title), ["Overview", "elm", "oak"]);
  assert.equal(new Set(views.map(({ path }) => path)).size, 3);
  const [overview, elm] = views;
  const headings = overview?.sections?.map(({ cards }) => cards[0]) ?? [];
  assert.deepEqual(headings.map((heading) => heading?.["heading"]), ["elm", "oak"]);
  assert.deepEqual(headings[0]?.["tap_action"], { action: "navigate", navigation_path: elm?.path }, "a touch leads there");
  const entries = new Set(elm?.sections?.flatMap(({ cards }) => cards).map((card) => card["entry"]).filter(Boolean));
  assert.deepEqual([...entries], ["01ELM"], "a page is about one home");
  assert.ok(elm?.sections?.some(({ cards }) => cards.some(({ type }) => type === "custom:energy-trade-trades-card")));
});

test("a dashboard can name the homes that it shows", async () => {
  const { views } = await DashboardStrategy.generate({ ...config, homes: ["01OAK"] }, hass("oak", "elm"));
  assert.deepEqual(views.map(({ title }) => title), ["Overview", "Trades"]);
});

test("without a home it says what to do", async () => {
  const { views } = await DashboardStrategy.generate(config, hass());
  assert.deepEqual(views.map(({ cards }) => cards), [[{ type: "custom:energy-trade-market-card" }]]);
});
