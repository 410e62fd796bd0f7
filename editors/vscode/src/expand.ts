import * as os from "node:os";

/** What the variables in a setting stand for. */
export interface Variables {
  workspaceFolder?: string;
  home?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Expands a leading `~`, `${workspaceFolder}`, `${userHome}` and `${env:NAME}`. A variable that is
 * not set becomes the empty string, as in VS Code's own settings; any other `${…}` stays as written.
 */
export function expand(text: string, variables: Variables): string {
  const home = variables.home ?? os.homedir();
  const env = variables.env ?? process.env;
  const withHome = /^~(?=$|[/\\])/.test(text) ? home + text.slice(1) : text;
  return withHome.replace(/\$\{(workspaceFolder|userHome|env:([^}]+))\}/g, (_, name, variable) => {
    if (name === "workspaceFolder") return variables.workspaceFolder ?? "";
    if (name === "userHome") return home;
    return env[variable as string] ?? "";
  });
}

/** A command as an argument array: every part expanded, empty parts left out. */
export function expandCommand(command: readonly string[], variables: Variables): string[] {
  return command.map((part) => expand(part, variables)).filter((part) => part !== "");
}
