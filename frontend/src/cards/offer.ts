import { LitElement, type TemplateResult, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Hass } from "../ha";
import { type TextKey, text } from "../texts";

const PAGE = "energy-trade";

/** Offers, once, to keep the integration's own page in the sidebar; to administrators, as only they can. */
@customElement("energy-trade-offer-card")
export class OfferCard extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @state() private kept = false;

  setConfig(): void {
    // There is nothing to choose.
  }

  getCardSize(): number {
    return 2;
  }

  /** Whether there is anything to offer on the page that is shown. */
  static isWanted(hass: Hass): boolean {
    const isOwnPage = location.pathname.split("/")[1] === PAGE;
    return isOwnPage && hass.user?.is_admin === true && hass.panels[PAGE]?.show_in_sidebar === false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.kept && !OfferCard.isWanted(this.hass)) return nothing;
    const say = (key: TextKey): string => text(this.hass.language, key);
    return html`
      <ha-card>
        <p role="status">${say(this.kept ? "offer_kept" : "offer_text")}</p>
        ${this.kept ? nothing : html`<button @click=${() => void this.keep()}>${say("offer_keep")}</button>`}
      </ha-card>
    `;
  }

  private async keep(): Promise<void> {
    await this.hass.callWS({ type: "frontend/update_panel", url_path: PAGE, show_in_sidebar: true });
    this.kept = true;
  }

  static override readonly styles = css`
    ha-card {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      padding: 12px 16px;
      color: var(--primary-text-color);
    }
    p {
      flex: 1 1 200px;
      margin: 0;
      color: var(--secondary-text-color);
    }
    button {
      min-height: 40px;
      padding: 0 16px;
      border: 0;
      border-radius: 20px;
      background: color-mix(in srgb, var(--primary-color) 16%, transparent);
      color: var(--primary-text-color);
      font: inherit;
      font-weight: 500;
      cursor: pointer;
    }
  `;
}
