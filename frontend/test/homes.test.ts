import assert from "node:assert/strict";
import test from "node:test";
import type { Hass } from "../src/ha";
import { findHomes } from "../src/homes";

function device(id: string, name: string, entry: string, ending: string): [string, NonNullable<Hass["devices"][string]>] {
  return [id, { id, name, primary_config_entry: entry, config_entries: [entry], identifiers: [["energy_trade", `1-0x1-${ending}`]] }];
}

function entity(entity_id: string, device_id: string, translation_key: string, platform = "energy_trade"): [string, Hass["entities"][string]] {
  return [entity_id, { entity_id, device_id, translation_key, platform }];
}

test("homes are found from registries that any user may read, in a steady order", () => {
  const devices = Object.fromEntries([
    device("d1", "Home in Oak Street", "e2", "home"),
    device("d2", "Oak Street", "e2", "community"),
    device("d3", "Home in Elm Street", "e1", "home"),
    device("d4", "A lamp", "e9", "lamp"),
    device("d5", "Battery", "e2", "01BATTERY"),
  ]);
  const entities = Object.fromEntries([
    entity("sensor.oak_balance", "d1", "balance"),
    entity("sensor.oak_price", "d2", "price"),
    entity("sensor.elm_balance", "d3", "balance"),
    entity("light.lamp", "d4", "lamp", "hue"),
    entity("switch.oak_battery_allow_control", "d5", "allow_control"),
  ]);
  const homes = findHomes({ devices, entities });
  assert.deepEqual(homes.map(({ entry, name, community }) => [entry, name, community]), [
    ["e1", "Home in Elm Street", ""],
    ["e2", "Home in Oak Street", "Oak Street"],
  ]);
  assert.equal(homes[1]!.entities.get("price"), "sensor.oak_price");
  assert.equal(homes[1]!.entities.get("allow_control"), undefined, "a device's are its own");
  assert.deepEqual(homes[1]!.devices.map(({ name }) => name), ["Battery"]);
  assert.equal(findHomes({ devices, entities }), homes, "the same registries give the same homes");
});

test("homes are told apart by their community, else by what people call them, else by number", () => {
  const labels = (...homes: [entry: string, home: string, community: string][]): string[] => {
    const devices = Object.fromEntries(
      homes.flatMap(([entry, home, community]) => [
        device(`${entry}h`, home, entry, "home"),
        device(`${entry}c`, community, entry, "community"),
      ]),
    );
    const entities = Object.fromEntries(
      homes.flatMap(([entry]) => [entity(`sensor.${entry}`, `${entry}h`, "balance"), entity(`sensor.${entry}c`, `${entry}c`, "price")]),
    );
    return findHomes({ devices, entities }).map(({ label }) => label);
  };
  assert.deepEqual(labels(["e1", "Home in Oak Lane", "Oak Lane"], ["e2", "Home in Elm Court", "Elm Court"]), ["Elm Court", "Oak Lane"]);
  assert.deepEqual(labels(["e1", "Granny's flat", "Oak Lane"], ["e2", "Home", "Oak Lane"]), ["Granny's flat", "Home"]);
  assert.deepEqual(labels(["e2", "Home", "Oak Lane"], ["e1", "Home", "Oak Lane"]), ["Home 1", "Home 2"]);
});
