import { element } from "./dom";

/** The list of a page's keys, over the page until it is closed. */
export class Help {
  readonly element: HTMLDialogElement;

  constructor(keys: readonly (readonly [key: string, hint: string])[]) {
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
