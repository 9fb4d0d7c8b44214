import { type TemplateResult, css, html } from "lit";
import { state } from "lit/decorators.js";
import { indexAt } from "./board";
import { EnergyTradeCard } from "./card";
import type { Pane, TimeLine } from "./chart";
import { clockOffset, formatAxis, formatTime } from "./format";
import type { CardConfig } from "./ha";
import type { TextKey } from "./texts";

/** A figure beside a chart, by its name. */
export type Fact = readonly [TextKey, string];

/** One entry of a legend: what its mark looks like, its colour and its name. */
export type Mark = readonly [kind: string, color: string, key: TextKey];

/** What cards with a chart over time share: one chosen interval, told beside the chart and to screen readers. */
export abstract class TimelineCard<Config extends CardConfig = CardConfig> extends EnergyTradeCard<Config> {
  /** Index of the interval that was chosen; that of this moment where none was. */
  @state() protected chosen: number | undefined;

  protected shownIndex(line: readonly TimeLine[]): number {
    return this.chosen !== undefined && this.chosen < line.length ? this.chosen : indexAt(line, this.now());
  }

  protected drawing(line: readonly TimeLine[], panes: readonly Pane[], label: TextKey, spoken: string): TemplateResult {
    return html`
      <energy-trade-chart
        .line=${line}
        .panes=${panes}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .clockOffset=${this.offsetFunction}
        .theme=${this.hass.themes}
        .label=${this.text(label)}
        .valueText=${spoken}
        @choose=${this.onChoose}
      ></energy-trade-chart>
    `;
  }

  protected factList(facts: readonly Fact[]): TemplateResult {
    return html`
      <dl>
        ${facts.map(([key, value]) => html`<div><dt>${this.text(key)}</dt><dd class="number">${value}</dd></div>`)}
      </dl>
    `;
  }

  /** The figures of an interval as one sentence. */
  protected told(...parts: readonly (string | Fact)[]): string {
    return parts.map((part) => (typeof part === "string" ? part : `${this.text(part[0])} ${part[1]}`)).join(", ");
  }

  protected legendOf(marks: readonly Mark[]): TemplateResult {
    return html`
      <div class="legend" aria-hidden="true">
        ${marks.map(([kind, color, key]) => html`<span><i class=${kind} style="--c:var(${color})"></i>${this.text(key)}</span>`)}
      </div>
    `;
  }

  protected readonly plain = (value: number, digits: number): string => formatAxis(this.hass, value, digits);

  // The chart draws anew for other functions, so these stay the same.
  private readonly nowFunction = (): number => this.now();
  private readonly timeFunction = (seconds: number): string => formatTime(this.hass, seconds);
  private readonly offsetFunction = (seconds: number): number => clockOffset(this.hass, seconds);
  private readonly onChoose = (event: CustomEvent<{ index: number | undefined }>): void => {
    this.chosen = event.detail.index;
  };

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      .readout {
        margin-bottom: 8px;
      }
      dl {
        margin: 0;
      }
      dt {
        font-size: 12px;
        color: var(--et-muted);
      }
      dd {
        margin: 0;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 8px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend i {
        width: 14px;
        height: 0;
        border-top: 2px solid var(--c);
      }
    `,
  ];
}
