"""Hostile C++ programs and programs that attack the compiler; placeholders as in hostile_python."""

# ruff: noqa: E501

from __future__ import annotations

from tests.engine.execution.hostile_python import Attack

_PRELUDE = r"""
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <vector>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
static void report(const char *name, long result) {
    if (result >= 0) printf("ESCAPE %s\n", name); else printf("blocked %s\n", name);
    fflush(stdout);
}
"""


def _attack(name: str, tries: str, body: str, *verdicts: str) -> Attack:
    source = _PRELUDE + "int main() {\n" + body + "\n}\n"
    return Attack(name, tries, source, verdicts or ("WA", "RE"), "cpp")


def _source(name: str, tries: str, source: str, *verdicts: str) -> Attack:
    return Attack(name, tries, source, verdicts or ("CE",), "cpp")


PROGRAMS = [
    _attack(
        "cpp_files",
        "reads and writes files outside",
        'report("secret", open("@@SECRET@@", O_RDONLY));\n'
        'report("passwd", open("/etc/passwd", O_RDONLY));\n'
        'report("victim", open("@@VICTIM@@", O_RDWR));\n'
        'report("create", open("@@OUT@@/cpp", O_CREAT | O_WRONLY, 0666));\n'
        'report("truncate", truncate("@@VICTIM@@", 0));\n'
        'report("environ", open("/proc/self/environ", O_RDONLY));',
    ),
    _attack(
        "cpp_metadata",
        "changes names and modes of files outside",
        'report("chmod", chmod("@@VICTIM@@", 0));\nreport("unlink", unlink("@@VICTIM@@"));\n'
        'report("rename", rename("@@VICTIM@@", "@@OUT@@/x"));\n'
        'report("mkdir", mkdir("@@OUT@@/d", 0777));',
    ),
    _attack(
        "cpp_network",
        "connects to listeners",
        "sockaddr_in a{}; a.sin_family = AF_INET; a.sin_port = htons(@@TCP@@);\n"
        "a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);\n"
        "int s = socket(AF_INET, SOCK_STREAM, 0);\n"
        'report("socket", s); report("connect", connect(s, (sockaddr *)&a, sizeof a));\n'
        'report("unix", socket(AF_UNIX, SOCK_STREAM, 0));\n'
        'report("netlink", socket(AF_NETLINK, SOCK_RAW, 0));',
    ),
    _attack(
        "cpp_shell",
        "executes a shell",
        'execl("/bin/sh", "sh", "-c", "echo ESCAPE; touch @@OUT@@/sh", (char *)0);\n'
        'report("system", system("touch @@OUT@@/sh") == 0 ? 0 : -1);',
    ),
    _attack(
        "cpp_exec_fd",
        "executes another program through the descriptor number it was started by",
        'for (const char *p : {"/usr/bin/env", "/bin/sh", "/usr/bin/touch"}) {\n'
        "    int fd = open(p, O_RDONLY); if (fd < 0) fd = open(p, O_PATH);\n"
        "    if (fd >= 0 && fd != 3) dup2(fd, 3);\n"
        '    const char *v[] = {"sh", "-c", "echo ESCAPE", 0};\n'
        '    syscall(SYS_execveat, 3, "", v, 0, AT_EMPTY_PATH);\n'
        '    syscall(SYS_execveat, AT_FDCWD, p, v, 0, 0);\n}\nputs("blocked");',
    ),
    _attack(
        "cpp_fork_bomb",
        "forks without end",
        'while (true) if (fork() < 0) { puts("blocked"); break; }',
    ),
    _attack(
        "cpp_vfork", "uses vfork", 'long r = vfork(); if (r == 0) _exit(0); report("vfork", r);'
    ),
    _attack(
        "cpp_kill_parent", "kills its parent", 'report("kill", kill(getppid(), SIGKILL));', "RE"
    ),
    _attack("cpp_kill_all", "kills everyone", 'report("kill", kill(-1, SIGKILL));', "RE"),
    _attack(
        "cpp_ptrace",
        "lets itself be traced",
        'report("ptrace", ptrace(PTRACE_TRACEME, 0, 0, 0));',
        "RE",
    ),
    _attack(
        "cpp_int80",
        "makes a system call through the 32-bit door",
        '#if defined(__x86_64__)\nlong r; asm volatile("int $0x80" : "=a"(r) : "a"(20) : "memory");\n'
        'report("int80", r);\n#else\nabort();\n#endif',
        "RE",
    ),
    _attack("cpp_memfd", "makes an anonymous file", 'report("memfd", memfd_create("x", 0));'),
    _attack(
        "cpp_output",
        "writes without end",
        'while (true) puts("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");',
        "OLE",
    ),
    _attack(
        "cpp_sparse",
        "grows its output file beyond all limits",
        'report("ftruncate", ftruncate(1, 1L << 40)); report("fallocate", fallocate(1, 0, 0, 1L << 30));',
        "OLE",
        "RE",
        "WA",
    ),
    _attack("cpp_loop", "loops", "volatile int x = 0; while (true) ++x;", "TLE"),
    _attack("cpp_sleep", "sleeps", "sleep(100);", "TLE"),
    _attack(
        "cpp_signals",
        "blocks and ignores signals and loops",
        "sigset_t all; sigfillset(&all); sigprocmask(SIG_BLOCK, &all, 0);\n"
        "for (int s = 1; s < 32; ++s) signal(s, SIG_IGN);\nvolatile int x = 0; while (true) ++x;",
        "TLE",
    ),
    _attack("cpp_alarm", "stops itself", "raise(SIGSTOP);", "TLE"),
    _attack(
        "cpp_memory",
        "takes memory until there is none",
        "std::vector<char *> v; while (true) { v.push_back(new char[1 << 20]); memset(v.back(), 1, 1 << 20); }",
        "MLE",
    ),
    _source(
        "cpp_stack",
        "recurses without end",
        "#include <cstdio>\nint f(volatile int *p) { volatile int a[64]; a[0] = *p; return f(a) + a[0]; }\n"
        'int main() { int x = 1; printf("%d", f(&x)); }',
        "RE",
        "TLE",
        "MLE",
    ),
    _attack("cpp_null", "writes to address zero", "*(volatile int *)0 = 1;", "RE"),
    _attack(
        "cpp_forge",
        "writes reports of success to every descriptor and leaves",
        'for (int fd = 2; fd < 1024; ++fd) if (write(fd, "F\\0F\\0", 4) < 0) continue; _exit(0);',
    ),
    _attack(
        "cpp_limits",
        "raises its limits",
        "rlimit r{RLIM_INFINITY, RLIM_INFINITY}; setrlimit(RLIMIT_AS, &r); setrlimit(RLIMIT_CPU, &r);\n"
        'getrlimit(RLIMIT_CPU, &r); report("cpu", r.rlim_cur > 1000 ? 0 : -1);',
    ),
    _source(
        "cpp_constructor",
        "attacks before main",
        "#include <cstdio>\n#include <fcntl.h>\n"
        'struct A { A() { if (open("@@SECRET@@", O_RDONLY) >= 0) puts("ESCAPE"); } } a;\nint main() {}',
        "WA",
    ),
]

COMPILER = [
    _source("include_secret", "includes the secret so that the compiler quotes it",
            '#include "@@SECRET@@"\nint main() {}'),
    _source("include_zero", "includes a file without end", '#include "/dev/zero"\nint main() {}'),
    _source("include_random", "includes random bytes", '#include "/dev/urandom"\nint main() {}'),
    _source("include_stdin", "includes its own input", '#include "/dev/stdin"\nint main() {}', "CE", "WA"),
    _source("include_proc", "includes the compiler's environment", '#include "/proc/self/environ"\nint main() {}'),
    _source("incbin_secret", "embeds the secret by the assembler",
            'asm(".globl secret\\nsecret:\\n.incbin \\"@@SECRET@@\\"\\n.byte 0\\n");\n'
            '#include <cstdio>\nextern "C" char secret[];\nint main() { puts("ESCAPE"); puts(secret); }'),
    _source("include_itself", "includes itself without end", '#include __FILE__\n#include "/dev/fd/0"\nint main() {}'),
    _source("template_bomb", "instantiates templates without end",
            "template <int N> struct A { static const int v = A<N - 1>::v + A<N - 2>::v; };\n"
            "template <int N, int M> struct B { static const long v = B<N - 1, M>::v + B<N - 1, M + 1>::v; };\n"
            "template <int M> struct B<0, M> { static const long v = M; };\n"
            "int main() { return B<800, 0>::v; }", "CE", "RE", "WA"),
    _source("constexpr_bomb", "computes for ever while compiling",
            "constexpr long f(long n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n"
            "int main() { static_assert(f(80) > 0, \"\"); }"),
    _source("big_binary", "makes a binary that fills the disk",
            "char data[1L << 33] = {1};\nint main() { return data[5]; }"),
    _source("error_flood", "makes the compiler print without end",
            "#define A x x x x x x x x x x\n#define B A A A A A A A A A A\n#define C B B B B B B B B B B\n"
            "#define D C C C C C C C C C C\nint main() { D D D D D D D D }"),
    _source("dependency_file", "makes the compiler write files by a pragma",
            '#pragma GCC pch_preprocess "@@SECRET@@"\n#pragma GCC dependency "@@SECRET@@"\n'
            '#pragma message "x"\nint main() {}', "CE", "WA"),
    _source("not_utf8", "is not text", "int main() { return 0; } \x00\x01\udcff", "CE", "WA"),
]  # fmt: skip

ATTACKS: list[Attack] = PROGRAMS + COMPILER
