"""English."""

from shortlist_engine.statement.words.words import Words

ENGLISH = Words(
    name="English",
    input=(
        "Input", "Inputs", "Stdin", "Std input", "Standard input", "Input data", "Input format",
        "Input specification", "Input description", "Input file",
    ),
    output=(
        "Output", "Outputs", "Stdout", "Std output", "Standard output", "Output data",
        "Output format", "Output specification", "Output description", "Output file",
    ),
    example=(
        "Sample", "Example", "Samples", "Examples", "Sample test", "Sample tests", "Example test",
        "Sample case", "Sample test case", "Sample data",
    ),
    examples=(
        "Sample I/O", "Sample IO", "Input/output samples", "Input/output examples",
        "Input and output samples", "Input and output examples", "Input output examples",
        "Examples of input and output", "Sample test(s)",
    ),
    sample_input=("Expected input", "Test input", "Input for the example"),
    sample_output=(
        "Expected output", "Test output", "Output for the example", "Correct output",
        "Answer for the sample", "Answer #",
    ),
    after=(
        "Explanation", "Explanations", "Explaination", "Explanation of the sample",
        "Sample explanation", "Note", "Notes", "Footnote", "Footnotes", "Hint", "Hints", "Remark",
        "Remarks", "Constraints", "Constraint", "Follow up", "Follow-up", "Source", "Author",
        "Authors", "Problem credits", "Problem author", "Problem source", "Added by", "Your task",
        "Expected time complexity", "Expected auxiliary space",
        "Expected auxiliary space complexity", "Expected space complexity", "Time complexity",
        "Space complexity", "Powered by CP Editor", "Submissions",
        "Max score", "Difficulty", "Rate this challenge",
    ),
    sections=(
        "Scoring", "Subtask", "Subtasks", "Sub-tasks", "Sources", "Limits", "Limitations", "Tags",
        "Topics", "Problem statement", "Problem tags", "Problem description", "Related topics",
        "Companies", "Company tags", "Topic tags", "Credit", "Credits", "Resources", "Editorial",
        "Solution", "Description", "Statement", "Task", "Grading", "Scoring and limits",
        "Attributes", "Comments", "Hide",
    ),
    small=(
        "for", "of", "the", "to", "corresponding to", "test", "tests", "case", "cases", "data",
        "(s)", "above", "this", "that",
    ),
    copy=("Copy", "Copied", "Copied!", "Copy to clipboard", "content_copy", "Copy code"),
    time_limit=(
        "Time limit", "CPU time limit", "Timelimit", "Time limit per test",
        "Time limit per test case", "Time-limit", "Time_limit", "Time:",
    ),
    memory_limit=(
        "Memory limit", "Mem limit", "Memorylimit", "Memory limit per test",
        "Memory limit per test case", "Memory-limit", "Memory_limit", "Memory:",
    ),
    seconds=("s", "sec", "secs", "second", "seconds", "second(s)", "sec(s)"),
    milliseconds=("ms", "msec", "msecs", "millisecond", "milliseconds"),
    mebibytes=(
        "MB", "MiB", "M", "megabyte", "megabytes", "mebibyte", "mebibytes", "Mbyte", "Mbytes",
    ),
    kibibytes=(
        "KB", "KiB", "K", "kilobyte", "kilobytes", "kibibyte", "kibibytes", "Kbyte", "Kbytes",
    ),
    gibibytes=(
        "GB", "GiB", "G", "gigabyte", "gigabytes", "gibibyte", "gibibytes", "Gbyte", "Gbytes",
    ),
    standard=("standard input", "standard output", "stdin", "stdout"),
    nothing=(
        "No input", "There is no input", "None", "Nothing", "This problem has no input",
        "This task has no input", "The input is empty",
    ),
    tolerance=(
        "absolute or relative error", "relative or absolute error", "absolute error",
        "relative error",
    ),
    any_case=(
        "in any case (upper or lower)", "case-insensitive", "case insensitive",
        "letter case does not matter",
    ),
    several_answers=("print any of them", "output any of them", "any of them is accepted"),
    interactive=("this is an interactive problem", "this is an interactive task"),
    prose=(
        "the", "is", "are", "was", "were", "be", "of", "in", "for", "to", "and", "or", "as", "we",
        "you", "they", "this", "that", "these", "it", "its", "with", "by", "from", "on", "at",
        "there", "here", "when", "if", "then", "so", "has", "have", "had", "can", "cannot",
        "will", "not", "no", "which", "one", "first", "second", "third", "above", "below",
        "following", "after", "before", "since", "because", "answer", "output", "input", "sample",
        "example", "all", "any", "each", "only", "print", "note", "case", "query", "test", "a",
        "an",
    ),
)  # fmt: skip
