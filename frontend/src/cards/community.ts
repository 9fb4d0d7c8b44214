import { type TemplateResult, css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { type Board, type BoardBlock, type BoardOperator, blockAt } from "../board";
import { type CardForm, EnergyTradeCard, cardForm } from "../card";
import { formatEnergy, formatSpan, formatTime, isFine } from "../format";
import type { CardConfig } from "../ha";
import type { TextKey } from "../texts";

const NEXT_BLOCKS = 6;
const BLOCK_INTERVALS = 8;

export interface CommunityConfig extends CardConfig {
  operator?: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

@customElement("energy-trade-community-card")
export class CommunityCard extends EnergyTradeCard<CommunityConfig> {
  protected readonly titleKey = "community_title";
  protected override readonly shows = ["membership", "reason"];

  static getStubConfig(): Partial<CommunityConfig> {
    return { operator: true };
  }

  static getConfigForm(): CardForm {
    return cardForm({ name: "operator", selector: { boolean: {} } });
  }

  protected override heading(): string {
    return this.board?.community ?? super.heading();
  }

  protected override aside(): TemplateResult | typeof nothing {
    if (!this.board) return nothing;
    const online = this.board.connected;
    return html`
      <span class="online muted"><i class=${online ? "on" : "off"}></i>${this.text(online ? "online" : "offline")}</span>
    `;
  }

  protected content(board: Board): TemplateResult {
    return html`
      ${this.standing()} ${this.people(board)} ${this.outlook(board)} ${this.disputes(board)}
      ${this.config.operator !== false && board.operator ? this.operator(board.operator) : nothing}
    `;
  }

  /** Where the home stands, in the words of its own entities. */
  private standing(): TemplateResult {
    const facts = (["membership", "reason"] as const).map((key): [TextKey, string | undefined] => {
      const entity = this.entity(key);
      return [key, entity && this.hass.formatEntityState(entity)];
    });
    return html`
      <dl>
        ${facts.map(([key, value]) =>
          value === undefined ? nothing : html`<div><dt>${this.text(key)}</dt><dd>${value}</dd></div>`,
        )}
      </dl>
    `;
  }

  private people(board: Board): TemplateResult | typeof nothing {
    if (board.members === undefined) return nothing;
    const now = this.now();
    const length = (block: BoardBlock): number => block.grid_takes.length * board.interval_seconds;
    const delivered = board.blocks.filter((block) => block.start + length(block) <= now && (block.awaited ?? 0) > 0).at(-1);
    const reported = Math.min(delivered?.reported ?? 0, delivered?.awaited ?? 0);
    const awaited = delivered?.awaited ?? 0;
    return html`
      <div class="people">
        <span class="count number">${board.members}</span>
        <span>${this.text("members")}</span>
        ${delivered
          ? html`
              <span class="muted">${this.text("members_reporting", { reported, awaited })}</span>
              <span class="dots" aria-hidden="true">
                ${Array.from({ length: Math.min(awaited, 60) }, (_, index) => html`<i class=${index < reported ? "on" : "off"}></i>`)}
              </span>
            `
          : nothing}
      </div>
    `;
  }

  /** What all homes offer and want in the blocks to come, side by side. */
  private outlook(board: Board): TemplateResult | typeof nothing {
    const current = blockAt(board, this.now());
    const coming = board.blocks.filter((block) => current && block.start > current.start).slice(0, NEXT_BLOCKS);
    if (coming.length === 0) return nothing;
    const fine = isFine(board.interval_seconds);
    const most = Math.max(...coming.map((block) => Math.max(sum(block.offered), sum(block.wanted))), 1e-9);
    const bar = (energy: number, color: string, key: TextKey): TemplateResult => html`
      <span class="track ${key}"><i style="width:${(energy / most) * 100}%;background:var(${color})"></i></span>
      <span class="number ${key}-number">${formatEnergy(this.hass, energy)}</span>
    `;
    return html`
      <h3>${this.text("balance_of_block")}</h3>
      <div class="outlook" role="table" aria-label=${this.text("balance_of_block")}>
        <div class="line head" role="row">
          <span role="columnheader">${this.text("column_time")}</span>
          <span role="columnheader" class="end">${this.text("offered")}</span>
          <span role="columnheader">${this.text("wanted")}</span>
        </div>
        ${coming.map(
          (block) => html`
            <div class="line" role="row">
              <span role="cell" class="number">
                ${formatTime(this.hass, block.start, fine)}
                <span class="visually-hidden">${formatSpan(this.hass, block.start, block.start + BLOCK_INTERVALS * board.interval_seconds, this.now(), fine)}</span>
              </span>
              <span role="cell" class="side reverse">${bar(sum(block.offered), "--et-sold", "offered")}</span>
              <span role="cell" class="side">${bar(sum(block.wanted), "--et-bought", "wanted")}</span>
            </div>
          `,
        )}
      </div>
    `;
  }

  /** Blocks whose money waits, because what homes reported does not fit what the lines metered. */
  private disputes(board: Board): TemplateResult | typeof nothing {
    const reasons = new Map(board.operator?.disputes?.map(({ start, reason }) => [start, reason]));
    const disputed = board.blocks.filter(({ phase }) => phase === "disputed").map(({ start }) => start);
    const starts = [...new Set([...(board.disputes ?? []), ...disputed, ...reasons.keys()])].sort((one, other) => one - other);
    if (starts.length === 0) return nothing;
    const fine = isFine(board.interval_seconds);
    const length = BLOCK_INTERVALS * board.interval_seconds;
    return html`
      <h3>${this.text("disputes")}</h3>
      <p class="muted">${this.text("disputes_help")}</p>
      <ul>
        ${starts.map(
          (start) => html`
            <li>
              <span class="number">${formatSpan(this.hass, start, start + length, this.now(), fine)}</span>
              <span class="muted">${reasons.get(start)}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  private operator({ homes, requests }: BoardOperator): TemplateResult {
    const called = (name: string | null | undefined, agent: string): TemplateResult =>
      name ? html`<span class="named">${name}</span>` : html`<code title=${agent}>${`${agent.slice(0, 6)}…${agent.slice(-4)}`}</code>`;
    return html`
      ${homes?.length
        ? html`
            <h3>${this.text("members")}</h3>
            <ul>
              ${homes.map(
                ({ name, agent, status }) => html`<li>${called(name, agent)}<span class="muted">${this.statusText(status)}</span></li>`,
              )}
            </ul>
          `
        : nothing}
      <h3>${this.text("requests")}</h3>
      ${requests.length === 0
        ? html`<p class="muted">${this.text("no_requests")}</p>`
        : html`<ul>
            ${requests.map(
              ({ agent, name, since }) => html`
                <li>
                  ${called(name, agent)}
                  ${since === undefined || since === null ? nothing : html`<span class="muted">${this.text("since", { time: formatTime(this.hass, since) })}</span>`}
                </li>
              `,
            )}
          </ul>
          <a class="action" href="/config/repairs">${this.text("decide")}</a>`}
    `;
  }

  /** A member's standing in the words of the home's own membership. */
  private statusText(status: string): string {
    const entity = this.entity("membership");
    return entity ? this.hass.formatEntityState(entity, status) : status;
  }

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      .online {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-size: 12px;
      }
      i.on,
      i.off {
        display: inline-block;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--et-good);
      }
      i.off {
        background: none;
        box-shadow: inset 0 0 0 1.5px var(--et-muted);
      }
      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 4px 16px;
        margin: 0 0 12px;
      }
      dt {
        font-size: 12px;
        color: var(--et-muted);
      }
      dd {
        margin: 0;
      }
      .people {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 8px;
      }
      .count {
        font-size: 26px;
        line-height: 1.25;
      }
      .dots {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(52px, auto) 1fr 1fr;
        align-items: center;
        gap: 10px;
        min-height: 28px;
      }
      .head {
        min-height: 20px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .head .end {
        text-align: end;
      }
      .side {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .side .number {
        flex: none;
        min-width: 58px;
        font-size: 12px;
      }
      .reverse .number {
        text-align: end;
      }
      .reverse {
        flex-direction: row-reverse;
      }
      .reverse .track {
        direction: rtl;
      }
      .track {
        flex: 1;
        height: 10px;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 3px;
        min-width: 1px;
      }
      .visually-hidden {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      li > .muted {
        flex: none;
      }
      p {
        margin: 0;
      }
      a.action {
        display: inline-flex;
        align-items: center;
        margin-top: 8px;
        text-decoration: none;
      }
    `,
  ];
}
