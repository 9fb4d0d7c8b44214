import "./chart";
import "./cards/community";
import "./cards/market";
import "./cards/money";
import "./cards/now";
import "./cards/offer";
import "./cards/plan";
import "./cards/questions";
import "./cards/score";
import "./cards/trades";
import { pageLanguage } from "./card";
import { DashboardStrategy } from "./strategy";
import { type TextKey, text } from "./texts";

declare global {
  interface Window {
    customCards?: Record<string, unknown>[];
    customStrategies?: Record<string, unknown>[];
  }
}

const CARDS = ["now", "market", "plan", "money", "score", "trades", "community", "questions"] as const;
const HELP = "https://github.com/energy-trade/energy-trade";

customElements.define("ll-strategy-dashboard-energy-trade", DashboardStrategy);

// Home Assistant reads these lists when it shows them; by then it knows its user's language.
function offer(list: "customCards" | "customStrategies", type: string, key: string, extra: Record<string, unknown>): void {
  const entries = (window[list] ??= []);
  if (entries.some((entry) => entry["type"] === type)) return;
  const isStrategy = list === "customStrategies";
  entries.push({
    type,
    get name() {
      const name = text(pageLanguage(), (isStrategy ? "strategy_name" : `${key}_title`) as TextKey);
      return isStrategy ? name : `Energy Trade: ${name}`;
    },
    get description() {
      return text(pageLanguage(), `${key}_description` as TextKey);
    },
    documentationURL: HELP,
    ...extra,
  });
}

for (const card of CARDS) offer("customCards", `energy-trade-${card}-card`, card, { preview: true });
offer("customStrategies", "energy-trade", "strategy", { strategyType: "dashboard" });
