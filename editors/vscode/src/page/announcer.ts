import { element } from "./dom";

const SPOKEN_EVERY_MS = 3000;

/** What a screen reader says of a run: its beginning and its end, and now and then how far it is. */
export class Announcer {
  readonly element = element("p", { class: "spoken", role: "status" });
  private spokenAt = 0;
  private wasRunning = false;

  progress(headline: string, running: boolean): void {
    const now = performance.now();
    const turned = running !== this.wasRunning;
    this.wasRunning = running;
    if (turned || now - this.spokenAt >= SPOKEN_EVERY_MS) this.say(headline, now);
  }

  say(text: string, now = performance.now()): void {
    this.spokenAt = now;
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
