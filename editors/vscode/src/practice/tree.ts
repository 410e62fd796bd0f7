import * as path from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../log";
import type { Contest, Entry, OpenRound } from "../lsp_practice";
import type { Contests } from "./contests";
import { EVERYTHING, type Filter, matches, wordsOf } from "./filter";
import { askFilter } from "./filtering";
import type { Catalogue, Practice } from "./practice";

export const PRACTICE_VIEW = "shortlist.practice";

/** One line of the tree; what is below it is made when it is opened. */
export interface Node {
  item: vscode.TreeItem;
  children?: () => Node[];
  /** What its commands are about. */
  problem?: string;
  voices?: string[];
  kinds?: string[];
  set?: string;
}

const STATES: Record<string, { icon: string; words: string; colour?: string }> = {
  new: { icon: "circle-outline", words: "new" },
  open: { icon: "edit", words: "open" },
  solved: { icon: "pass", words: "solved", colour: "testing.iconPassed" },
  given_up: { icon: "circle-slash", words: "given up" },
};

/** What can be practised: what is open and due, then all of it by rating, topic and set. */
export class PracticeTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private filter: Filter = EVERYTHING;

  constructor(
    private readonly practice: Practice,
    private readonly contests: Contests,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.view = vscode.window.createTreeView(PRACTICE_VIEW, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscriptions = [
      this.changed,
      this.view,
      practice.onDidChange(() => this.changed.fire()),
      contests.onDidChange(() => this.changed.fire()),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${PRACTICE_VIEW}.focus`);
  }

  async askFilter(): Promise<void> {
    const filter = await askFilter(await this.practice.catalogue(), this.filter);
    if (filter) this.setFilter(filter);
  }

  clearFilter(): void {
    this.setFilter(EVERYTHING);
  }

  getTreeItem({ item }: Node): vscode.TreeItem {
    return item;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) return node.children?.() ?? [];
    try {
      const [catalogue] = await Promise.all([this.practice.catalogue(), this.contests.know()]);
      this.view.message = undefined;
      return this.roots(catalogue);
    } catch (error) {
      this.log.info(`Practice: ${messageOf(error)}`);
      this.view.message = messageOf(error);
      return [];
    }
  }

  private setFilter(filter: Filter): void {
    this.filter = filter;
    this.view.description = wordsOf(filter);
    const narrowed = wordsOf(filter) !== "";
    void vscode.commands.executeCommand("setContext", "shortlist.practiceFiltered", narrowed);
    this.changed.fire();
  }

  private roots({ entries: all, progress, sets }: Catalogue): Node[] {
    const entries = all.filter((entry) => matches(this.filter, entry));
    const narrowed = wordsOf(this.filter) !== "";
    const { contest } = this.contests;
    const due = entries.filter((entry) => entry.is_due);
    const { expanded } = FOLDS;
    return [
      ...(contest?.running ? [contestNode(contest)] : []),
      folder("Open", "edit", progress.open.map(roundNode), { fold: expanded, hideEmpty: true }),
      folder("Due", "history", () => byRating(due), {
        count: due.length,
        fold: expanded,
        hideEmpty: true,
      }),
      ...(narrowed
        ? [
            folder("Matching", "filter", () => byRating(entries), {
              count: entries.length,
              fold: expanded,
            }),
          ]
        : []),
      folder("By rating", "graph", () => ratings(entries), { count: entries.length }),
      folder("By topic", "tag", () => topics(entries), {}),
      folder("Solved", "pass", () => byRating(entries.filter(({ solved }) => solved > 0)), {
        count: entries.filter(({ solved }) => solved > 0).length,
        hideEmpty: true,
      }),
      ...sets.map(({ name, problems }) =>
        setNode(name, problems, () => byRating(entries.filter((entry) => entry.set === name))),
      ),
    ].filter((node) => node !== undefined);
  }
}

const FOLDS = {
  expanded: vscode.TreeItemCollapsibleState.Expanded,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
};

function folder(
  label: string,
  icon: string,
  children: Node[] | (() => Node[]),
  options: { count?: number; fold?: vscode.TreeItemCollapsibleState; hideEmpty?: boolean },
): Node | undefined {
  const count = options.count ?? (Array.isArray(children) ? children.length : undefined);
  if (options.hideEmpty && count === 0) return undefined;
  const item = new vscode.TreeItem(label, options.fold ?? FOLDS.collapsed);
  // The same line stays open when the numbers in it change.
  item.id = `folder ${label}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = count === undefined ? undefined : String(count);
  return { item, children: () => (Array.isArray(children) ? children : children()) };
}

function byRating(entries: readonly Entry[]): Node[] {
  const rated = (entry: Entry) => entry.rating ?? Number.MAX_SAFE_INTEGER;
  return [...entries]
    .sort((a, b) => rated(a) - rated(b) || a.title.localeCompare(b.title))
    .map(entryNode);
}

function ratings(entries: readonly Entry[]): Node[] {
  const groups = new Map<number | undefined, Entry[]>();
  for (const entry of entries) {
    const hundred = entry.rating === null ? undefined : Math.floor(entry.rating / 100) * 100;
    groups.set(hundred, [...(groups.get(hundred) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => (a ?? Infinity) - (b ?? Infinity))
    .map(([rating, group]) => {
      const item = new vscode.TreeItem(rating?.toString() ?? "Not rated", FOLDS.collapsed);
      item.id = `rating ${rating}`;
      item.description = doneOf(group);
      return { item, children: () => byRating(group) };
    });
}

function topics(entries: readonly Entry[]): Node[] {
  const tags = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const tag of entry.tags) tags.set(tag, [...(tags.get(tag) ?? []), entry]);
  }
  return [...tags]
    .sort(([a, one], [b, other]) => other.length - one.length || a.localeCompare(b))
    .map(([tag, group]) => {
      const item = new vscode.TreeItem(tag, FOLDS.collapsed);
      item.id = `topic ${tag}`;
      item.description = doneOf(group);
      return { item, children: () => byRating(group) };
    });
}

function doneOf(entries: readonly Entry[]): string {
  const solved = entries.filter((entry) => entry.solved > 0).length;
  return solved > 0 ? `${solved} of ${entries.length} solved` : String(entries.length);
}

function entryNode(entry: Entry): Node {
  const { title, item: name, rating, state, is_due, tags, voices, kinds, set } = entry;
  const shown = STATES[state] ?? { icon: "circle-outline", words: state };
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.iconPath = is_due
    ? new vscode.ThemeIcon("history")
    : new vscode.ThemeIcon(
        shown.icon,
        shown.colour ? new vscode.ThemeColor(shown.colour) : undefined,
      );
  item.description = [rating, is_due && "due"].filter(Boolean).join(" · ");
  item.tooltip = [name, tags.join(", "), shown.words + (is_due ? ", due" : "")]
    .filter(Boolean)
    .join("\n");
  item.contextValue = "problem";
  const words = [title, rating && `rated ${rating}`, shown.words, is_due && "due"];
  item.accessibilityInformation = { label: words.filter(Boolean).join(", ") };
  const node = { item, problem: name, voices, kinds, set };
  item.command = { command: "shortlist.openProblem", title: "Open", arguments: [node] };
  return node;
}

function roundNode({
  problem,
  title,
  rating,
  file,
  tries,
  hints,
  contest,
  language,
}: OpenRound): Node {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon("edit");
  item.description = [
    rating,
    tries && plural(tries, "try", "tries"),
    hints && plural(hints, "hint", "hints"),
  ]
    .filter(Boolean)
    .join(" · ");
  item.tooltip = [problem, file, contest !== null && `Contest ${contest}`, language]
    .filter(Boolean)
    .join("\n");
  item.contextValue = "problem";
  const node = { item, problem };
  const resource = file && path.isAbsolute(file) ? vscode.Uri.file(file) : undefined;
  item.command = resource
    ? { command: "vscode.open", title: "Open", arguments: [resource] }
    : { command: "shortlist.openProblem", title: "Open", arguments: [node] };
  return node;
}

function contestNode({ contest, problems, score }: Contest): Node {
  const item = new vscode.TreeItem(`Contest ${contest?.number ?? ""}`, FOLDS.expanded);
  item.id = "contest";
  item.iconPath = new vscode.ThemeIcon("watch");
  item.description = `${score?.solved ?? 0} of ${problems.length} solved`;
  item.contextValue = "contest";
  const children = problems.map(({ letter, title, minutes, rejected, file, problem }) => {
    const child = new vscode.TreeItem(`${letter}. ${title}`);
    const solved = minutes !== null;
    child.iconPath = solved
      ? new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"))
      : new vscode.ThemeIcon("circle-outline");
    child.description = [solved && `${minutes} min`, rejected > 0 && `${rejected} rejected`]
      .filter(Boolean)
      .join(" · ");
    const resource = vscode.Uri.file(file);
    child.command = { command: "vscode.open", title: "Open", arguments: [resource] };
    return { item: child, problem };
  });
  return { item, children: () => children };
}

function setNode(name: string, problems: number, children: () => Node[]): Node {
  const item = new vscode.TreeItem(name, FOLDS.collapsed);
  item.id = `set ${name}`;
  item.iconPath = new vscode.ThemeIcon("library");
  item.description = String(problems);
  item.contextValue = "set";
  return { item, children, set: name };
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
