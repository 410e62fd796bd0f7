/** What went wrong while Shortlist was set up, in words, and what helps. No part of VS Code is used. */

const MENDS: readonly [RegExp, string][] = [
  [
    /ensurepip is not available|No module named (venv|ensurepip)/i,
    "This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv. Or select another Python.",
  ],
  [
    /No space left on device|ENOSPC/i,
    "The disk is full: make room (about 300 MB), then try again.",
  ],
  [
    /Read-only file system|EROFS|Permission denied|EACCES/i,
    "The extension's folder cannot be written: see its rights, then try again.",
  ],
  [
    /is not a supported wheel on this platform|requires a different Python|Invalid wheel|not a valid wheel/i,
    "This wheel is not for this Python: build it again (pip wheel . --no-deps -w dist), or select another Python.",
  ],
  [
    /Temporary failure in name resolution|Name or service not known|Network is unreachable|Max retries|Connection (refused|reset)|ConnectionError|ProxyError|timed out/i,
    "The package index cannot be reached. Connect, or choose a folder that holds the wheels of all packages.",
  ],
  [
    /No matching distribution found|Could not find a version/i,
    "A package is not to be had for this Python. Select another one, or choose a folder that holds the wheels of all packages.",
  ],
];

/** The mend of the first kind of failure that the output tells of. */
export function mendOf(output: string): string | undefined {
  return MENDS.find(([pattern]) => pattern.test(output))?.[1];
}

/** The packages that pip did not find, by name. */
export function missingPackages(output: string): string[] {
  const found = output.matchAll(/No matching distribution found for ([\w.-]+)/g);
  return [...new Set([...found].map((match) => match[1] ?? ""))];
}
