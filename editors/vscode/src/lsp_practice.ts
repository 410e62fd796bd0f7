/** What `shortlist/practice` takes and answers: the documents of docs/practice.md, typed. */
import { NotificationType, RequestType } from "vscode-languageclient/node";

export type EntryState = "new" | "open" | "solved" | "given_up";

/** A kind of problem of the bank, or a problem of an imported set. */
export interface Entry {
  item: string;
  set: string;
  title: string;
  rating: number | null;
  tags: string[];
  kinds: string[];
  voices: string[];
  state: EntryState;
  is_due: boolean;
  due: string | null;
  last: string | null;
  rounds: number;
  solved: number;
  given_up: number;
}

export interface PracticeProblem {
  id: string;
  item: string;
  set: string;
  title: string;
  rating: number | null;
  tags: string[];
  voice: string;
  kind: string;
  hints: number;
}

export interface Opened {
  problem: PracticeProblem;
  file: string;
  language: string;
  was_open: boolean;
}

export interface JudgedGroup {
  name: string;
  verdict: string;
  passed: number;
  total: number;
  time_ms: number;
  memory_kib: number;
}

export interface RatingChange {
  before: number;
  after: number;
}

export interface Failure {
  group: string;
  number: number;
  input: string;
  expected: string;
  got: string;
  detail: string;
  errors: string;
  verdict: string;
  cut: boolean;
}

export interface Submitted {
  problem: PracticeProblem;
  language: string;
  verdict: string;
  accepted: boolean;
  groups: JudgedGroup[];
  message: string;
  tries: number;
  solved_now: boolean;
  rating: RatingChange | null;
  due: string | null;
  contest: number | null;
  recorded: boolean;
  unsure: boolean;
  has_failure: boolean;
  failure: Failure | null;
}

export interface Explained {
  problem: PracticeProblem;
  outcome: string;
  explanation: string;
  hints: string[];
  solutions: { language: string; source: string }[];
  rating: RatingChange | null;
  due: string | null;
}

export interface ContestProblem {
  letter: string;
  problem: string;
  title: string;
  rating: number | null;
  file: string;
  /** Until it was solved; null before. */
  minutes: number | null;
  rejected: number;
  penalty: number;
}

export interface Contest {
  contest: {
    number: number;
    started: string;
    ends: string;
    minutes: number;
    rating: number;
    finished: string | null;
    solved: number;
    penalty: number;
  } | null;
  running: boolean;
  seconds_left: number;
  score: { solved: number; penalty: number } | null;
  problems: ContestProblem[];
  rating: RatingChange | null;
}

export interface OpenRound {
  problem: string;
  title: string;
  rating: number | null;
  opened: string;
  language: string;
  file: string;
  tries: number;
  hints: number;
  contest: number | null;
}

export interface Progress {
  rating: { rating: number; deviation: number; is_known: boolean };
  ratings: {
    at: string;
    rating: number;
    deviation: number;
    cause: string;
    contest: number | null;
  }[];
  solved: number;
  given_up: number;
  tries: number;
  hints: number;
  solve_seconds: number | null;
  streak: { current: number; longest: number; today: boolean };
  weeks: { start: string; solved: number; given_up: number }[];
  tags: { tag: string; solved: number; given_up: number }[];
  due_days: { day: string; count: number }[];
  due: string[];
  open: OpenRound[];
  contests: NonNullable<Contest["contest"]>[];
}

/** What each action takes and answers. */
export interface Actions {
  list: [object, { total: number; tags: string[]; entries: Entry[] }];
  next: [
    { like?: string },
    { problem: string; entry: Entry; why: string; reason: string; rating: number },
  ];
  open: [
    { problem: string; place?: string; language?: string; voice?: string; kind?: string },
    Opened,
  ];
  submit: [{ uri: string; showFailure?: boolean }, Submitted];
  hint: [
    { uri: string; again?: boolean },
    { problem: PracticeProblem; given: string[]; available: number },
  ];
  giveUp: [{ uri: string }, Explained];
  explain: [{ uri: string }, Explained];
  contestStart: [{ problems: number; minutes: number; at?: number; language?: string }, Contest];
  contest: [object, Contest];
  contestFinish: [object, Contest];
  progress: [object, Progress];
  import: [
    { path: string; name?: string; replace?: boolean },
    {
      set: string;
      problems: number;
      left_out: { name: string; reason: string }[];
      has_hints: boolean;
    },
  ];
  sets: [object, { sets: { name: string; problems: number }[] }];
  removeSet: [{ name: string }, { sets: { name: string; problems: number }[] }];
  setRating: [{ rating: number }, Progress];
  export: [{ table: string; file: string }, { table: string; rows: number; file: string }];
}

export type Action = keyof Actions;

export const practice = new RequestType<
  { action: Action; arguments: object },
  { notes?: string[] },
  void
>("shortlist/practice");

export const groupJudged = new NotificationType<{ uri: string; group: JudgedGroup }>(
  "shortlist/didJudgeGroup",
);
