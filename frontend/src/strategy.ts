import { OfferCard } from "./cards/offer";
import type { Hass } from "./ha";
import { type Home, findHomes } from "./homes";
import { text } from "./texts";

interface StrategyConfig {
  type: string;
  /** Config entries of the homes to show; all where none is named. */
  homes?: string[];
}

interface Card extends Record<string, unknown> {
  type: string;
}

interface View {
  title: string;
  path: string;
  type: "sections" | "panel";
  max_columns?: number;
  sections?: { type: "grid"; column_span?: number; cards: Card[] }[];
  cards?: Card[];
}

const CONTROLS = ["trading", "selling", "buying", "lowest_selling_price", "highest_buying_price", "daily_limit"];

const DEVICE_PARTS = ["planned_start", "battery_mode", "allow_control", "ready", "run_now", "plan_reason", "mode_reason"];

/** Names or states too long for half a column, and the switch above two others. */
const WIDE = new Set(["trading", "lowest_selling_price", "highest_buying_price", "daily_limit", "plan_reason", "mode_reason"]);

/** Of what is not planned there is nothing to say. */
const ONLY_KNOWN = new Set(["planned_start", "battery_mode", "plan_reason", "mode_reason"]);

/** Makes the dashboard of all homes, or of those that it names, from what the registries hold. */
export class DashboardStrategy extends HTMLElement {
  static readonly configRequired = false;

  static getCreateSuggestions(hass: Hass): { title: string; icon: string } {
    return { title: text(hass.language, "strategy_name"), icon: "mdi:home-lightning-bolt" };
  }

  static generate(config: StrategyConfig, hass: Hass): Promise<{ views: View[] }> {
    const homes = findHomes(hass).filter(({ entry }) => config.homes?.includes(entry) ?? true);
    if (homes.length === 0) return Promise.resolve({ views: [emptyView(hass)] });
    return Promise.resolve({ views: homes.flatMap((home) => views(hass, home, homes.length > 1)) });
  }
}

function emptyView(hass: Hass): View {
  return {
    title: text(hass.language, "strategy_name"),
    path: "overview",
    type: "panel",
    cards: [{ type: "custom:energy-trade-market-card" }],
  };
}

function tiles(keys: readonly string[], entities: ReadonlyMap<string, string>): Card[] {
  return keys.flatMap((key) => {
    const entity = entities.get(key);
    return entity === undefined ? [] : tile(key, entity);
  });
}

function tile(key: string, entity: string): Card {
  const known = { condition: "state", entity, state_not: ["unknown", "unavailable"] };
  return {
    type: "tile",
    entity,
    name: { type: "entity" },
    ...(WIDE.has(key) ? { grid_options: { columns: "full" } } : {}),
    ...(ONLY_KNOWN.has(key) ? { visibility: [known] } : {}),
    // A button's state is when it was pressed last.
    ...(key === "run_now" ? { hide_state: true } : {}),
  };
}

function views(hass: Hass, home: Home, isOneOfSeveral: boolean): View[] {
  const say = (key: Parameters<typeof text>[1]): string => text(hass.language, key);
  const card = (kind: string, options: Record<string, unknown> = {}): Card => ({
    type: `custom:energy-trade-${kind}-card`,
    entry: home.entry,
    ...options,
  });
  const suffix = isOneOfSeveral ? `-${home.entry.toLowerCase().slice(-8)}` : "";
  const title = (key: Parameters<typeof text>[1]): string => (isOneOfSeveral ? `${home.name}: ${say(key)}` : say(key));
  const full = { grid_options: { columns: "full" } };
  return [
    {
      title: isOneOfSeveral ? home.name : say("view_overview"),
      path: `overview${suffix}`,
      type: "sections",
      max_columns: 4,
      sections: [
        {
          type: "grid",
          column_span: 2,
          cards: [card("questions", { ...full, hide_empty: true }), card("now", full), card("market", full), card("plan", full)],
        },
        {
          type: "grid",
          cards: [card("money", full), card("score", full), card("community", full)],
        },
        {
          type: "grid",
          cards: [
            { type: "heading", heading: say("section_controls") },
            ...tiles(CONTROLS, home.entities),
            ...home.devices.flatMap(({ name, entities }) => [
              { type: "heading", heading: name, heading_style: "subtitle" },
              ...tiles(DEVICE_PARTS, entities),
            ]),
            ...(OfferCard.isWanted(hass) ? [{ type: "custom:energy-trade-offer-card", ...full }] : []),
          ],
        },
      ],
    },
    {
      title: title("view_trades"),
      path: `trades${suffix}`,
      type: "sections",
      max_columns: 2,
      sections: [{ type: "grid", column_span: 2, cards: [card("trades", { ...full, height: 14 })] }],
    },
  ];
}
