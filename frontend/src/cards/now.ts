import { type TemplateResult, css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { type Board, type Interval, indexAt, intervals } from "../board";
import { type CardForm, EnergyTradeCard, cardForm } from "../card";
import { cheapestHour } from "../cheapest";
import { formatEnergy, formatPrice, formatSpan, formatTime, isFine } from "../format";
import type { CardConfig } from "../ha";

type Direction = "sells" | "buys" | "idle";

/** What the home does at this moment, and what comes next, in a few words and one small picture. */
@customElement("energy-trade-now-card")
export class NowCard extends EnergyTradeCard {
  protected readonly titleKey = "now_title";
  protected override readonly shows = ["reason"];
  private clock: ReturnType<typeof setTimeout> | undefined;

  static getStubConfig(): Partial<CardConfig> {
    return {};
  }

  static getConfigForm(): CardForm {
    return cardForm();
  }

  override getCardSize(): number {
    return 3;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.clock);
  }

  protected content(board: Board): TemplateResult {
    const line = intervals(board);
    const now = this.now();
    const interval = line[indexAt(line, now)];
    if (!interval || now < interval.start || interval.end <= now) return this.notice("market_empty");
    this.lookAgain(interval.end - now);
    const direction = directionOf(interval);
    return html`
      <div class="now">
        ${this.picture(interval, direction)}
        <div class="words named">
          <p class="main">${this.bargain(board, interval, direction)}</p>
          ${direction === "idle" ? this.reason() : nothing} ${this.machines(board)} ${this.advice(board, line, interval)}
        </div>
      </div>
    `;
  }

  /** The next interval is another matter, also if nothing new is heard by then. */
  private lookAgain(seconds: number): void {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.requestUpdate(), Math.min(seconds, 3600) * 1000 + 50);
  }

  private bargain(board: Board, interval: Interval, direction: Direction): string {
    const time = formatTime(this.hass, interval.end, isFine(board.interval_seconds));
    if (interval.traded === null) return this.text("now_unknown", { time });
    if (direction === "idle" || interval.price === null) return this.text("now_idle", { time });
    const energy = formatEnergy(this.hass, Math.abs(interval.traded));
    return this.text(`now_${direction}`, { energy, time, price: formatPrice(this.hass, interval.price, board.currency) });
  }

  /** What keeps the home from trading, in the words of its own status. */
  private reason(): TemplateResult | typeof nothing {
    const entity = this.entity("reason");
    return entity && entity.state !== "trading" ? html`<p class="muted">${this.hass.formatEntityState(entity)}</p>` : nothing;
  }

  private machines(board: Board): TemplateResult {
    const now = this.now();
    const fine = isFine(board.interval_seconds);
    const runs = (board.plan?.runs ?? []).filter(({ kind, end }) => kind !== "battery" && now < end);
    const running = runs.filter(({ start }) => start <= now);
    const [next] = runs.filter(({ start }) => now < start).sort((one, other) => one.start - other.start);
    return html`
      ${running.map(({ name, end }) => html`<p>${this.text("now_runs", { name, time: formatTime(this.hass, end, fine) })}</p>`)}
      ${next
        ? html`<p>${this.text("now_next", { name: next.name, span: formatSpan(this.hass, next.start, next.end, now, fine) })}</p>`
        : nothing}
    `;
  }

  private advice(board: Board, line: readonly Interval[], current: Interval): TemplateResult | typeof nothing {
    const best = cheapestHour(line, current);
    if (!best) return nothing;
    const span = formatSpan(this.hass, best.start, best.end, this.now(), isFine(board.interval_seconds));
    const price = formatPrice(this.hass, best.price, board.currency);
    return html`<p>${this.text("now_cheapest", { span, price })}</p>`;
  }

  /** The home and its neighbours, with what flows between them by contract. */
  private picture(interval: Interval, direction: Direction): TemplateResult {
    const energy = direction === "idle" ? "" : formatEnergy(this.hass, Math.abs(interval.traded ?? 0));
    return html`
      <svg class=${direction} viewBox="0 0 176 64" aria-hidden="true">
        <path class="house own" d="M8 34 30 14l22 20v22a2 2 0 0 1-2 2H38V42H22v16H10a2 2 0 0 1-2-2z"></path>
        <path class="house" d="M120 40 134 27l14 13v16a2 2 0 0 1-2 2h-24a2 2 0 0 1-2-2z"></path>
        <path class="house" d="M146 36 158 25l14 13v18a2 2 0 0 1-2 2h-20V40z"></path>
        <text x="86" y="24">${energy}</text>
        <line x1="62" x2="110" y1="38" y2="38"></line>
        <path class="tip" d=${direction === "buys" ? "M70 31 60 38l10 7" : "M102 31l10 7-10 7"}></path>
      </svg>
    `;
  }

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      svg {
        flex: 0 0 176px;
        width: 176px;
        height: 64px;
        --c: var(--et-muted);
      }
      svg.sells {
        --c: var(--et-sold);
      }
      svg.buys {
        --c: var(--et-bought);
      }
      .house {
        fill: color-mix(in srgb, var(--primary-text-color) 26%, transparent);
      }
      .own {
        fill: var(--primary-color);
      }
      text {
        font-size: 12px;
        text-anchor: middle;
        fill: var(--primary-text-color);
      }
      line,
      .tip {
        fill: none;
        stroke: var(--c);
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .idle line {
        stroke-dasharray: 2 7;
      }
      .idle .tip {
        display: none;
      }
      .sells line,
      .buys line {
        stroke-dasharray: 7 6;
        animation: flow 1.2s linear infinite;
      }
      .buys line {
        animation-direction: reverse;
      }
      @keyframes flow {
        from {
          stroke-dashoffset: 13;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        line {
          animation: none !important;
        }
      }
      .words {
        flex: 1 1 240px;
      }
      p {
        margin: 0 0 2px;
      }
      .main {
        font-size: 16px;
      }
    `,
  ];
}

function directionOf({ traded, price }: Interval): Direction {
  if (!traded || price === null) return "idle";
  return traded > 0 ? "sells" : "buys";
}
