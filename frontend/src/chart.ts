import { LitElement, type PropertyValues, type TemplateResult, css, html, unsafeCSS } from "lit";
import { customElement, property, query, queryAll } from "lit/decorators.js";
import uPlot from "uplot";
import uplotStyles from "uplot/dist/uPlot.min.css";
import { bars, steps } from "./paths";
import { digitsOf, timeSplits } from "./splits";

export interface Layer {
  /** One value for each interval; a line, whose values are of moments, has one more for the end. */
  values: readonly (number | null)[];
  kind: "steps" | "bars" | "line";
  /** A CSS custom property or colour. */
  color: string;
  width?: number;
  dash?: number[];
  /** Opacity of the area beneath a line or of a bar. */
  fill?: number;
}

export interface Pane {
  /** What is drawn and in which unit, at the top of the pane. */
  title: string;
  height: number;
  layers: readonly Layer[];
  /** How many of the values' unit make one of the axis's, such as 1000 W. */
  unit?: number;
  /** Writes a value beside the axis with so many decimals. */
  format: (value: number, digits: number) => string;
  /** Least and greatest value that must be within sight. */
  include?: readonly number[];
}

export interface TimeLine {
  start: number;
  end: number;
}

export const AXIS_WIDTH = 52;
export const EDGE = 4;
const TIME_AXIS_HEIGHT = 24;
const TITLE_HEIGHT = 20;
const LABEL_WIDTH = 56;
const CLOCK_MS = 1000;

/** Panes under each other over one time line, with one chosen interval: a slider for keyboards and screen readers. */
@customElement("energy-trade-chart")
export class EnergyTradeChart extends LitElement {
  @property({ attribute: false }) line: readonly TimeLine[] = [];
  @property({ attribute: false }) panes: readonly Pane[] = [];
  @property({ attribute: false }) chosen: number | undefined;
  @property({ attribute: false }) now: () => number = () => Date.now() / 1000;
  @property({ attribute: false }) timeFormat: (seconds: number) => string = String;
  /** Seconds by which the reader's clock is ahead of UTC at a moment. */
  @property({ attribute: false }) clockOffset: (seconds: number) => number = () => 0;
  @property({ attribute: false }) theme: unknown;
  @property() label = "";
  @property() valueText = "";

  @query(".frame") private readonly frame!: HTMLElement;
  @query(".now") private readonly nowLine!: HTMLElement;
  @query(".chosen") private readonly chosenBand!: HTMLElement;
  @queryAll(".pane") private readonly hosts!: NodeListOf<HTMLElement>;
  private plots: uPlot[] = [];
  private shape = "";
  private readonly resize = new ResizeObserver(() => this.layOut());
  private clock: ReturnType<typeof setInterval> | undefined;
  private readonly colors = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
    this.clock = setInterval(() => this.moveNow(), CLOCK_MS);
    if (this.hasUpdated) this.requestUpdate("theme");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    clearInterval(this.clock);
    this.demolish();
  }

  protected override render(): TemplateResult {
    return html`
      <div
        class="frame"
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, this.line.length - 1)}
        aria-valuenow=${this.chosen ?? 0}
        aria-valuetext=${this.valueText}
        @keydown=${this.onKey}
        @pointermove=${this.onPointer}
        @pointerdown=${this.onPointer}
        @pointerleave=${this.onLeave}
      >
        ${this.panes.map((pane) => html`<div class="pane" style="height:${pane.height}px"></div>`)}
        ${this.panes.map(({ title }, index) => html`<span class="title" style="top:${this.topOf(index) + 2}px">${title}</span>`)}
        <div class="chosen"></div>
        <div class="now"></div>
      </div>
    `;
  }

  private topOf(index: number): number {
    return this.panes.slice(0, index).reduce((top, { height }) => top + height, 0);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("theme")) this.colors.clear();
    if (changed.has("line") || changed.has("panes") || changed.has("theme")) this.draw(changed.has("theme"));
    this.mark();
  }

  private draw(isRecoloured: boolean): void {
    const shape = this.panes
      .map((pane) => `${pane.height}:${pane.layers.map((layer) => `${layer.kind}${layer.color}${layer.dash?.join(" ") ?? ""}`).join()}`)
      .join("|");
    if (shape !== this.shape || this.plots.length !== this.panes.length) this.build(shape);
    else {
      this.plots.forEach((plot, index) => {
        const pane = this.panes[index];
        if (pane) plot.setData(this.dataOf(pane));
      });
      if (isRecoloured) for (const plot of this.plots) plot.redraw(false, true);
    }
  }

  private demolish(): void {
    for (const plot of this.plots) plot.destroy();
    this.plots = [];
  }

  private build(shape: string): void {
    this.demolish();
    if (this.clientWidth === 0) return; // not laid out yet: the observer calls again
    this.shape = shape;
    this.plots = this.panes.map((pane, index) => {
      const host = this.hosts[index];
      if (!host) throw new Error("a pane without its element");
      return new uPlot(this.options(index), this.dataOf(pane), host);
    });
  }

  private dataOf(pane: Pane): uPlot.AlignedData {
    const times = this.line.map(({ start }) => start);
    const last = this.line.at(-1);
    if (last) times.push(last.end);
    return [times, ...pane.layers.map(({ values }) => times.map((_, index) => values[index] ?? null))];
  }

  private options(index: number): uPlot.Options {
    const pane = (): Pane | undefined => this.panes[index];
    const isLast = index === this.panes.length - 1;
    const muted = (): string => this.color("--et-muted");
    const grid = (): string => this.color("--et-line");
    return {
      width: this.clientWidth,
      height: pane()?.height ?? 0,
      legend: { show: false },
      cursor: { show: false },
      padding: [TITLE_HEIGHT, EDGE, isLast ? 0 : 4, 0],
      scales: {
        x: { time: false, range: (_plot, low, high) => [low, high] },
        y: { range: (_plot, low, high) => this.range(pane(), low, high) },
      },
      axes: [
        {
          show: true,
          size: isLast ? TIME_AXIS_HEIGHT : 0,
          gap: 4,
          font: this.font(),
          stroke: muted,
          splits: (_plot, _axis, low, high) =>
            timeSplits(low, high, Math.max(2, Math.floor((this.clientWidth - AXIS_WIDTH) / 68)), this.clockOffset(low)),
          values: (plot, splits) => splits.map((split) => (isLast && this.hasRoom(plot, split) ? this.timeFormat(split) : "")),
          grid: { stroke: grid, width: 1 },
          ticks: { show: false },
        },
        {
          size: AXIS_WIDTH,
          gap: 6,
          font: this.font(),
          stroke: muted,
          space: 22,
          values: (_plot, splits) => {
            const digits = digitsOf(splits.map((split) => split / (pane()?.unit ?? 1)));
            return splits.map((split) => pane()?.format(split, digits) ?? "");
          },
          grid: { stroke: grid, width: 1 },
          ticks: { show: false },
        },
      ],
      series: [
        {},
        ...(pane()?.layers ?? []).map((layer): uPlot.Series => {
          const stroke = (): string => this.color(layer.color);
          const area = (): string => withOpacity(this.color(layer.color), layer.fill ?? 0);
          return {
            scale: "y",
            points: { show: false },
            ...(layer.kind === "line" ? {} : { paths: layer.kind === "bars" ? bars : steps }),
            ...(layer.kind === "bars" ? { width: 0 } : { stroke, width: layer.width ?? 1.5 }),
            ...(layer.dash ? { dash: layer.dash } : {}),
            ...(layer.fill === undefined ? {} : { fill: area }),
          };
        }),
      ],
    };
  }

  /** Whether a label in the middle under this moment stays inside. */
  private hasRoom(plot: uPlot, time: number): boolean {
    const left = plot.valToPos(time, "x") + plot.bbox.left / devicePixelRatio;
    return left + LABEL_WIDTH / 2 <= this.clientWidth;
  }

  private range(pane: Pane | undefined, low: number, high: number): [number, number] {
    const values = [low, high, ...(pane?.include ?? [])].filter((value) => Number.isFinite(value));
    const least = Math.min(...values);
    const most = Math.max(...values);
    const air = (most - least || Math.abs(most) || 1) * 0.08;
    return [least < 0 ? least - air : Math.min(least, 0), most > 0 ? most + air : most];
  }

  private font(): string {
    return `11px ${getComputedStyle(this).fontFamily || "sans-serif"}`;
  }

  private color(name: string): string {
    let found = this.colors.get(name);
    if (found === undefined) {
      const given = name.startsWith("--") ? getComputedStyle(this).getPropertyValue(name).trim() : name;
      this.colors.set(name, (found = given || "#888"));
    }
    return found;
  }

  private layOut(): void {
    if (this.plots.length === 0 && this.panes.length > 0 && this.clientWidth > 0) this.build(this.shape || "new");
    this.plots.forEach((plot, index) => {
      const height = this.panes[index]?.height ?? plot.height;
      if (plot.width !== this.clientWidth) plot.setSize({ width: this.clientWidth, height });
    });
    this.mark();
  }

  private position(time: number): number | undefined {
    const [plot] = this.plots;
    return plot ? plot.valToPos(time, "x") + plot.bbox.left / devicePixelRatio : undefined;
  }

  private mark(): void {
    this.moveNow();
    const interval = this.chosen === undefined ? undefined : this.line[this.chosen];
    const left = interval && this.position(interval.start);
    const right = interval && this.position(interval.end);
    const band = this.chosenBand;
    band.hidden = left === undefined || right === undefined;
    if (left !== undefined && right !== undefined) {
      band.style.transform = `translateX(${left}px)`;
      band.style.width = `${Math.max(2, right - left)}px`;
    }
  }

  private moveNow(): void {
    if (!this.hasUpdated) return;
    const now = this.now();
    const [first] = this.line;
    const last = this.line.at(-1);
    const left = first && last && first.start <= now && now <= last.end ? this.position(now) : undefined;
    this.nowLine.hidden = left === undefined;
    if (left !== undefined) this.nowLine.style.transform = `translateX(${left}px)`;
  }

  private choose(index: number | undefined): void {
    if (index !== this.chosen) this.dispatchEvent(new CustomEvent("choose", { detail: { index } }));
  }

  private readonly onPointer = (event: PointerEvent): void => {
    const [plot] = this.plots;
    if (!plot || this.line.length === 0) return;
    const x = event.clientX - this.frame.getBoundingClientRect().left - plot.bbox.left / devicePixelRatio;
    const time = plot.posToVal(x, "x");
    const found = this.line.findIndex(({ start, end }) => start <= time && time < end);
    if (found >= 0) this.choose(found);
  };

  private readonly onLeave = (event: PointerEvent): void => {
    if (event.pointerType === "mouse") this.choose(undefined);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const last = this.line.length - 1;
    const now = this.now();
    const current = this.chosen ?? Math.max(0, this.line.findIndex(({ end }) => now < end));
    const target: Record<string, number | undefined> = {
      ArrowLeft: current - 1,
      ArrowDown: current - 1,
      ArrowRight: current + 1,
      ArrowUp: current + 1,
      PageDown: current - 8,
      PageUp: current + 8,
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") this.choose(undefined);
    else {
      const index = target[event.key];
      if (index === undefined) return;
      this.choose(Math.min(last, Math.max(0, index)));
    }
    event.preventDefault();
  };

  static override readonly styles = [
    unsafeCSS(uplotStyles),
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .frame {
        position: relative;
        border-radius: 4px;
        touch-action: pan-y;
        cursor: crosshair;
        overflow: hidden;
      }
      .frame:focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      .pane {
        overflow: hidden;
      }
      .title {
        position: absolute;
        z-index: 1;
        left: ${AXIS_WIDTH - 2}px;
        padding: 0 2px;
        background: var(--card-background-color, #fff);
        font-size: 11px;
        line-height: 16px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      .now,
      .chosen {
        position: absolute;
        top: 0;
        bottom: ${TIME_AXIS_HEIGHT}px;
        left: 0;
        pointer-events: none;
      }
      .now {
        top: ${TITLE_HEIGHT}px;
        width: 0;
        border-left: 2px solid var(--primary-text-color);
        opacity: 0.55;
      }
      .chosen {
        background: var(--primary-text-color);
        opacity: 0.12;
      }
      [hidden] {
        display: none;
      }
    `,
  ];
}

const painter = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");

/** A colour with another opacity, whichever way CSS writes it. */
function withOpacity(color: string, opacity: number): string {
  if (!painter) return color;
  painter.fillStyle = color;
  const plain = painter.fillStyle;
  if (plain.startsWith("#")) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(plain.slice(at, at + 2), 16));
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  }
  const parts = /rgba?\(([^)]+)\)/.exec(plain)?.[1]?.split(",").map((part) => part.trim()) ?? [];
  return parts.length >= 3 ? `rgba(${parts.slice(0, 3).join(", ")}, ${Number(parts[3] ?? 1) * opacity})` : plain;
}
