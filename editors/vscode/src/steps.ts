import { spawn } from "node:child_process";
import * as vscode from "vscode";

const LINES_KEPT = 200;

/** A program that ended with another status than 0, with what it said last. */
export class StepFailure extends Error {
  constructor(
    readonly program: string,
    readonly output: string,
  ) {
    super(output.trim().split("\n").at(-1) || `${program} failed`);
  }
}

/**
 * Runs a program, with its output in the log line by line. Cancelling ends it with all that it
 * started. Throws a StepFailure, or a CancellationError.
 */
export function runStep(
  command: readonly [string, ...string[]],
  log: vscode.LogOutputChannel,
  token: vscode.CancellationToken,
): Promise<void> {
  const [program, ...args] = command;
  log.info(`Set up: ${JSON.stringify(command)}`);
  const group = process.platform !== "win32";
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: group });
  const lines: string[] = [];
  const read = (data: Buffer) => {
    for (const line of String(data).split(/\r?\n/).filter(Boolean)) {
      log.info(`Set up: ${line}`);
      lines.push(line);
    }
    lines.splice(0, lines.length - LINES_KEPT);
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const stop = token.onCancellationRequested(() => {
    if (group && child.pid) process.kill(-child.pid, "SIGTERM");
    else child.kill();
  });
  return new Promise<void>((resolve, reject) => {
    child.on("error", (error) => reject(new StepFailure(program, error.message)));
    child.on("close", (code) => {
      if (token.isCancellationRequested) reject(new vscode.CancellationError());
      else if (code === 0) resolve();
      else reject(new StepFailure(program, lines.join("\n")));
    });
  }).finally(() => stop.dispose());
}
