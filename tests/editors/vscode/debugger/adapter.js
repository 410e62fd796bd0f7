// In the place of Python's debugger, which is not to be had offline: it starts what it is told to,
// without breakpoints, and says what was printed.
const { spawn } = require("node:child_process");
const vscode = require("vscode");

class Adapter {
  constructor() {
    this.sent = new vscode.EventEmitter();
    this.onDidSendMessage = this.sent.event;
  }

  handleMessage(request) {
    const { seq, command, arguments: given } = request;
    const answer = { type: "response", request_seq: seq, command, success: true };
    this.sent.fire(answer);
    const say = (event, body) => this.sent.fire({ type: "event", event, body });
    if (command === "initialize") say("initialized");
    if (command !== "launch") return;
    const child = spawn(process.env.SHORTLIST_PYTHON, [given.program, ...given.args], {
      cwd: given.cwd,
    });
    child.stdout.on("data", (output) => say("output", { output: `printed ${output}` }));
    child.stderr.on("data", (output) => say("output", { output: String(output) }));
    child.on("close", () => say("terminated"));
  }

  dispose() {
    this.sent.dispose();
  }
}

exports.activate = ({ subscriptions }) => {
  const factory = {
    createDebugAdapterDescriptor: () => new vscode.DebugAdapterInlineImplementation(new Adapter()),
  };
  subscriptions.push(vscode.debug.registerDebugAdapterDescriptorFactory("debugpy", factory));
};
