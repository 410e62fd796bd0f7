/** Small helpers over the document. Text is always set as text, never as HTML. */

type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes and children; an attribute that is undefined or false is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) target.setAttribute(name, String(value));
  }
}

/** Changes the text only where it differs, and hides what has nothing to say. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === "";
}

/** Text in which backticks mark code. */
export function setMarked(target: HTMLElement, text: string): void {
  target.hidden = text === "";
  if (target.dataset.text === text) return;
  target.dataset.text = text;
  const parts = text.split(/`([^`]+)`/);
  target.replaceChildren(
    ...parts.map((part, index) => (index % 2 ? element("code", {}, part) : part)),
  );
}

/** A title with what can be done about what stands below it. */
export function bar(title: HTMLElement, ...actions: HTMLElement[]): HTMLElement {
  return element("div", { class: "bar" }, title, element("div", { class: "actions" }, ...actions));
}

/** A button that does one thing. */
export function button(
  label: string,
  press: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}
