import { BUTTONS } from "./card";
import { element } from "./dom";

/** The list of keys, over the page until it is closed. */
export class Help {
  readonly element: HTMLDialogElement;

  constructor() {
    const keys: [string, string][] = [
      ["↑ ↓, k j", "Previous and next program"],
      ["Home, End", "First and last program"],
      ...BUTTONS.map(({ key, hint }): [string, string] => [key, hint]),
      ["Escape", "Back to the code"],
      ["?", "This list"],
    ];
    const close = element("button", { type: "button" }, "Close");
    this.element = element(
      "dialog",
      { "aria-labelledby": "keys-title" },
      element("h2", { id: "keys-title" }, "Keys"),
      element(
        "dl",
        {},
        ...keys.flatMap(([key, hint]) => [
          element("dt", {}, element("kbd", {}, key)),
          element("dd", {}, hint),
        ]),
      ),
      close,
    );
    close.addEventListener("click", () => this.element.close());
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  open(): void {
    this.element.showModal();
  }
}
