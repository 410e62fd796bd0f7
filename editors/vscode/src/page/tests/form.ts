import { button, element } from "../dom";
import type { Draft } from "./messages";

const ROWS_MOST = 20;

let forms = 0;

/** The form in which a test is made or changed. What is typed is told at once, so that it is kept. */
export class TestForm {
  private readonly name = element("input", { type: "text", spellcheck: "false" });
  private readonly input = area();
  private readonly expected = area();
  private readonly compared = element("input", { type: "checkbox" });
  private readonly refusal = element("p", { class: "failed", role: "alert", hidden: true });
  private readonly saving: HTMLButtonElement;
  readonly element: HTMLFormElement;

  constructor(
    draft: Draft,
    private readonly host: {
      changed(draft: Draft): void;
      save(draft: Draft): void;
      cancel(): void;
    },
  ) {
    forms += 1;
    this.name.value = draft.name;
    this.input.value = draft.input;
    this.expected.value = draft.expected;
    this.compared.checked = draft.compared;
    this.saving = button("Save", () => this.save(), {
      class: "primary",
      title: "Save (Ctrl+Enter)",
    });
    this.element = element(
      "form",
      { class: "form" },
      labelled("Name", this.name, "name"),
      labelled("Input", this.input, "input"),
      element(
        "p",
        { class: "check" },
        this.compared,
        labelOf("Compare what is printed with", this.compared, "compared"),
      ),
      labelled("Expected output", this.expected, "expected"),
      this.refusal,
      element(
        "div",
        { class: "actions" },
        this.saving,
        button("Cancel", () => host.cancel(), { title: "Cancel (Escape)" }),
      ),
    );
    this.element.addEventListener("input", () => this.changed());
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.changed(true);
  }

  focus(): void {
    this.input.focus();
  }

  /** The server did not take it. What was typed stays. */
  refused(message: string): void {
    this.saving.disabled = false;
    this.refusal.textContent = message;
    this.refusal.hidden = false;
  }

  /** Whether an answer is waited for. */
  get isSaving(): boolean {
    return this.saving.disabled;
  }

  private get draft(): Draft {
    return {
      name: this.name.value.trim(),
      input: this.input.value,
      expected: this.expected.value,
      compared: this.compared.checked,
    };
  }

  private changed(first = false): void {
    for (const field of [this.input, this.expected]) {
      field.rows = Math.min(Math.max(field.value.split("\n").length, 2), ROWS_MOST);
    }
    this.expected.disabled = !this.compared.checked;
    if (!first) this.host.changed(this.draft);
  }

  private save(): void {
    this.refusal.hidden = true;
    this.saving.disabled = true;
    this.host.save(this.draft);
  }

  private key(event: KeyboardEvent): void {
    // The keys of the list are letters here.
    event.stopPropagation();
    if (event.key === "Escape") this.host.cancel();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    else if (event.key === "Enter" && event.target === this.name) this.save();
    else return;
    event.preventDefault();
  }
}

function area(): HTMLTextAreaElement {
  return element("textarea", { rows: 2, spellcheck: "false", wrap: "off" });
}

function labelOf(text: string, field: HTMLElement, name: string): HTMLLabelElement {
  field.id = `${name}-${forms}`;
  return element("label", { for: field.id }, text);
}

function labelled(text: string, field: HTMLElement, name: string): HTMLElement {
  return element("div", { class: "field" }, labelOf(text, field, name), field);
}
