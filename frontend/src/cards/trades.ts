import { virtualize } from "@lit-labs/virtualizer/virtualize.js";
import { type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { Board } from "../board";
import { type CardForm, EnergyTradeCard, cardForm } from "../card";
import { type Clause, explain } from "../explain";
import { fineDigits, formatDay, formatEnergy, formatMoney, formatPrice, formatTime, isFine } from "../format";
import type { CardConfig, GridOptions } from "../ha";
import { DOMAIN } from "../homes";
import { type Row, type Trade, type TradeAnswer, changesFrom, merge, search } from "../ledger";

const DAY_SECONDS = 86_400;
const DEFAULT_DAYS = 31;
/** A reading may come, and correct what was settled, for so long. */
const CORRECTED_SECONDS = 8 * DAY_SECONDS;
const DEFAULT_HEIGHT = 10;
const ROW_PIXELS = 44;
/** What a table grows by to show an explanation; longer ones can be scrolled to. */
const EXPLANATION_PIXELS = 132;

const CHEVRON = html`
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <path fill="currentColor" d="M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z"></path>
  </svg>
`;

export interface TradesConfig extends CardConfig {
  days?: number;
  height?: number;
}

@customElement("energy-trade-trades-card")
export class TradesCard extends EnergyTradeCard<TradesConfig> {
  protected readonly titleKey = "trades_title";
  @state() private trades: readonly Trade[] | undefined;
  @state() private words = "";
  @state() private onlyTraded = true;
  @state() private said = "";
  @state() private exporting = false;
  /** The trade that is explained, by its start. */
  @state() private opened: number | undefined;
  @query(".body") private readonly body_!: HTMLElement | null;
  private asked = "";
  private settled: string | undefined;
  private worded = new WeakMap<Trade, Row>();
  private rowsOf: { key: unknown[]; rows: readonly Row[] } | undefined;

  static getStubConfig(): Partial<TradesConfig> {
    return { days: DEFAULT_DAYS };
  }

  static getConfigForm(): CardForm {
    return cardForm(
      { name: "days", selector: { number: { min: 1, max: 366, mode: "box" } } },
      { name: "height", selector: { number: { min: 3, max: 40, mode: "box" } } },
    );
  }

  override setConfig(config: TradesConfig): void {
    super.setConfig(config);
    this.trades = undefined;
    this.asked = "";
  }

  override getGridOptions(): GridOptions {
    return { columns: 24, min_columns: 9, rows: "auto" };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { board, home } = this;
    if (!board || !home) return;
    // The history changes when a block goes on in its life or money moves.
    const state = [home.entry, this.config.days, board.totals, board.blocks.map(({ start, phase }) => [start, phase])];
    const question = JSON.stringify(state);
    if (question !== this.asked) void this.ask(question, home.entry, JSON.stringify(board.totals));
  }

  private async ask(question: string, entry: string, totals: string): Promise<void> {
    this.asked = question;
    const known = this.trades ?? [];
    const now = this.now();
    const earliest = now - (this.config.days ?? DEFAULT_DAYS) * DAY_SECONDS;
    // Without new totals nothing old was corrected.
    const reach = totals === this.settled ? now : now - CORRECTED_SECONDS;
    const from = known.length === 0 ? earliest : Math.max(earliest, Math.min(changesFrom(known, earliest), reach));
    try {
      const data = { config_entry_id: entry, start: new Date(from * 1000).toISOString() };
      const { response } = await this.hass.callService<{ trades: TradeAnswer[] }>(
        DOMAIN, "get_trades", data, undefined, false, true,
      );
      if (question !== this.asked || !response) return;
      const first = response.trades[0];
      this.trades = merge(known, response.trades, first ? Date.parse(first.start) / 1000 : from);
      this.settled = totals;
    } catch {
      // The feed tells what is wrong, and brings something new once it is right again.
      if (question === this.asked) this.asked = "";
    }
  }

  /** Rows in the reader's words, newest first, made once for each change of the trades. */
  private rows(board: Board): readonly Row[] {
    const key = [this.hass.locale, this.hass.language, this.trades, this.onlyTraded];
    const same = key.map((part, index) => part === this.rowsOf?.key[index]);
    if (this.rowsOf && same.every(Boolean)) return this.rowsOf.rows;
    if (!same[0] || !same[1]) this.worded = new WeakMap();
    const fine = isFine(board.interval_seconds);
    const shown = (this.trades ?? []).filter(
      ({ traded, metered }) => traded !== 0 || (!this.onlyTraded && metered !== null),
    );
    const rows = shown.map((trade) => this.rowOf(trade, fine)).reverse();
    this.rowsOf = { key, rows };
    return rows;
  }

  /** A trade that has not changed keeps its row: words take their time. */
  private rowOf(trade: Trade, fine: boolean): Row {
    let row = this.worded.get(trade);
    if (!row) this.worded.set(trade, (row = { ...trade, words: this.wordsOf(trade, fine) }));
    return row;
  }

  private wordsOf(trade: Trade, fine: boolean): string {
    const day = new Date(trade.start * 1000);
    const iso = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
    const words = [iso, formatDay(this.hass, trade.start), formatTime(this.hass, trade.start, fine)];
    if (trade.traded) words.push(this.text(trade.traded > 0 ? "sold" : "bought"));
    return [...words, ...this.states(trade)].join(" ").toLocaleLowerCase();
  }

  private states(trade: Trade): string[] {
    const states = [this.text(trade.amount === null ? "pending" : "settled")];
    if (trade.estimated) states.push(this.text("estimated"));
    if (trade.late) states.push(this.text("late"));
    if (trade.amount !== null && trade.metered === null) states.push(this.text("unmetered"));
    return states;
  }

  protected override aside(): TemplateResult | typeof nothing {
    if (!this.board) return nothing;
    return html`
      <button class="action" ?disabled=${this.exporting} @click=${this.export}>${this.text("export_csv")}</button>
    `;
  }

  protected content(board: Board): TemplateResult {
    if (!this.trades) return this.notice("loading");
    const all = this.rows(board);
    const rows = search(all, this.words);
    const counted = this.text("trades_count", { shown: rows.length, count: all.length });
    return html`
      <div class="tools">
        <input
          type="search"
          aria-label=${this.text("search")}
          placeholder=${this.text("search_hint")}
          .value=${this.words}
          @input=${(event: InputEvent) => this.find((event.target as HTMLInputElement).value)}
        />
        <label>
          <input
            type="checkbox"
            .checked=${this.onlyTraded}
            @change=${(event: Event) => (this.onlyTraded = (event.target as HTMLInputElement).checked)}
          />
          ${this.text("only_traded")}
        </label>
        <span class="muted number" role="status">${this.said || counted}</span>
      </div>
      ${rows.length === 0 ? this.nothingThere(all.length) : this.table(board, rows)}
    `;
  }

  private find(words: string): void {
    this.words = words;
    this.body_?.scrollTo({ top: 0 });
  }

  private nothingThere(count: number): TemplateResult {
    const text = count === 0 ? this.text("trades_empty") : this.text("trades_no_match", { query: this.words });
    return html`<p class="notice">${text}</p>`;
  }

  private table(board: Board, rows: readonly Row[]): TemplateResult {
    const isExplained = rows.some(({ start }) => start === this.opened);
    const height =
      Math.min(rows.length, this.config.height ?? DEFAULT_HEIGHT) * ROW_PIXELS + (isExplained ? EXPLANATION_PIXELS : 0);
    return html`
      <div class="table" role="table" aria-label=${this.text("trades_label")} aria-rowcount=${rows.length + 1}>
        <div class="row head" role="row" aria-rowindex="1">
          ${(["column_time", "column_trade", "column_price", "column_amount", "column_state"] as const).map(
            (key) => html`<span role="columnheader">${this.text(key)}</span>`,
          )}
          <span role="columnheader"><span class="visually-hidden">${this.text("trade_why")}</span></span>
        </div>
        <div class="body" role="rowgroup" tabindex="0" aria-label=${this.text("trades_label")} style="height:${height}px">
          ${virtualize({
            scroller: true,
            items: rows as Row[],
            keyFunction: (row) => row.start,
            renderItem: (row, index) => this.row(board, row, index),
          })}
        </div>
      </div>
    `;
  }

  private row(board: Board, trade: Row, index: number): TemplateResult {
    const { hass } = this;
    const fine = isFine(board.interval_seconds);
    const side = trade.traded > 0 ? "sold" : trade.traded < 0 ? "bought" : undefined;
    const differs = side !== undefined && trade.amount !== null && Math.abs(trade.delivered - trade.traded) >= 0.0005;
    const [state, ...flags] = this.states(trade);
    const isLoss = (trade.amount ?? 0) < 0;
    const rest = trade.amount === null || !trade.traded ? 0 : trade.amount - (trade.traded_amount ?? 0);
    const isOpen = trade.start === this.opened;
    return html`
      <div class="item" role="none">
        <div class="row" role="row" aria-rowindex=${index + 2} @click=${() => (this.opened = isOpen ? undefined : trade.start)}>
          <span role="cell" class="number">
            ${formatTime(hass, trade.start, fine)}<small>${formatDay(hass, trade.start)}</small>
          </span>
          <span role="cell" class="trade ${side ?? ""}">
            ${side ? html`<b>${this.text(side)}</b> <span class="number">${formatEnergy(hass, Math.abs(trade.traded))}</span>` : "–"}
            ${differs
              ? html`<small>${this.text("column_delivered")} ${formatEnergy(hass, Math.abs(trade.delivered))}</small>`
              : nothing}
          </span>
          <span role="cell" class="number">${trade.price === null ? "–" : formatPrice(hass, trade.price, board.currency)}</span>
          <span role="cell" class="number ${isLoss ? "" : "plus"}">
            ${trade.amount === null ? "–" : this.money(board, trade.amount)}
            ${Math.abs(rest) >= 0.0005 ? html`<small class="beyond">${this.text("differences", { amount: this.money(board, rest) })}</small>` : nothing}
          </span>
          <span role="cell" class="muted">${state}${flags.map((flag) => html`<em>${flag}</em>`)}</span>
          <span role="cell"><button
            class="why"
            aria-expanded=${isOpen}
            aria-label="${this.text("trade_why")}: ${formatTime(hass, trade.start, fine)}"
          >${CHEVRON}</button></span>
        </div>
        ${isOpen
          ? html`
              <div role="row" class="explained"><span role="cell">
                ${explain(trade).map((clause) => html`<p>${this.sentence(board, clause)}</p>`)}
              </span></div>
            `
          : nothing}
      </div>
    `;
  }

  private money(board: Board, amount: number, sign = true): string {
    return formatMoney(this.hass, amount, board.currency, { sign, fraction: fineDigits(board.currency) });
  }

  private sentence(board: Board, { key, energy, price, grid, amount, saved }: Clause): string {
    const cost = (value: number | undefined): string => formatPrice(this.hass, value ?? 0, board.currency);
    return this.text(key, {
      energy: formatEnergy(this.hass, energy ?? 0),
      price: cost(price),
      grid: cost(grid),
      amount: this.money(board, amount ?? 0),
      saved: this.money(board, saved ?? 0, false),
    });
  }

  private readonly export = async (): Promise<void> => {
    const { home } = this;
    if (!home) return;
    this.exporting = true;
    try {
      const start = new Date((this.now() - (this.config.days ?? DEFAULT_DAYS) * DAY_SECONDS) * 1000).toISOString();
      const { response } = await this.hass.callService<{ csv: string; rows: number }>(
        DOMAIN, "export_history", { config_entry_id: home.entry, start }, undefined, false, true,
      );
      if (!response) return;
      save(response.csv, `energy-trade-${new Date().toISOString().slice(0, 10)}.csv`);
      this.said = this.text("exported", { rows: response.rows });
    } catch (error) {
      this.said = this.text("export_failed", { error: (error as { message?: string }).message ?? "" });
    } finally {
      this.exporting = false;
    }
  };

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 8px;
      }
      .tools label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 40px;
        cursor: pointer;
      }
      .tools input[type="checkbox"] {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--primary-color);
      }
      input[type="search"] {
        flex: 1 1 180px;
        min-width: 0;
        max-width: 380px;
        min-height: 40px;
        box-sizing: border-box;
        padding: 0 14px;
        border: 1px solid var(--et-line);
        border-radius: 20px;
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
        color: inherit;
        font: inherit;
      }
      .tools [role="status"] {
        margin-inline-start: auto;
      }
      .row {
        display: grid;
        grid-template-columns: 1.1fr 1.4fr 1fr 1.3fr 1.1fr 32px;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: ${ROW_PIXELS}px;
        box-sizing: border-box;
        padding: 0 4px;
        border-bottom: 1px solid var(--et-line);
        line-height: 1.25;
      }
      .item {
        width: 100%;
      }
      .item .row {
        cursor: pointer;
      }
      .item .row:hover {
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
      }
      .why {
        display: grid;
        place-items: center;
        width: 32px;
        height: 36px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--et-muted);
      }
      .why[aria-expanded="true"] svg {
        rotate: 180deg;
      }
      .explained {
        padding: 8px 12px 10px;
        border-bottom: 1px solid var(--et-line);
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
      }
      .explained p {
        margin: 0 0 2px;
        max-width: 80ch;
      }
      .visually-hidden {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .row > :nth-child(3),
      .row > :nth-child(4) {
        text-align: end;
      }
      .head {
        height: 32px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .body {
        overflow-y: auto;
        position: relative;
        contain: strict;
        scrollbar-width: thin;
      }
      small {
        display: block;
        font-size: 11px;
        color: var(--et-muted);
      }
      .trade b {
        font-weight: 500;
      }
      .trade.sold b::before,
      .trade.bought b::before {
        content: "";
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-inline-end: 6px;
        border-radius: 50%;
        background: var(--et-sold);
      }
      .trade.bought b::before {
        background: var(--et-bought);
      }
      em {
        display: inline-block;
        margin-inline-start: 6px;
        padding: 0 6px;
        border-radius: 8px;
        font-style: normal;
        font-size: 11px;
        color: var(--primary-text-color);
        background: color-mix(in srgb, var(--warning-color, #ffa600) 22%, transparent);
      }
      @container (max-width: 520px) {
        .row {
          grid-template-columns: 68px minmax(142px, 1fr) minmax(0, max-content) 24px;
          gap: 6px;
          font-size: 13px;
        }
        .beyond {
          display: none;
        }
        .row > :nth-child(3),
        .row > :nth-child(5) {
          display: none;
        }
        .row > :nth-child(4) {
          overflow: hidden;
          text-overflow: ellipsis;
        }
      }
    `,
  ];
}

function save(content: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
