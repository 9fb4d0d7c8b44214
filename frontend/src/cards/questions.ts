import { type TemplateResult, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Board, BoardQuestion } from "../board";
import { type CardForm, EnergyTradeCard, cardForm } from "../card";
import { formatTime } from "../format";
import type { CardConfig } from "../ha";
import { DOMAIN, type Home } from "../homes";

export interface QuestionsConfig extends CardConfig {
  hide_empty?: boolean;
}

@customElement("energy-trade-questions-card")
export class QuestionsCard extends EnergyTradeCard<QuestionsConfig> {
  protected readonly titleKey = "questions_title";
  /** What is under way or went wrong, by question. */
  @state() private answering: Readonly<Record<string, { choice?: string; error?: string }>> = {};

  static getStubConfig(): Partial<QuestionsConfig> {
    return {};
  }

  static getConfigForm(): CardForm {
    return cardForm({ name: "hide_empty", selector: { boolean: {} } });
  }

  protected content(board: Board, home: Home): TemplateResult | typeof nothing {
    const questions = board.questions ?? [];
    this.toggleAttribute("asks", questions.length > 0);
    if (questions.length === 0) {
      if (this.config.hide_empty && !this.preview) return this.disappear(true);
      this.disappear(false);
      return this.notice("questions_empty");
    }
    this.disappear(false);
    return html`<div aria-live="polite">${questions.map((question) => this.question(question, home))}</div>`;
  }

  /** A card that hides itself leaves no gap either: Home Assistant watches this. */
  private disappear(hide: boolean): typeof nothing {
    if (this.hidden !== hide) {
      this.hidden = hide;
      this.dispatchEvent(new CustomEvent("card-visibility-changed", { bubbles: true, composed: true, detail: { value: !hide } }));
    }
    return nothing;
  }

  private question(question: BoardQuestion, home: Home): TemplateResult {
    const { choice: given, error } = this.answering[question.question_id] ?? {};
    const standard = question.choices.find(({ choice }) => choice === question.default)?.text ?? question.default;
    const until = { time: formatTime(this.hass, question.expires), choice: standard };
    return html`
      <section aria-labelledby=${question.question_id}>
        <h3 id=${question.question_id}>${question.title}</h3>
        <p>${question.text}</p>
        <div class="choices" role="group" aria-labelledby=${question.question_id}>
          ${question.choices.map(
            ({ choice, text }, index) => html`
              <button
                class="action ${index === 0 ? "strong" : ""}"
                ?disabled=${given !== undefined}
                @click=${() => void this.answer(question, choice, home)}
              >${text}</button>
            `,
          )}
        </div>
        <p class="muted">
          ${error === undefined ? this.text("questions_until", until) : this.text("questions_failed", { error })}
        </p>
      </section>
    `;
  }

  private async answer(question: BoardQuestion, choice: string, home: Home): Promise<void> {
    const { question_id } = question;
    const note = (state: { choice?: string; error?: string }): void => {
      this.answering = { ...this.answering, [question_id]: state };
    };
    note({ choice });
    try {
      await this.hass.callService(DOMAIN, "answer", { config_entry_id: home.entry, question_id, choice }, undefined, false);
    } catch (error) {
      note({ error: (error as { message?: string }).message ?? "" });
    }
  }

  static override readonly styles = [
    ...EnergyTradeCard.styles,
    css`
      :host([hidden]) {
        display: none;
      }
      :host([asks]) ha-card {
        border-color: var(--primary-color);
        box-shadow: inset 4px 0 0 var(--primary-color);
      }
      section + section {
        margin-top: 16px;
        padding-top: 12px;
        border-top: 1px solid var(--et-line);
      }
      h3 {
        margin: 0 0 4px;
        font-size: 15px;
        color: inherit;
      }
      p {
        margin: 0 0 10px;
        white-space: pre-line;
      }
      p.muted {
        margin: 10px 0 0;
        font-size: 12px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
}
