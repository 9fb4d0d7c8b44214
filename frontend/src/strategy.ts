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

const DEVICE_PARTS = ["planned_start", "battery_mode", "plan_reason", "ready", "allow_control", "run_now"];

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

function tile(entity: string): Card {
  return { type: "tile", entity, name: { type: "entity" } };
}

function views(hass: Hass, home: Home, isOneOfSeveral: boolean): View[] {
  const say = (key: Parameters<typeof text>[1]): string => text(hass.language, key);
  const card = (kind: string, options: Record<string, unknown> = {}): Card => ({
    type: `custom:energy-trade-${kind}-card`,
    entry: home.entry,
    ...options,
  });
  const controls = CONTROLS.flatMap((key) => home.entities.get(key) ?? []);
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
          cards: [card("questions", { ...full, hide_empty: true }), card("market", full), card("plan", full)],
        },
        {
          type: "grid",
          cards: [card("money", full), card("community", full)],
        },
        {
          type: "grid",
          cards: [
            { type: "heading", heading: say("section_controls") },
            ...controls.map(tile),
            ...home.devices.flatMap(({ name, entities }) => [
              { type: "heading", heading: name, heading_style: "subtitle" },
              ...DEVICE_PARTS.flatMap((key) => entities.get(key) ?? []).map(tile),
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
