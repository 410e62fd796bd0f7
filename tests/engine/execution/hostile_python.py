"""Hostile Python programs. Each says what it tries, and prints ESCAPE when that worked.

Placeholders: @@SECRET@@ (a readable file outside), @@VICTIM@@ (a writable file outside), @@OUT@@ (a
writable directory outside), @@TCP@@ @@UDP@@ (listening ports), @@UNIX@@ (a listening socket),
@@ABSTRACT@@ (its abstract name), @@PID@@ (a process of the same user), @@HOME@@.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple


class Attack(NamedTuple):
    name: str
    tries: str
    source: str
    verdicts: tuple[str, ...] = ("WA", "RE")
    language: str = "python"

    def time_s(self, short: float) -> float:
        """The limit of CPU time to run it with: `short` where time is what may end it. What is to
        end in another way must not run out of time first, and on a busy machine the same steps
        take more CPU time, those that touch memory several times as much."""
        return short if "TLE" in self.verdicts else 20.0


PRELUDE = """
import os, sys
def attempt(name, action):
    try:
        result = action()
    except BaseException as error:
        print("blocked", name, type(error).__name__, flush=True)
        return None
    print("ESCAPE", name, repr(result)[:80], flush=True)
    return result
def libc():
    import ctypes
    return ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    result = getattr(libc(), name)(*arguments)
    if result == -1:
        raise OSError(name)
    return result
def syscall(number, *arguments):
    import ctypes
    result = libc().syscall(number, *[ctypes.c_long(a) if isinstance(a, int) else a
                                      for a in arguments])
    if result == -1:
        raise OSError(str(number))
    return result
"""


def _attack(name: str, tries: str, source: str, *verdicts: str) -> Attack:
    return Attack(name, tries, PRELUDE + source, verdicts or ("WA", "RE"))


FILES = [
    _attack(
        "read_secret",
        "reads a file of the user by its path",
        'attempt("read", lambda: open("@@SECRET@@").read())',
    ),
    _attack(
        "read_passwd",
        "reads system files that name users and hosts",
        'for p in ("/etc/passwd", "/etc/hosts", "/etc/hostname", "/etc/machine-id"):\n'
        "    attempt(p, lambda: open(p).read())",
    ),
    _attack(
        "list_home",
        "lists the user's home and the root of the file system, and reads what is in them",
        'for p in ("@@HOME@@", "/root", "/home", "/tmp", "/var"):\n'
        "    try:\n"
        "        names = os.listdir(p)\n"
        "    except OSError:\n"
        "        continue\n"
        "    for n in names:\n"
        '        if n not in (".pyenv", ".venv"):\n'
        "            attempt(n, lambda: open(os.path.join(p, n)).read(1))",
    ),
    _attack(
        "dot_dot",
        "reads the secret through /proc/self/root, dot-dot paths and descriptors of directories",
        'for p in ("/proc/self/root@@SECRET@@", "/usr/lib/../../@@SECRET@@", "/dev/fd/../@@SECRET@@"'
        "):\n    attempt(p, lambda: open(p).read())\n"
        "for fd in range(3, 64):\n"
        '    try: os.open("@@SECRET@@".lstrip("/"), os.O_RDONLY, dir_fd=fd)\n'
        "    except OSError: continue\n"
        '    print("ESCAPE dirfd", fd)',
    ),
    _attack(
        "write_victim",
        "overwrites, appends to and truncates a file that everybody may write",
        'for mode in ("w", "a", "r+"):\n'
        '    attempt(mode, lambda: open("@@VICTIM@@", mode).write("damaged"))\n'
        'attempt("truncate", lambda: os.truncate("@@VICTIM@@", 0))',
    ),
    _attack(
        "create_files",
        "creates files, directories, links, pipes and sockets in writable directories",
        'for d in ("@@OUT@@", "/tmp", "/dev/shm", "/var/tmp", ".", "/job"):\n'
        '    p = d + "/shortlist-stray"\n'
        '    attempt("open", lambda: open(p, "w"))\n'
        '    attempt("mkdir", lambda: os.mkdir(p))\n'
        '    attempt("symlink", lambda: os.symlink("/etc/passwd", p))\n'
        '    attempt("link", lambda: os.link("@@SECRET@@", p))\n'
        '    attempt("fifo", lambda: os.mkfifo(p))\n'
        '    attempt("tmpfile", lambda: os.open(d, os.O_TMPFILE | os.O_RDWR))',
    ),
    _attack(
        "change_metadata",
        "changes mode, owner, times, names and attributes of files outside",
        'v = "@@VICTIM@@"\n'
        'attempt("chmod", lambda: os.chmod(v, 0))\n'
        'attempt("chown", lambda: os.chown(v, 0, 0))\n'
        'attempt("utime", lambda: os.utime(v, (0, 0)))\n'
        'attempt("rename", lambda: os.rename(v, v + "2"))\n'
        'attempt("unlink", lambda: os.unlink(v))\n'
        'attempt("xattr", lambda: os.setxattr(v, "user.a", b"b"))',
    ),
    _attack(
        "own_library",
        "writes into the interpreter's library so that later programs import it",
        "import string\n"
        'attempt("write", lambda: open(string.__file__, "a"))\n'
        'attempt("pyc", lambda: open(os.path.dirname(string.__file__) + "/evil.py", "w"))',
    ),
    _attack(
        "proc_reads",
        "reads process files: environment, memory, maps, descriptors, command lines",
        'for p in ("/proc/self/environ", "/proc/self/mem", "/proc/1/environ", "/proc/@@PID@@/environ",'
        ' "/proc/self/maps", "/proc/1/cmdline", "/proc/net/tcp", "/proc/version"):\n'
        '    attempt(p, lambda: open(p, "rb").read(1))\n'
        'attempt("fds", lambda: os.listdir("/proc/self/fd"))',
    ),
    _attack(
        "steal_descriptors",
        "opens the pipes and memory files of other processes, which have no path",
        "for pid in ('@@PID@@', os.getppid(), 1):\n"
        "    for fd in range(128):\n"
        "        for mode in (os.O_RDONLY, os.O_RDWR):\n"
        "            try: os.open(f'/proc/{pid}/fd/{fd}', mode | os.O_NONBLOCK)\n"
        "            except OSError: continue\n"
        '            print("ESCAPE", pid, fd)',
    ),
    _attack(
        "devices",
        "opens devices other than null and urandom",
        'for p in ("/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/vda", "/dev/sda", "/dev/ptmx",'
        ' "/dev/fuse", "/dev/kvm"):\n'
        "    attempt(p, lambda: os.open(p, os.O_RDWR))",
    ),
    _attack(
        "chroot_chdir",
        "changes root and working directory",
        'attempt("chdir", lambda: os.chdir("@@OUT@@"))\nattempt("chroot", lambda: os.chroot("/"))',
        "RE",
    ),
]

NETWORK = [
    _attack(
        "tcp",
        "connects to a listener on this machine and to the outside",
        "import socket\n"
        'attempt("tcp", lambda: socket.create_connection(("127.0.0.1", @@TCP@@), 1).send(b"x"))\n'
        'attempt("out", lambda: socket.create_connection(("192.0.2.1", 80), 1))',
    ),
    _attack(
        "udp_dns",
        "sends a datagram and asks for a name",
        "import socket\n"
        "def send():\n"
        "    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        '    return s.sendto(b"x", ("127.0.0.1", @@UDP@@))\n'
        'attempt("udp", send)\n'
        'attempt("dns", lambda: socket.getaddrinfo("example.com", 80))',
    ),
    _attack(
        "listen",
        "listens on a port",
        "import socket\n"
        "def listen():\n"
        "    s = socket.socket()\n"
        '    s.bind(("127.0.0.1", 0)); s.listen()\n'
        "    return s.getsockname()\n"
        'attempt("listen", listen)',
    ),
    _attack(
        "unix_sockets",
        "connects to named and abstract Unix sockets, and makes a pair",
        "import socket\n"
        'for address in ("@@UNIX@@", "\\0@@ABSTRACT@@"):\n'
        '    attempt("unix", lambda: socket.socket(socket.AF_UNIX).connect(address))\n'
        'attempt("pair", socket.socketpair)',
    ),
    _attack(
        "odd_sockets",
        "opens netlink, packet, vsock, alg, bluetooth and raw sockets",
        "import socket\n"
        "for family in (16, 17, 38, 40, 31, 44, 2, 10):\n"
        "    for kind in (1, 2, 3):\n"
        '        attempt("family %d" % family, lambda: socket.socket(family, kind))',
    ),
    _attack(
        "io_uring",
        "opens sockets and files through io_uring",
        'attempt("io_uring", lambda: syscall(425, 8, b"\\0" * 120))',
        "RE",
    ),
]

PROCESSES = [
    _attack(
        "fork_bomb",
        "forks without end",
        'while True:\n    try: os.fork()\n    except OSError: print("blocked"); break',
    ),
    _attack(
        "daemon",
        "leaves a process behind that writes a file later",
        "def daemon():\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        '        import time; time.sleep(0.5); open("@@OUT@@/daemon", "w"); os._exit(0)\n'
        'attempt("fork", daemon)\n'
        'attempt("spawn", lambda: os.posix_spawn("/bin/sleep", ["sleep", "60"], {}))',
    ),
    _attack(
        "vfork_clone",
        "makes processes by vfork, raw clone and clone3",
        'attempt("vfork", lambda: syscall(58))\n'
        'attempt("clone", lambda: syscall(56, 17, 0, 0, 0, 0))\n'
        'attempt("clone3", lambda: syscall(435, b"\\0" * 64, 64))',
    ),
    _attack(
        "shell",
        "runs programs",
        "import subprocess\n"
        'attempt("system", lambda: 1 / (os.system("touch @@OUT@@/shell") == 0))\n'
        'attempt("run", lambda: subprocess.run(["/bin/sh", "-c", "echo"]))\n'
        'attempt("exec", lambda: os.execv("/bin/sh", ["sh", "-c", "echo ESCAPE"]))',
    ),
    _attack(
        "thread_bomb",
        "starts threads without end",
        "import threading, time\n"
        "threading.stack_size(65536)\n"
        "n = 0\n"
        "try:\n"
        "    while n < 5000:\n"
        "        threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); n += 1\n"
        "except BaseException: pass\n"
        'print("ESCAPE" if n > 2000 else "blocked", n)',
        "WA",
        "RE",
        "TLE",
        "MLE",
    ),
    _attack(
        "kill_parent",
        "kills its parent",
        'attempt("parent", lambda: os.kill(os.getppid(), 9))',
        "RE",
    ),
    _attack(
        "kill_everyone",
        "signals every process it can",
        'attempt("all", lambda: os.kill(-1, 19))',
        "RE",
    ),
    _attack(
        "kill_victim",
        "stops a process of the same user",
        'attempt("victim", lambda: os.kill(@@PID@@, 19))',
        "RE",
    ),
    _attack(
        "signal_queue",
        "queues signals by rt_sigqueueinfo and pidfd",
        'attempt("queue", lambda: syscall(129, @@PID@@, 9, b"\\0" * 128))',
        "RE",
    ),
    _attack(
        "pidfd",
        "takes a descriptor of another process",
        'attempt("pidfd", lambda: syscall(434, @@PID@@, 0))',
        "RE",
    ),
    _attack(
        "ptrace",
        "traces another process",
        'attempt("ptrace", lambda: call("ptrace", 16, @@PID@@, 0, 0))',
        "RE",
    ),
    _attack(
        "process_memory",
        "reads the memory of its parent",
        'attempt("vm", lambda: syscall(310, os.getppid(), b"\\0" * 16, 1, b"\\0" * 16, 1, 0))',
        "RE",
    ),
    _attack(
        "limits_of_parent",
        "lowers the limits of its parent and raises its own",
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))\n"
        'assert resource.getrlimit(resource.RLIMIT_CPU)[0] < 1000, "ESCAPE raised"\n'
        "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (1, 1))\n"
        'attempt("read parent", lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE))',
    ),
    _attack(
        "schedule",
        "moves its parent to one core and changes priorities",
        'attempt("affinity", lambda: os.sched_setaffinity(os.getppid(), {0}))\n'
        'attempt("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -5))\n'
        'attempt("nice", lambda: os.nice(-1))',
    ),
    _attack(
        "become_root",
        "becomes another user",
        'attempt("setuid", lambda: os.setuid(0) or 1 / (os.getuid() == 0))',
        "RE",
        "WA",
    ),
]

KERNEL = [
    _attack(
        "unshare",
        "makes namespaces",
        'attempt("unshare", lambda: call("unshare", 0x10000000))',
        "RE",
    ),
    _attack(
        "setns", "enters another namespace", 'attempt("setns", lambda: call("setns", 3, 0))', "RE"
    ),
    _attack(
        "mount",
        "mounts a file system",
        'attempt("mount", lambda: call("mount", b"x", b"/tmp", b"tmpfs", 0, 0))',
        "RE",
    ),
    _attack("bpf", "loads a kernel program", 'attempt("bpf", lambda: syscall(321, 0, 0, 0))', "RE"),
    _attack("keyring", "reads the keyring", 'attempt("key", lambda: syscall(250, 0, -3, 0))', "RE"),
    _attack(
        "perf",
        "opens performance counters",
        'attempt("perf", lambda: syscall(298, 0, 0, 0, 0, 0))',
        "RE",
    ),
    _attack(
        "shared_memory",
        "leaves shared memory behind",
        'attempt("shm", lambda: syscall(29, 4242, 4096, 0o1666))',
        "RE",
    ),
    _attack(
        "message_queue",
        "leaves a message queue behind",
        'attempt("mq", lambda: syscall(68, 4242, 0o1666))',
        "RE",
    ),
    _attack("userfaultfd", "opens userfaultfd", 'attempt("uffd", lambda: syscall(323, 0))', "RE"),
    _attack(
        "memfd",
        "makes anonymous files to execute or to fill",
        'attempt("memfd", lambda: os.memfd_create("x"))\n'
        'attempt("secret", lambda: syscall(447, 0))',
        "RE",
    ),
    _attack(
        "seccomp_again",
        "loads a filter of its own",
        'attempt("seccomp", lambda: syscall(317, 1, 0, 0))',
        "RE",
    ),
    _attack(
        "prctl",
        "turns on dumping, takes children, changes its parent-death signal",
        'for option in (4, 36, 1):\n    attempt("prctl %d" % option, lambda: call("prctl", option, 1, 0, 0, 0))',
    ),
    _attack(
        "personality",
        "turns off address randomisation",
        'attempt("persona", lambda: syscall(135, 0x0040000))',
    ),
    _attack(
        "x32", "uses x32 call numbers", 'attempt("x32", lambda: syscall(0x40000000 + 39))', "RE"
    ),
    _attack(
        "handles",
        "opens files by handle",
        'attempt("handle", lambda: syscall(304, -100, b"\\0" * 64, 0))',
        "RE",
    ),
]

RESULTS = [
    _attack(
        "expected_hunt",
        "looks for the expected output in memory, descriptors, arguments and environment",
        "import gc\n"
        "print(sys.argv, dict(os.environ))\n"
        "for fd in range(64):\n"
        "    try: print(fd, os.pread(fd, 4096, 0))\n"
        "    except OSError: pass\n"
        "f = sys._getframe()\n"
        "while f:\n"
        "    print(str(f.f_locals)[:2000], str(f.f_globals)[:2000]); f = f.f_back\n"
        "print([o for o in gc.get_objects() if isinstance(o, (bytes, str))][:2000])",
        "WA",
        "OLE",
        "RE",
        "MLE",
        "TLE",
    ),
    _attack(
        "forge_reports",
        "writes reports of success to every descriptor it has and leaves",
        "for fd in range(3, 64):\n"
        '    for data in (b"F\\0", b"F\\0F\\0F\\0", b"\\2\\1\\0\\0" + b"\\1" * 28):\n'
        "        try: os.write(fd, data)\n"
        "        except OSError: pass\n"
        "os._exit(0)",
    ),
    _attack(
        "forge_control",
        "reads and closes every descriptor, so that the supervisor waits or fails",
        "for fd in range(0, 64):\n"
        "    try: os.close(fd)\n"
        "    except OSError: pass\n"
        "while True: pass",
        "TLE",
        "RE",
    ),
    _attack(
        "patch_harness",
        "replaces the harness's functions to hide a failure",
        "import builtins, gc, types\n"
        "for o in gc.get_objects():\n"
        "    if isinstance(o, types.FunctionType) and o.__name__ in ('_finish', 'report', '_run_one'):\n"
        "        o.__code__ = (lambda *a: (b'F', 0)).__code__\n"
        "for f in list(sys.modules.values()):\n"
        "    if 'harness' in getattr(f, '__name__', ''): f.FINISHED = b'F'\n"
        "raise SystemExit(0)",
        "WA",
        "RE",
        "SE",
    ),
    _attack("exit_early", "leaves with status 0 before the output", "os._exit(0)", "WA"),
    _attack("exit_object", "leaves with an odd exit status", "sys.exit([1, 2])", "RE"),
    _attack("exit_256", "leaves with a status that wraps to 0", "sys.exit(256)", "WA"),
    _attack(
        "exit_in_atexit",
        "leaves from an atexit function",
        "import atexit\natexit.register(lambda: os._exit(0))\nraise ValueError('x')",
        "WA",
        "RE",
    ),
    _attack(
        "base_exception",
        "raises an exception that hides itself",
        "class E(BaseException):\n"
        "    def __str__(self): raise E()\n"
        "    __repr__ = __str__\n"
        "raise E()",
        "RE",
    ),
    _attack(
        "stdio_flags",
        "poisons the flags, offsets and sizes of its streams",
        "import fcntl\n"
        "for fd in (0, 1, 2):\n"
        "    for flags in (os.O_APPEND | os.O_NONBLOCK, os.O_DIRECT):\n"
        "        try: fcntl.fcntl(fd, fcntl.F_SETFL, flags)\n"
        "        except OSError: pass\n"
        "    try: os.lseek(fd, 10**6, 0)\n"
        "    except OSError: pass\n"
        "    for command in (1033, 6, 1024):\n"
        "        try: fcntl.fcntl(fd, command, 0xF); print('fcntl', command)\n"
        "        except OSError: pass\n"
        "os._exit(0)",
        "WA",
        "OLE",
    ),
    _attack(
        "write_input",
        "writes to its input so that a later program reads it",
        'attempt("write", lambda: os.write(0, b"poison"))\n'
        'attempt("truncate", lambda: os.ftruncate(0, 0))\n'
        'for p in ("/proc/self/fd/0", "/proc/thread-self/fd/0", "/dev/fd/0", "/dev/stdin"):\n'
        '    attempt("reopen", lambda: os.write(os.open(p, os.O_RDWR), b"poison"))\n'
        '    attempt("reopen", lambda: os.open(p, os.O_WRONLY | os.O_TRUNC))\n'
        '    attempt("chmod", lambda: os.chmod(p, 0o666))\n'
        '    attempt("truncate", lambda: os.truncate(p, 0))',
    ),
]

RESOURCES = [
    _attack(
        "endless_output", "writes without end", "while True: sys.stdout.write('x' * 65536)", "OLE"
    ),
    _attack(
        "sparse_output",
        "makes its output file huge",
        "os.lseek(1, 1 << 40, 0); os.write(1, b'x')",
        "OLE",
        "RE",
    ),
    _attack(
        "truncate_output",
        "grows its output file by ftruncate",
        "os.ftruncate(1, 1 << 40)",
        "OLE",
        "RE",
    ),
    _attack(
        "endless_errors", "fills standard error", "while True: os.write(2, b'x' * 65536)", "OLE"
    ),
    _attack(
        "memory",
        "takes memory until there is none",
        "x = []\nwhile True: x.append(bytearray(1 << 24))",
        "MLE",
    ),
    _attack("memory_at_once", "asks for far too much at once", "x = bytearray(1 << 40)", "MLE"),
    _attack(
        "recursion",
        "recurses without end",
        "sys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
        "RE",
        "MLE",
        "TLE",
    ),
    _attack(
        "native_recursion",
        "overflows the native stack",
        "sys.setrecursionlimit(10**9)\n"
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "RE",
        "MLE",
        "TLE",
    ),
    _attack(
        "huge_integer", "computes a huge integer", "print(len(str(3 ** (10 ** 9))))", "TLE", "MLE"
    ),
    _attack(
        "slow_regex",
        "matches a regular expression in exponential time",
        "import re\nre.match('(a*)*b', 'a' * 40)",
        "TLE",
    ),
    _attack("sleep", "sleeps", "import time\ntime.sleep(100)", "TLE"),
    _attack("loop", "loops", "while True: pass", "TLE"),
    _attack(
        "ignore_signals",
        "loops with every signal ignored and blocked",
        "import signal\n"
        "for s in signal.valid_signals():\n"
        "    try: signal.signal(s, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n"
        "while True: pass",
        "TLE",
    ),
    _attack("stop_itself", "stops itself", "os.kill(os.getpid(), 19)", "TLE"),
    _attack(
        "hang_at_exit",
        "hangs in atexit",
        "import atexit, time\natexit.register(time.sleep, 100)",
        "TLE",
    ),
    _attack(
        "hang_in_thread",
        "leaves a thread running at its end",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(100,)).start()",
        "TLE",
    ),
    _attack(
        "read_forever", "waits for input that never comes", "while True: sys.stdin.read()", "TLE"
    ),
    _attack(
        "descriptors",
        "opens descriptors until there are none",
        "n = 0\ntry:\n    while True: os.dup(1); n += 1\nexcept OSError: print('ESCAPE' if n > 100 else n)",
    ),
    _attack(
        "compile_bomb",
        "is a constant that takes for ever to compile",
        "x = ((1 << 62) ** 9999,) * 3\n" + "y = " + "[" * 90 + "]" * 90,
        "WA",
        "MLE",
        "RE",
        "CE",
    ),
    _attack(
        "nested_source",
        "nests so deep that the parser gives up",
        "x = " + "(" * 5000 + ")" * 5000,
        "CE",
        "RE",
        "MLE",
    ),
    _attack("segfault", "crashes the interpreter", "import ctypes\nctypes.string_at(0)", "RE"),
    _attack("memory_lock", "locks memory", 'attempt("mlock", lambda: call("mlockall", 3))'),
]

ATTACKS: list[Attack] = FILES + NETWORK + PROCESSES + KERNEL + RESULTS + RESOURCES
