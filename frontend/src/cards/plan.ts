import { type TemplateResult, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { type Board, type BoardPlan, type PlanRun, type PlanStep } from "../board";
import { type CardForm, cardForm } from "../card";
import { AXIS_WIDTH, EDGE, type Layer, type Pane, type TimeLine } from "../chart";
import { currencySymbol, formatAxis, formatMoney, formatNumber, formatPower, formatPrice, formatSpan, isFine } from "../format";
import type { CardConfig } from "../ha";
import { DOMAIN, type Home } from "../homes";
import type { TextKey } from "../texts";
import { type Fact, TimelineCard } from "../timeline";

const MICRO = 1_000_000;
const KILO = 1000;

export interface PlanConfig extends CardConfig {
  power?: boolean;
}

interface Picture {
  plan: BoardPlan;
  key: string;
  line: TimeLine[];
  panes: Pane[];
}

/** A run, and which one of its device's: what tells two runs apart when the plan is made anew. */
const nameOf = (run: PlanRun): string => `${run.device}@${run.start}`;

@customElement("energy-trade-plan-card")
export class PlanCard extends TimelineCard<PlanConfig> {
  protected readonly titleKey = "plan_title";
  @state() private opened: string | undefined;
  @state() private said = "";
  @state() private busy = false;
  private made: Picture | undefined;

  static getStubConfig(): Partial<PlanConfig> {
    return { power: true };
  }

  static getConfigForm(): CardForm {
    return cardForm({ name: "power", selector: { boolean: {} } });
  }

  protected content(board: Board, home: Home): TemplateResult {
    const plan = board.plan;
    if (!plan || plan.steps.length === 0) return this.notice("plan_empty");
    const { line, panes } = this.picture(board, plan);
    const step = plan.steps[this.shownIndex(line)];
    const fine = isFine(board.interval_seconds);
    return html`
      ${step ? this.readout(board, step, fine) : nothing}
      ${this.drawing(line, panes, "plan_label", step ? this.spoken(board, step, fine) : "")}
      ${this.legend(plan)} ${this.runs(board, plan, line, home, fine)}
    `;
  }

  private picture(board: Board, plan: BoardPlan): Picture {
    const key = [this.hass.language, this.hass.locale.number_format, this.config.power].join();
    const { made } = this;
    if (made?.key === key && sameSteps(made.plan, plan)) return made;
    const { steps } = plan;
    const line = steps.map(({ start, seconds }) => ({ start, end: start + seconds }));
    const panes = [this.prices(board, steps)];
    if (this.config.power !== false) panes.push(this.power(steps));
    if (hasBattery(plan)) panes.push(this.battery(steps));
    return (this.made = { plan, key, line, panes });
  }

  private prices(board: Board, steps: readonly PlanStep[]): Pane {
    const layers: Layer[] = [
      { values: steps.map(({ buy }) => buy), kind: "steps", color: "--et-bought", width: 2, fill: 0.1 },
      { values: steps.map(({ sell }) => sell), kind: "steps", color: "--et-sold", width: 2, fill: 0.1 },
    ];
    return { title: `${currencySymbol(board.currency)}/kWh`, height: 98, layers, format: this.plain, include: [0] };
  }

  private power(steps: readonly PlanStep[]): Pane {
    const layers: Layer[] = [
      { values: steps.map(({ pv_w }) => pv_w), kind: "steps", color: "--et-solar", width: 0, fill: 0.35 },
      { values: steps.map(({ load_w }) => load_w), kind: "steps", color: "--primary-text-color", width: 1.5 },
      { values: steps.map(({ battery_w }) => battery_w), kind: "bars", color: "--et-battery", fill: 0.7 },
    ];
    return { title: `${this.text("power")}, kW`, height: 144, layers, unit: KILO, format: this.kilo, include: [0, 100] };
  }

  private battery(steps: readonly PlanStep[]): Pane {
    // A step tells what is in the battery at its end.
    const values = [null, ...steps.map(({ soc_wh }) => soc_wh)];
    const layers: Layer[] = [{ values, kind: "line", color: "--et-battery", width: 2, fill: 0.25 }];
    return { title: `${this.text("battery_level")}, kWh`, height: 110, layers, unit: KILO, format: this.kilo, include: [0, 100] };
  }

  private readonly kilo = (value: number, digits: number): string => formatAxis(this.hass, value / KILO, digits);

  private facts(board: Board, step: PlanStep): Fact[] {
    const { hass } = this;
    const facts: Fact[] = [];
    if (step.buy !== null) facts.push(["price_bought", formatPrice(hass, step.buy, board.currency)]);
    if (step.sell !== null) facts.push(["price_sold", formatPrice(hass, step.sell, board.currency)]);
    if (step.load_w !== null) facts.push(["load", formatPower(hass, step.load_w)]);
    if (step.pv_w !== null) facts.push(["solar", formatPower(hass, step.pv_w)]);
    facts.push([step.net_w < 0 ? "net_import" : "net_export", formatPower(hass, Math.abs(step.net_w))]);
    if (step.battery_w && Math.abs(step.battery_w) >= 1) {
      facts.push([step.battery_w < 0 ? "charging" : "discharging", formatPower(hass, Math.abs(step.battery_w))]);
    }
    if (step.soc_wh) facts.push(["battery_level", this.kwh(step.soc_wh)]);
    return facts;
  }

  private kwh(wh: number): string {
    return `${formatNumber(this.hass, wh / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} kWh`;
  }

  private when(step: PlanStep, fine: boolean): string {
    const span = formatSpan(this.hass, step.start, step.start + step.seconds, this.now(), fine);
    return this.chosen === undefined ? `${this.text("now")} · ${span}` : span;
  }

  private spoken(board: Board, step: PlanStep, fine: boolean): string {
    return this.told(this.when(step, fine), ...this.facts(board, step));
  }

  private readout(board: Board, step: PlanStep, fine: boolean): TemplateResult {
    return html`
      <div class="readout" aria-hidden="true">
        <div class="muted">${this.when(step, fine)}</div>
        ${this.factList(this.facts(board, step))}
      </div>
    `;
  }

  private legend(plan: BoardPlan): TemplateResult {
    return this.legendOf([
      ["line", "--et-bought", "price_bought"],
      ["line", "--et-sold", "price_sold"],
      ["area", "--et-solar", "solar"],
      ["line", "--primary-text-color", "load"],
      ...(hasBattery(plan) ? [["area", "--et-battery", "battery"] as const] : []),
    ]);
  }

  // ------ runs

  private runs(board: Board, plan: BoardPlan, line: TimeLine[], home: Home, fine: boolean): TemplateResult {
    const runs = plan.runs.filter(({ kind }) => kind !== "battery");
    if (runs.length === 0) return html`<h3>${this.text("runs")}</h3><p class="muted">${this.text("no_runs")}</p>`;
    const start = line[0]?.start ?? 0;
    const length = (line.at(-1)?.end ?? start + 1) - start;
    const devices = new Map<string, PlanRun[]>();
    for (const run of runs) devices.set(run.device, [...(devices.get(run.device) ?? []), run]);
    const opened = runs.find((run) => nameOf(run) === this.opened);
    return html`
      <h3>${this.text("runs")}</h3>
      <div class="runs" style="--axis:${AXIS_WIDTH}px;--edge:${EDGE}px">
        ${[...devices.values()].map(
          (own) => html`
            <div class="device">
              <div class="name"><span class="named">${own[0]?.name}</span><span class="muted number">${this.next(own, fine)}</span></div>
              <div class="track">${own.map((run) => this.run(board, run, start, length, fine))}</div>
            </div>
          `,
        )}
      </div>
      ${opened ? this.details(board, opened, home, fine) : nothing}
      <p class="muted" role="status">${this.said}</p>
    `;
  }

  /** When a device runs next. */
  private next(runs: readonly PlanRun[], fine: boolean): string {
    const coming = runs.find(({ end }) => end > this.now());
    return coming ? formatSpan(this.hass, coming.start, coming.end, this.now(), fine) : "";
  }

  private run(board: Board, run: PlanRun, start: number, length: number, fine: boolean): TemplateResult {
    const left = Math.max(0, ((run.start - start) / length) * 100);
    const width = Math.max(0.5, Math.min(100 - left, ((run.end - run.start) / length) * 100));
    const name = nameOf(run);
    const span = formatSpan(this.hass, run.start, run.end, this.now(), fine);
    const label = [run.name, span, this.costText(board, run), this.reasonText(run)].filter(Boolean).join(", ");
    return html`
      <button
        class="run ${run.kind}"
        style="left:${left}%;width:${width}%"
        aria-label=${label}
        title=${label}
        aria-expanded=${name === this.opened}
        @click=${() => {
          this.opened = name === this.opened ? undefined : name;
          this.said = "";
        }}
      ></button>
    `;
  }

  private costText(board: Board, run: PlanRun): string {
    if (run.cost === null) return "";
    const money = formatMoney(this.hass, Math.abs(run.cost) / MICRO, board.currency);
    return `${this.text(run.cost < 0 ? "run_earns" : "run_cost")} ${money}`;
  }

  private reasonText(run: PlanRun): string {
    const key = `reason_${run.reason ?? ""}` as TextKey;
    const words = this.text(key);
    return words === key ? "" : words;
  }

  private details(board: Board, run: PlanRun, home: Home, fine: boolean): TemplateResult {
    const can = (action: string): boolean => this.hass.services[DOMAIN]?.[action] !== undefined;
    const waits = run.start > this.now();
    return html`
      <div class="details" role="region" aria-label=${run.name}>
        <div>
          <b class="named">${run.name}</b>
          <span class="number">${formatSpan(this.hass, run.start, run.end, this.now(), fine)}</span>
          <span class="muted number">${[this.kwh(run.energy_wh), this.costText(board, run)].filter(Boolean).join(" · ")}</span>
          <span class="muted">${this.reasonText(run)}</span>
        </div>
        ${waits && run.can_run_now && can("run_now")
          ? html`
              <div class="actions">
                <button class="action strong" ?disabled=${this.busy} @click=${() => void this.act("run_now", run, home)}>
                  ${this.text("run_now")}
                </button>
                ${can("run_later")
                  ? html`
                      <button class="action" ?disabled=${this.busy} @click=${() => void this.act("run_later", run, home)}>
                        ${this.text("run_later")}
                      </button>
                    `
                  : nothing}
              </div>
            `
          : nothing}
      </div>
    `;
  }

  private async act(action: "run_now" | "run_later", run: PlanRun, home: Home): Promise<void> {
    this.busy = true;
    try {
      await this.hass.callService(DOMAIN, action, { config_entry_id: home.entry, device: run.device }, undefined, false);
      this.said = this.text("run_done");
      this.opened = undefined;
    } catch (error) {
      this.said = this.text("run_failed", { error: (error as { message?: string }).message ?? "" });
    } finally {
      this.busy = false;
    }
  }

  static override readonly styles = [
    ...TimelineCard.styles,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 4px 0 0;
        min-height: 40px;
      }
      .legend .area {
        width: 10px;
        height: 10px;
        border: 0;
        border-radius: 2px;
        background: var(--c);
        opacity: 0.7;
      }
      .runs {
        padding-right: var(--edge);
      }
      .device {
        margin-bottom: 8px;
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: 12px;
        font-size: 13px;
        padding-left: var(--axis);
      }
      .track {
        position: relative;
        height: 32px;
        margin-left: var(--axis);
        border-radius: 6px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      .run {
        position: absolute;
        top: 3px;
        bottom: 3px;
        min-width: 10px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        background: var(--et-price);
      }
      .run::after {
        content: "";
        position: absolute;
        inset: -8px -6px;
      }
      .run.ev {
        background: var(--et-good);
      }
      .run.thermostat {
        background: var(--et-solar);
      }
      .run[aria-expanded="true"] {
        box-shadow: 0 0 0 2px var(--primary-text-color);
      }
      .details {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 10px 24px;
        margin: 8px 0;
        padding: 12px;
        border-radius: 12px;
        background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
      }
      .details > :first-child {
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      .details b {
        font-weight: 500;
      }
      .actions {
        display: flex;
        gap: 8px;
      }
      p {
        margin: 0;
      }
    `,
  ];
}

function hasBattery(plan: BoardPlan): boolean {
  return plan.steps.some(({ soc_wh, battery_w }) => (soc_wh ?? 0) !== 0 || (battery_w ?? 0) !== 0);
}

/** A plan is sent anew with each update of the board, mostly unchanged. */
function sameSteps(one: BoardPlan, other: BoardPlan): boolean {
  return one === other || JSON.stringify(one.steps) === JSON.stringify(other.steps);
}
