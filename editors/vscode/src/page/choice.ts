/** What can be chosen in a page: it has the focus, and its buttons can be reached by Tab. */
export interface Choosable {
  readonly id: string;
  readonly article: HTMLElement;
  setSelected(selected: boolean): void;
}

/** Which of a page's items is chosen. Until the user chooses, and when it is gone, it is the first. */
export class Choice<T extends Choosable> {
  private selected: T | undefined;
  private wanted: string | undefined;
  private byUser = false;

  constructor(
    private readonly all: () => T[],
    private readonly changed: (id: string) => void,
  ) {}

  get item(): T | undefined {
    return this.selected;
  }

  get id(): string | undefined {
    return this.selected?.id ?? this.wanted;
  }

  /** The item that is to be the chosen one when it is there. */
  want(id: string | undefined): void {
    this.wanted = id;
    this.byUser = id !== undefined;
  }

  select(item: T): void {
    this.byUser = true;
    this.mark(item);
  }

  /** Puts the focus on the item so many steps from the chosen one. */
  move(step: number): void {
    const all = this.inOrder();
    const here = this.selected ? all.indexOf(this.selected) : -1;
    this.focusOn(all[Math.min(Math.max(here + step, 0), all.length - 1)]);
  }

  first(): void {
    this.focusOn(this.inOrder()[0]);
  }

  last(): void {
    this.focusOn(this.inOrder().at(-1));
  }

  /** Puts the focus on the chosen item, unless it is there already; false when there is none. */
  focus(): boolean {
    const here = this.selected?.article;
    if (here?.contains(document.activeElement) && document.hasFocus()) return true;
    this.focusOn(this.selected);
    return this.selected !== undefined;
  }

  /** After the items have changed: what the user chose stays chosen wherever it moved to. */
  keep(): void {
    if (this.byUser && this.selected?.article.isConnected) return;
    const all = this.inOrder();
    const found = this.byUser ? all.find(({ id }) => id === this.id) : undefined;
    const item = found ?? all[0];
    const { wanted } = this;
    if (!item) this.selected = undefined;
    else this.mark(item);
    // It may come yet.
    if (!found) this.wanted = wanted;
  }

  /** Gives the focus back to what had it before an update: what is moved loses it. */
  refocus(focused: Element | null): void {
    if (!(focused instanceof HTMLElement) || focused === document.activeElement) return;
    if (focused.isConnected) focused.focus({ preventScroll: true });
    else if (focused !== document.body) this.selected?.article.focus({ preventScroll: true });
  }

  private mark(item: T): void {
    if (this.selected === item) return;
    this.selected?.setSelected(false);
    this.selected = item;
    this.wanted = undefined;
    item.setSelected(true);
    this.changed(item.id);
  }

  private focusOn(item: T | undefined): void {
    if (!item) return;
    item.article.focus({ preventScroll: true });
    item.article.scrollIntoView({ block: "nearest" });
  }

  private inOrder(): T[] {
    const byArticle = new Map(this.all().map((item) => [item.article as Element, item]));
    return [...document.querySelectorAll("article")].flatMap(
      (article) => byArticle.get(article) ?? [],
    );
  }
}
