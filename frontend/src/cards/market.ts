import { type TemplateResult, css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { type Board, type Interval, indexAt, intervals } from "../board";
import { type CardForm, cardForm } from "../card";
import type { Layer, Pane } from "../chart";
import { currencySymbol, formatAxis, formatEnergy, formatPrice, formatSpan, isFine } from "../format";
import type { CardConfig } from "../ha";
import type { TextKey } from "../texts";
import { type Fact, TimelineCard } from "../timeline";

export interface MarketConfig extends CardConfig {
  energy?: boolean;
  community?: boolean;
}

@customElement("energy-trade-market-card")
export class MarketCard extends TimelineCard<MarketConfig> {
  protected readonly titleKey = "market_title";
  private made: { board: Board; config: MarketConfig; language: string; line: Interval[]; panes: Pane[] } | undefined;

  static getStubConfig(): Partial<MarketConfig> {
    return { energy: true, community: true };
  }

  static getConfigForm(): CardForm {
    return cardForm(
      { name: "energy", selector: { boolean: {} } },
      { name: "community", selector: { boolean: {} } },
    );
  }

  protected content(board: Board): TemplateResult {
    if (board.blocks.length === 0) return this.notice("market_empty");
    const { line, panes } = this.picture(board);
    const interval = line[this.shownIndex(line)];
    const fine = isFine(board.interval_seconds);
    return html`
      ${interval ? this.readout(board, interval, fine) : nothing}
      ${this.drawing(line, panes, "market_label", interval ? this.spoken(board, interval, fine) : "")}
      ${this.legend(board)}
    `;
  }

  /** The picture is made once for each board: choosing an interval must not make it again. */
  private picture(board: Board): NonNullable<typeof this.made> {
    const { config, made } = this;
    const language = this.hass.language + this.hass.locale.number_format;
    if (made?.board === board && made.config === config && made.language === language) return made;
    const line = intervals(board);
    const panes = [this.prices(board, line)];
    if (config.energy !== false) panes.push(this.energy(line));
    if (config.community !== false) panes.push(this.community(line));
    return (this.made = { board, config, language, line, panes });
  }

  private prices(board: Board, line: Interval[]): Pane {
    const now = indexAt(line, this.now());
    const layers: Layer[] = [
      { values: line.map(({ retail }) => retail), kind: "steps", color: "--et-bought", width: 1, dash: [4, 3] },
      { values: line.map(({ feedIn }) => feedIn), kind: "steps", color: "--et-sold", width: 1, dash: [4, 3] },
      {
        values: line.map(({ order }, index) => (index > now && order?.side === "sell" ? order.price : null)),
        kind: "steps",
        color: "--et-sold",
        width: 3,
      },
      {
        values: line.map(({ order }, index) => (index > now && order?.side === "buy" ? order.price : null)),
        kind: "steps",
        color: "--et-bought",
        width: 3,
      },
      { values: line.map(({ expected }) => expected), kind: "steps", color: "--et-price", width: 1.5, dash: [2, 3] },
      { values: line.map(({ price }) => price), kind: "steps", color: "--et-price", width: 2.5, fill: 0.14 },
    ];
    const title = `${currencySymbol(board.currency)}/kWh`;
    return { title, height: 204, layers, format: this.plain, include: [0] };
  }

  private energy(line: Interval[]): Pane {
    const signed = ({ order }: Interval): number | null => order && (order.side === "sell" ? order.energy : -order.energy);
    const only = (sign: number, pick: (each: Interval) => number | null): (number | null)[] =>
      line.map((each) => {
        const value = pick(each);
        return value !== null && value * sign > 0 ? value : null;
      });
    const layers: Layer[] = [
      { values: only(1, signed), kind: "bars", color: "--et-sold", fill: 0.3 },
      { values: only(-1, signed), kind: "bars", color: "--et-bought", fill: 0.3 },
      { values: only(1, ({ traded }) => traded), kind: "bars", color: "--et-sold", fill: 0.95 },
      { values: only(-1, ({ traded }) => traded), kind: "bars", color: "--et-bought", fill: 0.95 },
      { values: line.map(({ metered }) => metered), kind: "steps", color: "--primary-text-color", width: 1.25 },
    ];
    return { title: this.paneTitle("your_energy", "sold", "bought"), height: 122, layers, format: this.kwh, include: [-0.01, 0.01] };
  }

  private community(line: Interval[]): Pane {
    const known = (pick: (each: Interval) => number): (number | null)[] =>
      line.map((each) => (each.offered || each.wanted ? pick(each) : null));
    const layers: Layer[] = [
      { values: known(({ wanted }) => -wanted), kind: "bars", color: "--et-bought", fill: 0.55 },
      { values: known(({ offered }) => offered), kind: "bars", color: "--et-sold", fill: 0.55 },
    ];
    return { title: this.paneTitle("all_homes", "offered", "wanted"), height: 112, layers, format: this.kwh, include: [-0.01, 0.01] };
  }

  /** Whose energy, in which unit, and what stands above and below the line. */
  private paneTitle(whose: TextKey, above: TextKey, below: TextKey): string {
    return `${this.text(whose)}, kWh: ${this.text(above)} ↑ ${this.text(below)} ↓`;
  }

  private readonly kwh = (value: number, digits: number): string => formatAxis(this.hass, Math.abs(value), digits);

  private priceText(board: Board, interval: Interval): string {
    if (interval.price !== null) return formatPrice(this.hass, interval.price, board.currency);
    if (interval.expected !== null) return this.text("about", { price: formatPrice(this.hass, interval.expected, board.currency) });
    // A position, if only of nothing, is there once the interval is cleared.
    return this.text(interval.traded !== null || interval.end <= this.now() ? "no_price" : "not_cleared");
  }

  private orderText(board: Board, { order }: Interval): string {
    if (!order) return this.text("no_order");
    const key: TextKey = order.side === "sell" ? "sell_order" : "buy_order";
    const values = { energy: formatEnergy(this.hass, order.energy), price: formatPrice(this.hass, order.price, board.currency) };
    return this.text(key, values);
  }

  private tradedText({ traded }: Interval): string {
    if (traded === null) return "–";
    const text = formatEnergy(this.hass, Math.abs(traded));
    return traded === 0 ? text : `${this.text(traded > 0 ? "sold" : "bought")} ${text}`;
  }

  private facts(board: Board, interval: Interval): Fact[] {
    const { hass } = this;
    return [
      ["grid_takes", formatPrice(hass, interval.retail, board.currency)],
      ["grid_pays", formatPrice(hass, interval.feedIn, board.currency)],
      ["order", this.orderText(board, interval)],
      ["position", this.tradedText(interval)],
      ["offered", formatEnergy(hass, interval.offered)],
      ["wanted", formatEnergy(hass, interval.wanted)],
    ];
  }

  private when(interval: Interval, fine: boolean): string {
    const now = this.now();
    const span = formatSpan(this.hass, interval.start, interval.end, now, fine);
    return interval.start <= now && now < interval.end ? `${this.text("now")} · ${span}` : span;
  }

  private spoken(board: Board, interval: Interval, fine: boolean): string {
    return this.told(this.when(interval, fine), [priceKey(board), this.priceText(board, interval)], ...this.facts(board, interval));
  }

  private readout(board: Board, interval: Interval, fine: boolean): TemplateResult {
    return html`
      <div class="readout" aria-hidden="true">
        <div class="main">
          <div class="muted">${this.when(interval, fine)}</div>
          <div class="price number money">${this.priceText(board, interval)}</div>
        </div>
        ${this.factList(this.facts(board, interval))}
      </div>
    `;
  }

  private legend(board: Board): TemplateResult {
    return this.legendOf([
      ["line", "--et-price", priceKey(board)],
      ["dash", "--et-price", "expected"],
      ["dash", "--et-bought", "grid_takes"],
      ["dash", "--et-sold", "grid_pays"],
      ["line", "--et-sold", "your_limit"],
      ["bar", "--et-sold", "sold"],
      ["bar", "--et-bought", "bought"],
      ["bar pale", "--et-sold", "ordered"],
      ...(this.config.energy === false ? [] : [["line thin", "--primary-text-color", "metered"] as const]),
    ]);
  }

  static override readonly styles = [
    ...TimelineCard.styles,
    css`
      .readout {
        display: grid;
        grid-template-columns: minmax(150px, auto) minmax(0, 1fr);
        gap: 4px 24px;
        align-items: end;
      }
      .price {
        font-size: 26px;
        line-height: 1.25;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 4px 16px;
      }
      dd.number {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .legend i {
        border-top-width: 3px;
      }
      .legend .dash {
        border-top: 1px dashed var(--c);
      }
      .legend .thin {
        border-top-width: 1px;
      }
      .legend .bar {
        height: 10px;
        width: 8px;
        border: 0;
        border-radius: 1px;
        background: var(--c);
      }
      .legend .pale {
        opacity: 0.3;
      }
      @container (max-width: 520px) {
        .readout {
          grid-template-columns: 1fr;
        }
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];
}

/** What the price is called: where lines are narrow, each zone has its own. */
const priceKey = ({ zones }: Board): TextKey => ((zones ?? 1) > 1 ? "zone_price" : "price");
