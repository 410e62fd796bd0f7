/** The part of docs/lsp-extensions.md that is about tests and submission, typed. */
import {
  NotificationType,
  type Position,
  type ProgressToken,
  type Range,
  RequestType,
} from "vscode-languageclient/node";

/** All that is shown of the tests of one problem. */
export interface TestsView {
  uri: string;
  /** Grows with every change of what is shown. */
  version: number;
  /** Empty where the file has no statement. */
  problemId: string;
  title: string;
  url?: string;
  /** The problem's name where the file is one of practice. */
  practice?: string;
  /** Empty when its code cannot be run. */
  language: string;
  /** Why nothing can be run. */
  unavailable?: string;
  interactive: boolean;
  limits: { timeMs: number; memoryMiB: number };
  comparison: string;
  /** The file with the user's own tests, when there is one. */
  file?: string;
  running: boolean;
  runId?: string;
  /** The program was edited since these results. */
  stale: boolean;
  headline: string;
  compileOutput?: string;
  tests: TestItem[];
  notes: string[];
}

export interface TestItem {
  id: string;
  kind: "example" | "own";
  name: string;
  input: string;
  expected?: string;
  /** Whether a text is longer than what is here of it. */
  cut: boolean;
  /** Where an example stands in the document. */
  range?: Range;
  result?: TestResult;
}

export interface TestResult {
  verdict: string;
  timeMs: number;
  wallMs: number;
  memoryKiB: number;
  stdout: string;
  stderr: string;
  detail: string;
  cut: boolean;
  difference?: Difference;
}

/** The first line in which two outputs differ, and what in it does; offsets are UTF-16. */
export interface Difference {
  /** From 1. */
  line: number;
  expected: string;
  got: string;
  start: number;
  end: number;
  expectedStart: number;
  expectedEnd: number;
}

export type TestText = "input" | "expected" | "stdout" | "stderr";

export type TestChange =
  | { op: "add"; input?: string; expected?: string; name?: string; from?: string }
  | {
      op: "update";
      id: string;
      input?: string;
      expected?: string;
      name?: string;
      noExpected?: boolean;
    }
  | { op: "delete"; id: string }
  | { op: "move"; id: string; to: number }
  | { op: "accept"; id: string };

export interface TestsChanged {
  uri: string;
  version: number;
  /** More changed than is told here: the view is to be read again. */
  reload: boolean;
  running: boolean;
  headline: string;
  results: { id: string; result?: TestResult }[];
}

export interface RunEnded {
  runId: string;
  message: string;
  passed: number;
  total: number;
  cancelled: boolean;
}

export interface Stressed {
  runId: string;
  outcome: "found" | "none" | "cancelled";
  tried: number;
  message: string;
  test?: {
    input: string;
    expected: string;
    got: string;
    detail: string;
    verdict: string;
    agreeing?: number;
    of?: number;
  };
}

export interface Largest {
  runId: string;
  message: string;
  runs: {
    name: string;
    verdict: string;
    timeMs: number;
    memoryKiB: number;
    inputBytes: number;
  }[];
}

export interface DebugTarget {
  language: string;
  program: string;
  inputFile: string;
  build?: { command: string[]; output: string };
  cwd: string;
}

interface InDocument {
  uri: string;
  position?: Position;
  workDoneToken?: ProgressToken;
}

export const tests = new RequestType<InDocument, TestsView, void>("shortlist/tests");

export const testText = new RequestType<
  { uri: string; id: string; what: TestText },
  { text: string },
  void
>("shortlist/testText");

export const runTests = new RequestType<InDocument & { ids?: string[] }, RunEnded, void>(
  "shortlist/runTests",
);

export const editTests = new RequestType<{ uri: string; changes: TestChange[] }, TestsView, void>(
  "shortlist/editTests",
);

export const testChecker = new RequestType<
  { uri: string; checker?: string; convention?: string },
  TestsView,
  void
>("shortlist/testChecker");

export const importTests = new RequestType<
  { uri: string; path: string },
  { added: number; skipped: number; view: TestsView },
  void
>("shortlist/importTests");

export type ExportFormat = "companion" | "cph" | "files";

export const exportTests = new RequestType<
  { uri: string; format: ExportFormat; path: string },
  { files: string[] },
  void
>("shortlist/exportTests");

export const debugTest = new RequestType<{ uri: string; id: string }, DebugTarget, void>(
  "shortlist/debugTest",
);

export type Against = { kind: "file"; path: string } | { kind: "candidates" };

export const stress = new RequestType<
  InDocument & { against: Against; seconds?: number },
  Stressed,
  void
>("shortlist/stress");

export const largest = new RequestType<InDocument, Largest, void>("shortlist/largest");

export const console_ = new RequestType<
  { uri: string },
  { command: string[]; cwd: string; env?: Record<string, string> },
  void
>("shortlist/console");

export const testsChanged = new NotificationType<TestsChanged>("shortlist/didChangeTests");

export const newProblem = new RequestType<
  { text: string; language?: string; folder?: string },
  { uri?: string; uris?: string[]; tests: number; message: string },
  void
>("shortlist/newProblem");

export const submission = new RequestType<
  InDocument,
  {
    text: string;
    language: string;
    /** How many debug lines were left out. */
    removed: number;
    /** What could not be left out safely. */
    kept: string[];
    url?: string;
    submitUrl?: string;
  },
  void
>("shortlist/submission");

/** This window has the focus now: problems that the browser sends are for it. */
export const focused = new NotificationType<object>("shortlist/didFocus");
