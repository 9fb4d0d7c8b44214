import { type PropertyValues, type TemplateResult, css, html, nothing, svg } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Board, BoardTotals } from "../board";
import { type CardForm, EnergyTradeCard, cardForm, pageLanguage } from "../card";
import { formatDay, formatDayShort, formatEnergy, formatMoney } from "../format";
import type { CardConfig } from "../ha";
import { DOMAIN } from "../homes";
import { type TextKey, text } from "../texts";

type Period = "today" | "month" | "all";

const PERIODS: readonly (readonly [Period, TextKey])[] = [
  ["today", "today"],
  ["month", "month"],
  ["all", "all_time"],
];

export interface MoneyConfig extends CardConfig {
  period?: Period;
  chart?: boolean;
}

interface Day extends BoardTotals {
  start: number;
}

interface Summary extends Record<Period, BoardTotals> {
  days: Day[];
}

@customElement("energy-trade-money-card")
export class MoneyCard extends EnergyTradeCard<MoneyConfig> {
  protected readonly titleKey = "money_title";
  @state() private summary: Summary | undefined;
  @state() private period: Period | undefined;
  @state() private day: number | undefined;
  private asked = "";

  static getStubConfig(): Partial<MoneyConfig> {
    return { period: "today", chart: true };
  }

  static getConfigForm(): CardForm {
    const options = PERIODS.map(([value, key]) => ({ value, label: text(pageLanguage(), key) }));
    return cardForm(
      { name: "period", selector: { select: { mode: "dropdown", options } } },
      { name: "chart", selector: { boolean: {} } },
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { board, home } = this;
    if (!board || !home) return;
    // Sums change with the totals, and with the day.
    const today = new Date().toDateString();
    const question = JSON.stringify([home.entry, board.totals, today]);
    if (question !== this.asked) void this.ask(question, home.entry);
  }

  private async ask(question: string, entry: string): Promise<void> {
    this.asked = question;
    try {
      const answer = await this.hass.callWS<Summary | null>({ type: `${DOMAIN}/summary`, config_entry_id: entry });
      if (question === this.asked) this.summary = answer ?? undefined;
    } catch {
      // The feed tells what is wrong, and brings new totals once it is right again.
      if (question === this.asked) this.asked = "";
    }
  }

  private get shown(): Period {
    return this.period ?? this.config.period ?? "today";
  }

  protected override aside(): TemplateResult | typeof nothing {
    if (!this.summary) return nothing;
    return html`
      <div class="tabs" role="tablist" aria-label=${this.text("period")} @keydown=${this.onTabKey}>
        ${PERIODS.map(
          ([period, key]) => html`
            <button
              role="tab"
              aria-selected=${period === this.shown}
              tabindex=${period === this.shown ? 0 : -1}
              @click=${() => (this.period = period)}
            >${this.text(key)}</button>
          `,
        )}
      </div>
    `;
  }

  private readonly onTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const index = PERIODS.findIndex(([period]) => period === this.shown);
    const next = PERIODS[(index + step + PERIODS.length) % PERIODS.length];
    if (!next) return;
    this.period = next[0];
    event.preventDefault();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };

  protected content(board: Board): TemplateResult {
    if (!this.summary) return html`${this.balance(board)}${this.notice(board.totals ? "loading" : "money_empty")}`;
    const sums = this.summary[this.shown];
    return html`
      <div role="tabpanel">${isNothing(sums) ? this.notice("money_none") : this.sums(board, sums)}</div>
      ${this.config.chart === false ? nothing : this.chart(board, this.summary.days)} ${this.balance(board)}
    `;
  }

  private sums(board: Board, sums: BoardTotals): TemplateResult {
    return html`
      ${this.headline(board, sums)} ${this.comparison(board, sums)}
      <dl>
        ${this.row(board, "sold", "--et-sold", sums.sold, sums.compensation)}
        ${this.row(board, "bought", "--et-bought", sums.bought, -sums.cost)}
        ${sums.other ? this.row(board, "rest", "--et-muted", undefined, sums.other) : nothing}
      </dl>
    `;
  }

  private headline(board: Board, { savings }: BoardTotals): TemplateResult {
    return html`
      <div class="headline">
        <span class="saved number money ${savings < 0 ? "bad" : "good"}">${formatMoney(this.hass, Math.abs(savings), board.currency)}</span>
        <span class="muted">${this.text(savings < 0 ? "lost" : "saved_against")}</span>
      </div>
    `;
  }

  /** Two bars: what the same energy came to with the community, and what it would have come to with the grid alone. */
  private comparison(board: Board, { amount, savings }: BoardTotals): TemplateResult {
    const grid = amount - savings;
    const longest = Math.max(Math.abs(amount), Math.abs(grid), 1e-9);
    const bar = (key: TextKey, value: number, color: string): TemplateResult => html`
      <div class="bar">
        <span>${this.text(key)}</span>
        <span class="track"><i style="width:${(Math.abs(value) / longest) * 100}%;background:var(${color})"></i></span>
        <span class="number money">${formatMoney(this.hass, value, board.currency, { sign: true })}</span>
      </div>
    `;
    return html`
      <div class="bars">
        ${bar("with_community", amount, "--et-price")}${bar("grid_only", grid, "--et-muted")}
      </div>
    `;
  }

  private row(board: Board, key: TextKey, color: string, energy: number | undefined, amount: number): TemplateResult {
    const money = formatMoney(this.hass, amount, board.currency, { sign: true });
    return html`
      <div title=${key === "rest" ? this.text("rest_help") : ""}>
        <dt><i style="background:var(${color})"></i>${this.text(key)}</dt>
        <dd class="number muted">${energy === undefined ? "" : formatEnergy(this.hass, energy)}</dd>
        <dd class="number money">${money}</dd>
      </div>
    `;
  }

  private balance(board: Board): TemplateResult | typeof nothing {
    if (board.balance === null) return nothing;
    const available = board.available === null ? "" : formatMoney(this.hass, board.available, board.currency);
    return html`
      <div class="balance">
        <span>${this.text("balance")}</span>
        <span class="muted">${available && this.text("available", { amount: available })}</span>
        <span class="number money">${formatMoney(this.hass, board.balance, board.currency)}</span>
      </div>
    `;
  }

  private chart(board: Board, days: readonly Day[]): TemplateResult | typeof nothing {
    const used = days.slice(Math.max(0, days.findIndex(({ amount, sold, bought }) => amount || sold || bought)));
    const shown = used.length < 7 ? days.slice(-7) : used;
    if (this.shown === "today" || shown.every(({ savings }) => !savings)) return nothing;
    const most = Math.max(...shown.map(({ savings }) => savings), 0);
    const least = Math.min(...shown.map(({ savings }) => savings), 0);
    const y = (value: number): number => ((most - value) / (most - least || 1)) * 100;
    const width = 100 / shown.length;
    const chosen = this.day === undefined ? undefined : shown[this.day];
    const first = shown[0];
    const last = shown.at(-1);
    const tell = (day: Day): string =>
      `${formatDay(this.hass, day.start)}: ${formatMoney(this.hass, day.savings, board.currency, { sign: true })}`;
    return html`
      <h3>${chosen ? tell(chosen) : this.text("days_label")}</h3>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${shown.map(tell).join(", ")}>
        ${shown.map(
          (day, index) => svg`
            <rect class="slot" x=${index * width} y="0" width=${width} height="100"
              @pointerenter=${() => (this.day = index)} @pointerleave=${() => (this.day = undefined)}></rect>
            <rect class=${day.savings < 0 ? "bad" : "good"} x=${index * width + width * 0.12} width=${width * 0.76}
              y=${Math.min(y(day.savings), y(0))} height=${Math.abs(y(day.savings) - y(0))}></rect>`,
        )}
        <line x1="0" x2="100" y1=${y(0)} y2=${y(0)}></line>
      </svg>
      <div class="ends muted" aria-hidden="true">
        <span>${first ? formatDayShort(this.hass, first.start) : ""}</span>
        <span>${last ? formatDayShort(this.hass, last.start) : ""}</span>
      </div>
    `;
  }

  override getGridOptions(): { columns: number; min_columns: number; rows: "auto" } {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      .tabs {
        display: flex;
        gap: 2px;
        padding: 2px;
        border-radius: 18px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
      }
      .tabs button {
        min-height: 32px;
        padding: 0 12px;
        border: 0;
        border-radius: 16px;
        background: none;
        font-size: 13px;
        color: var(--et-muted);
      }
      .tabs [aria-selected="true"] {
        background: var(--card-background-color, #fff);
        color: var(--primary-text-color);
        box-shadow: 0 1px 2px rgb(0 0 0 / 20%);
      }
      .headline {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
      }
      .saved {
        font-size: 30px;
        line-height: 1.25;
      }
      .saved.bad {
        color: var(--et-bad);
      }
      .saved.good {
        color: color-mix(in srgb, var(--et-good) 78%, var(--primary-text-color));
      }
      .bars {
        margin: 12px 0 16px;
      }
      .bar {
        display: grid;
        grid-template-columns: minmax(90px, 11.5em) 1fr minmax(72px, auto);
        align-items: center;
        gap: 10px;
        min-height: 26px;
      }
      .bar .number {
        text-align: end;
      }
      .track {
        height: 10px;
        border-radius: 5px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
        overflow: hidden;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 5px;
        transition: width 0.3s;
      }
      dl {
        margin: 0;
      }
      dl > div {
        display: grid;
        grid-template-columns: 1fr auto minmax(84px, auto);
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      dt {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      dt i {
        width: 8px;
        height: 8px;
        border-radius: 50%;
      }
      dd {
        margin: 0;
        text-align: end;
      }
      svg {
        display: block;
        width: 100%;
        height: 72px;
      }
      .slot {
        fill: transparent;
      }
      .slot:hover {
        fill: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      rect {
        pointer-events: none;
      }
      .slot {
        pointer-events: all;
      }
      svg .good {
        fill: var(--et-good);
      }
      svg .bad {
        fill: var(--et-bad);
      }
      line {
        stroke: var(--et-line);
        vector-effect: non-scaling-stroke;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: 11px;
      }
      .balance {
        display: grid;
        grid-template-columns: 1fr minmax(0, auto) minmax(0, auto);
        align-items: baseline;
        gap: 12px;
        margin-top: 12px;
        padding-top: 10px;
        border-top: 1px solid var(--et-line);
      }
      .balance .number {
        font-weight: 500;
        text-align: end;
        overflow-wrap: anywhere;
      }
      @container (max-width: 340px) {
        .bar {
          grid-template-columns: 1fr auto;
        }
        .track {
          grid-column: 1 / -1;
          grid-row: 2;
        }
      }
    `,
  ];
}

/** Whether nothing of a time is settled, not even what was not traded. */
function isNothing({ sold, bought, amount, savings }: BoardTotals): boolean {
  return !sold && !bought && !amount && !savings;
}
