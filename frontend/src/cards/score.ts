import { type TemplateResult, css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Board, BoardLosses, BoardScore } from "../board";
import { type CardForm, EnergyTradeCard, cardForm } from "../card";
import { formatMoney, formatNumber } from "../format";
import type { CardConfig } from "../ha";
import type { TextKey } from "../texts";

export interface ScoreConfig extends CardConfig {
  losses?: boolean;
}

/** Less than this share of what was possible is not worth a line. */
const LEAST_SHARE = 0.01;

const WHY: Readonly<Record<keyof BoardLosses, TextKey>> = {
  load: "lost_load",
  generation: "lost_generation",
  price: "lost_price",
  execution: "lost_execution",
};

@customElement("energy-trade-score-card")
export class ScoreCard extends EnergyTradeCard<ScoreConfig> {
  protected readonly titleKey = "score_title";

  static getStubConfig(): Partial<ScoreConfig> {
    return { losses: false };
  }

  static getConfigForm(): CardForm {
    return cardForm({ name: "losses", selector: { boolean: {} } });
  }

  protected content(board: Board): TemplateResult {
    const { score, currency } = board;
    if (!score?.past) {
      return html`
        ${this.notice("score_empty")}
        ${score && score.today !== null ? html`<dl>${this.row("today", score.today, currency)}</dl>` : nothing}
      `;
    }
    const { reached, saved, today } = score;
    const showsBattery = score.battery && reached !== null;
    return html`
      ${this.headline(score, reached ?? saved ?? 0, currency)} ${this.share(score)} ${this.losses(score, currency)}
      ${
        showsBattery
          ? html`
            <h3>${this.text("score_compare")}</h3>
            <dl>
              ${this.row("against_no_trading", saved, currency)}
              ${this.row("against_self_use", score.self_use, currency)}
            </dl>`
          : nothing
      }
      ${today === null ? nothing : html`<dl class="today">${this.row("today_so_far", today, currency)}</dl>`}
    `;
  }

  private headline({ battery, reached, days }: BoardScore, amount: number, currency: string): TemplateResult {
    const isLoss = amount < 0;
    const span = formatNumber(this.hass, days, { style: "unit", unit: "day", unitDisplay: "long" });
    const key = isLoss ? "score_lost" : battery && reached !== null ? "score_saved_battery" : "score_saved";
    return html`
      <p class="headline">
        <span class="saved number money ${isLoss ? "bad" : "good"}">${formatMoney(this.hass, Math.abs(amount), currency)}</span>
        <span class="muted">${this.text(key, { days: span })}</span>
      </p>
    `;
  }

  /** How much of what an all-knowing home would have saved. */
  private share({ share, reached, lost, possible }: BoardScore): TemplateResult | typeof nothing {
    if (share === null || reached === null || reached < 0) return nothing;
    const part = Math.min(1, Math.max(0, share));
    const percent = formatNumber(this.hass, part, { style: "percent", maximumFractionDigits: 0 });
    const [worst] = largest(lost, possible);
    return html`
      <div class="track" aria-hidden="true"><i style="width:${part * 100}%"></i></div>
      <p>
        ${this.text("score_share", { percent })}
        ${worst ? this.text("score_most_lost", { why: this.text(this.why(worst[0])) }) : nothing}
      </p>
    `;
  }

  private losses({ lost, possible }: BoardScore, currency: string): TemplateResult | typeof nothing {
    const all = largest(lost, possible);
    // One cause is told in the sentence above.
    if (all.length < 2) return nothing;
    return html`
      <details ?open=${this.config.losses ?? false}>
        <summary>${this.text("score_losses")}</summary>
        <dl>${all.map(([cause, amount]) => this.row(this.why(cause), -amount, currency))}</dl>
      </details>
    `;
  }

  /** Without a battery nothing was planned that could be carried out badly: offers did not fit. */
  private why(cause: keyof BoardLosses): TextKey {
    return cause === "execution" && !this.board?.score?.battery ? "lost_offers" : WHY[cause];
  }

  private row(key: TextKey, amount: number | null, currency: string): TemplateResult {
    const words = this.text(key);
    return html`
      <div>
        <dt>${words.charAt(0).toLocaleUpperCase(this.hass.language) + words.slice(1)}</dt>
        <dd class="number money">${amount === null ? "" : formatMoney(this.hass, amount, currency, { sign: true })}</dd>
      </div>
    `;
  }

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      p {
        margin: 0 0 8px;
        max-width: 60ch;
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
      .track {
        height: 10px;
        margin: 8px 0;
        border-radius: 5px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
        overflow: hidden;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 5px;
        background: var(--et-good);
        transition: width 0.3s;
      }
      dl {
        margin: 0;
      }
      .today {
        margin-top: 8px;
      }
      summary {
        min-height: 40px;
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--et-muted);
        font-size: 13px;
        cursor: pointer;
      }
      summary::before {
        content: "";
        width: 6px;
        height: 6px;
        border: solid currentcolor;
        border-width: 0 2px 2px 0;
        transform: rotate(-45deg);
        transition: transform 0.2s;
      }
      [open] summary::before {
        transform: rotate(45deg);
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      dd {
        margin: 0;
        text-align: end;
      }
    `,
  ];
}

/** Causes of losses that are worth a word, the largest first; where guessing was lucky there is none. */
function largest(lost: BoardLosses | null, possible: number | null): [keyof BoardLosses, number][] {
  const least = Math.max((possible ?? 0) * LEAST_SHARE, 0.005);
  return (Object.entries(lost ?? {}) as [keyof BoardLosses, number][])
    .filter(([, amount]) => amount >= least)
    .sort(([, one], [, other]) => other - one);
}
