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

interface Section {
  type: "grid";
  column_span?: number;
  cards: Card[];
}

interface View {
  title: string;
  path: string;
  type: "sections" | "panel";
  max_columns?: number;
  sections?: Section[];
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
    const [first, second] = homes;
    return Promise.resolve({ views: first && !second ? onlyHome(hass, first) : severalHomes(hass, homes) });
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

/** Makes cards about one home. */
type Maker = (kind: string, options?: Record<string, unknown>) => Card;

const maker = ({ entry }: Home): Maker => (kind, options = {}) => ({ type: `custom:energy-trade-${kind}-card`, entry, ...options });

const FULL = { grid_options: { columns: "full" } };

/** All that one home has, on a page of its own. */
function homeSections(hass: Hass, home: Home): Section[] {
  const card = maker(home);
  return [
    {
      type: "grid",
      column_span: 2,
      cards: [card("questions", { ...FULL, hide_empty: true }), card("now", FULL), card("market", FULL), card("plan", FULL)],
    },
    {
      type: "grid",
      cards: [card("money", FULL), card("score", FULL), card("community", FULL)],
    },
    {
      type: "grid",
      cards: [
        { type: "heading", heading: text(hass.language, "section_controls") },
        ...tiles(CONTROLS, home.entities),
        ...home.devices.flatMap(({ name, entities }) => [
          { type: "heading", heading: name, heading_style: "subtitle" },
          ...tiles(DEVICE_PARTS, entities),
        ]),
      ],
    },
  ];
}

const offer = (hass: Hass): Card[] => (OfferCard.isWanted(hass) ? [{ type: "custom:energy-trade-offer-card", ...FULL }] : []);

const tradesSection = (home: Home): Section => ({
  type: "grid",
  column_span: 2,
  cards: [maker(home)("trades", { ...FULL, height: 14 })],
});

function onlyHome(hass: Hass, home: Home): View[] {
  const sections = homeSections(hass, home);
  sections.at(-1)?.cards.push(...offer(hass));
  return [
    { title: text(hass.language, "view_overview"), path: "overview", type: "sections", max_columns: 4, sections },
    { title: text(hass.language, "view_trades"), path: "trades", type: "sections", max_columns: 2, sections: [tradesSection(home)] },
  ];
}

/** Several homes: all at a glance, and a page for each; its trades stand at the end of it. */
function severalHomes(hass: Hass, homes: readonly Home[]): View[] {
  const path = ({ entry }: Home): string => `home-${entry.toLowerCase().slice(-8)}`;
  const glance = (home: Home): Section => {
    const card = maker(home);
    const tap_action = { action: "navigate", navigation_path: path(home) };
    return {
      type: "grid",
      cards: [
        { type: "heading", heading: home.label, icon: "mdi:home-lightning-bolt", tap_action },
        card("questions", { ...FULL, hide_empty: true }),
        card("now", FULL),
        card("money", { ...FULL, chart: false }),
      ],
    };
  };
  const offered = offer(hass);
  const overview: View = {
    title: text(hass.language, "view_overview"),
    path: "overview",
    type: "sections",
    max_columns: 4,
    sections: [...homes.map(glance), ...(offered.length ? [{ type: "grid" as const, cards: offered }] : [])],
  };
  return [
    overview,
    ...homes.map(
      (home): View => ({
        title: home.label,
        path: path(home),
        type: "sections",
        max_columns: 4,
        sections: [...homeSections(hass, home), tradesSection(home)],
      }),
    ),
  ];
}
