import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Board } from "./board";
import { type Feed, feedOf } from "./feed";
import type { CardConfig, FormField, GridOptions, Hass, HassEntity } from "./ha";
import { DOMAIN, type Home, chooseHome } from "./homes";
import { type TextKey, text } from "./texts";

export interface CardForm {
  schema: FormField[];
  computeLabel: (field: FormField) => string | undefined;
}

/** The language of the page, for what Home Assistant asks without saying who asks. */
export function pageLanguage(): string {
  const app = document.querySelector<HTMLElement & { hass?: Hass }>("home-assistant");
  return app?.hass?.language ?? document.documentElement.lang;
}

export function cardForm(...fields: FormField[]): CardForm {
  return {
    schema: [
      { name: "entry", selector: { config_entry: { integration: DOMAIN } } },
      { name: "title", selector: { text: {} } },
      ...fields,
    ],
    computeLabel: ({ name }) => text(pageLanguage(), `editor_${name}` as TextKey),
  };
}

/** What all cards share: a home to be about, its feed, texts, and states in which there is nothing to draw. */
export abstract class EnergyTradeCard<Config extends CardConfig = CardConfig> extends LitElement {
  @state() protected config!: Config;
  @state() protected board: Board | undefined;
  @property({ type: Boolean }) preview = false;
  @property({ attribute: false, noAccessor: true })
  set hass(hass: Hass) {
    const before = this.latest;
    this.latest = hass;
    if (!before || this.concerns(before, hass)) this.requestUpdate();
  }
  get hass(): Hass {
    return this.latest!;
  }

  private latest: Hass | undefined;
  private feed: Feed | undefined;
  protected home: Home | undefined;
  private drawn: number[] = [];

  /** Title of the card where the user gave none. */
  protected abstract readonly titleKey: TextKey;
  protected abstract content(board: Board, home: Home): TemplateResult | typeof nothing;
  /** Entities, by translation key, whose states the card shows. */
  protected readonly shows: readonly string[] = [];

  setConfig(config: Config): void {
    this.config = config;
  }

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): GridOptions {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected text(key: TextKey, values?: Readonly<Record<string, string | number>>): string {
    return text(this.hass.language, key, values);
  }

  /** The chain's time now. */
  protected now(): number {
    return this.feed?.now() ?? Date.now() / 1000;
  }

  protected entity(key: string): HassEntity | undefined {
    const id = this.home?.entities.get(key);
    return id === undefined ? undefined : this.hass.states[id];
  }

  /** Home Assistant hands over a new object with every state that changes anywhere; few of them matter here. */
  private concerns(before: Hass, after: Hass): boolean {
    return (
      before.locale !== after.locale ||
      before.language !== after.language ||
      before.config !== after.config ||
      before.themes !== after.themes ||
      before.connection !== after.connection ||
      before.entities !== after.entities ||
      before.devices !== after.devices ||
      before.localize !== after.localize ||
      this.shows.some((key) => {
        const id = this.home?.entities.get(key);
        return id !== undefined && before.states[id] !== after.states[id];
      })
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.latest) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.remove(this.onFeed);
    this.feed = undefined;
  }

  private readonly onFeed = (): void => {
    this.board = this.feed?.board;
    this.requestUpdate();
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.latest || !this.isConnected) return;
    this.home = chooseHome(this.latest, this.config.entry);
    const feed = this.home ? feedOf(this.latest.connection, this.home.entry) : undefined;
    if (feed === this.feed) return;
    this.feed?.remove(this.onFeed);
    this.feed = feed;
    feed?.add(this.onFeed);
    this.board = feed?.board;
  }

  protected override shouldUpdate(): boolean {
    return this.latest !== undefined && (this.config as Config | undefined) !== undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const started = performance.now();
    const body = this.body();
    this.drawn.push(performance.now() - started);
    if (this.drawn.length > 100) this.drawn.shift();
    return body;
  }

  /** Durations of the last renders in milliseconds, for measurements. */
  get renderTimes(): readonly number[] {
    return this.drawn;
  }

  private body(): TemplateResult | typeof nothing {
    const { home, board, feed } = this;
    const shown = home && board ? this.content(board, home) : this.notice(this.obstacle());
    if (shown === nothing) return nothing;
    const stale = board && (feed?.state !== "live" || !board.connected);
    return html`
      <ha-card>
        ${this.header()}
        ${stale ? html`<div class="stale" role="status">${this.staleText()}</div>` : nothing}
        ${shown}
      </ha-card>
    `;
  }

  protected header(): TemplateResult {
    return html`
      <header>
        <h2>${this.config.title ?? this.heading()}</h2>
        ${this.board?.practice ? html`<span class="practice" title=${this.text("practice_help")}>${this.text("practice")}</span>` : nothing}
        ${this.aside()}
      </header>
    `;
  }

  protected heading(): string {
    return this.text(this.titleKey);
  }

  /** What stands beside the title. */
  protected aside(): TemplateResult | typeof nothing {
    return nothing;
  }

  private staleText(): string {
    const state = this.feed?.state;
    return this.text(state === "live" || state === undefined || state === "loading" ? "disconnected" : this.obstacle());
  }

  private obstacle(): TextKey {
    if (!this.home) return this.config.entry === undefined ? "no_home" : "unknown_home";
    switch (this.feed?.state) {
      case "not_loaded":
        return "not_loaded";
      case "not_found":
        return "unknown_home";
      case "failed":
        return "failed";
      default:
        return "loading";
    }
  }

  protected notice(key: TextKey): TemplateResult {
    return html`<p class="notice" role="status">${this.text(key)}</p>`;
  }

  static override readonly styles = [
    css`
      :host {
        display: block;
        container-type: inline-size;
        --et-sold: var(--energy-grid-return-color, #8353d1);
        --et-bought: var(--energy-grid-consumption-color, #488fc2);
        --et-price: var(--primary-color, #009ac7);
        --et-solar: var(--energy-solar-color, #ff9800);
        --et-battery: var(--energy-battery-out-color, #4db6ac);
        --et-good: var(--success-color, #0f9d58);
        --et-bad: var(--error-color, #db4437);
        --et-muted: var(--secondary-text-color, #727272);
        --et-line: var(--divider-color, rgba(0, 0, 0, 0.12));
      }
      ha-card {
        display: block;
        height: 100%;
        box-sizing: border-box;
        padding: 16px;
        color: var(--primary-text-color);
        font-size: 14px;
        line-height: 1.4;
        overflow: hidden;
        overflow-wrap: break-word;
        word-break: keep-all;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 12px;
        min-height: 28px;
      }
      header > :last-child:not(h2, .practice) {
        margin-inline-start: auto;
      }
      .practice {
        padding: 2px 10px;
        border-radius: 12px;
        background: color-mix(in srgb, var(--warning-color, #ffa600) 24%, transparent);
        font-size: 12px;
      }
      h2,
      .named {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      h2 {
        margin: 0;
        font-size: var(--ha-font-size-l, 16px);
        font-weight: var(--ha-font-weight-medium, 500);
        line-height: 1.3;
      }
      h3 {
        margin: 16px 0 4px;
        font-size: 12px;
        font-weight: var(--ha-font-weight-medium, 500);
        color: var(--et-muted);
      }
      .notice {
        margin: 0;
        padding: 12px 0;
        color: var(--et-muted);
        max-width: 60ch;
      }
      .stale {
        margin: 0 0 12px;
        padding: 8px 12px;
        border-radius: 8px;
        background: color-mix(in srgb, var(--warning-color, #ffa600) 16%, transparent);
      }
      .muted {
        color: var(--et-muted);
      }
      .number {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      /* Between an amount and a currency that has only a name: symbols stand closer. */
      .money {
        white-space: normal;
      }
      button {
        font: inherit;
        color: inherit;
        cursor: pointer;
      }
      .action {
        max-width: 100%;
        overflow-wrap: anywhere;
        min-height: 40px;
        padding: 0 16px;
        border: none;
        border-radius: var(--ha-border-radius-pill, 20px);
        background: color-mix(in srgb, var(--primary-color) 16%, transparent);
        color: var(--primary-text-color);
        font-weight: 500;
      }
      .action:hover {
        background: color-mix(in srgb, var(--primary-color) 26%, transparent);
      }
      .action:disabled {
        opacity: 0.5;
        cursor: default;
      }
      .action.strong {
        background: color-mix(in srgb, var(--primary-color) 76%, #000);
        color: #fff;
      }
      .action.strong:hover {
        background: color-mix(in srgb, var(--primary-color) 66%, #000);
      }
      :focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      @media (prefers-reduced-motion: reduce) {
        * {
          transition: none !important;
        }
      }
    `,
  ];
}
