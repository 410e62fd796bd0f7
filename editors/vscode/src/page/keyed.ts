/** One item's part of the page. */
export interface Part<T> {
  readonly element: HTMLElement;
  update(item: T): void;
}

/**
 * The children of an element, one for each item of a list and found again by its key. An update
 * touches what changed only: an item that stayed the same costs a comparison, one that moved is
 * moved.
 */
export class KeyedList<T, P extends Part<T> = Part<T>> {
  private readonly shown = new Map<string, { part: P; fingerprint: string }>();

  constructor(
    private readonly parent: HTMLElement,
    private readonly keyOf: (item: T) => string,
    private readonly make: (item: T) => P,
  ) {}

  get parts(): P[] {
    return [...this.shown.values()].map(({ part }) => part);
  }

  get(key: string): P | undefined {
    return this.shown.get(key)?.part;
  }

  /** Updates the part of one item that is there already. */
  patch(item: T): void {
    if (this.shown.has(this.keyOf(item))) this.updated(item);
  }

  update(items: readonly T[]): void {
    const keys = new Set(items.map(this.keyOf));
    for (const [key, { part }] of this.shown) {
      if (keys.has(key)) continue;
      part.element.remove();
      this.shown.delete(key);
    }
    let place = this.parent.firstElementChild;
    for (const item of items) {
      const { element } = this.updated(item);
      // One that went far down is taken out at once, instead of moving all that it stood before.
      if (place !== element && place?.nextElementSibling === element) {
        const late = place;
        place = element;
        late.remove();
      }
      if (place === element) place = element.nextElementSibling;
      else this.parent.insertBefore(element, place);
    }
    this.parent.hidden = items.length === 0;
  }

  private updated(item: T): P {
    const key = this.keyOf(item);
    const fingerprint = JSON.stringify(item);
    const known = this.shown.get(key);
    if (known?.fingerprint === fingerprint) return known.part;
    const part = known?.part ?? this.make(item);
    part.update(item);
    this.shown.set(key, { part, fingerprint });
    return part;
  }
}
