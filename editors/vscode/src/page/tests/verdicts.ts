/** How verdicts are shown: a sign, a colour and words, so that none of them is needed alone. */

const WORDS: Record<string, string> = {
  AC: "passed",
  WA: "wrong answer",
  PE: "wrong format",
  TLE: "too slow",
  MLE: "too much memory",
  OLE: "prints too much",
  RE: "ends with an error",
  CE: "does not compile",
  SE: "could not be judged",
  SK: "not run",
};

export type Kind = "passed" | "failed" | "open";

export function kindOf(verdict: string): Kind {
  if (verdict === "AC") return "passed";
  return verdict === "SK" || verdict === "SE" ? "open" : "failed";
}

export const SIGNS: Record<Kind, string> = { passed: "✓", failed: "✗", open: "○" };

export function wordsOf(verdict: string): string {
  return WORDS[verdict] ?? verdict;
}

export function milliseconds(time: number): string {
  return time >= 1000 ? `${(time / 1000).toFixed(2)} s` : `${Math.round(time)} ms`;
}

export function memory(kib: number): string {
  if (kib <= 0) return "";
  return kib >= 1024 ? `${Math.round(kib / 1024)} MiB` : `${Math.round(kib)} KiB`;
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 1_000_000
    ? `${Math.round(count / 1000)} kB`
    : `${(count / 1_000_000).toFixed(1)} MB`;
}

/** "12 ms · 9 MiB", of which each part may be unknown. */
export function figures(timeMs: number, memoryKiB: number): string {
  return [milliseconds(timeMs), memory(memoryKiB)].filter(Boolean).join(" · ");
}

/** "1 h 05 min", "12:04" below an hour. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
