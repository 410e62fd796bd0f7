"""Hostile programs in the languages that a tool runs; placeholders as in hostile_python."""

# ruff: noqa: E501

from __future__ import annotations

from tests.engine.execution.hostile_python import Attack

TIME, MEMORY, OUTPUT = ("TLE",), ("MLE", "RE"), ("OLE",)
FAILS = ("WA", "RE")


def _java(name: str, tries: str, body: str, verdicts: tuple[str, ...] = FAILS) -> Attack:
    source = (
        "import java.io.*; import java.net.*; import java.nio.*; import java.nio.file.*; import java.util.*;\n"
        "public class Main {\n"
        "  interface Try { void run() throws Throwable; }\n"
        "  static void attempt(String name, Try action) {\n"
        '    try { action.run(); System.out.println("ESCAPE " + name); } catch (Throwable e) { System.out.println("blocked " + name); }\n'
        "  }\n"
        "  public static void main(String[] arguments) throws Throwable {\n" + body + "\n  }\n}\n"
    )
    return Attack(f"java_{name}", tries, source, verdicts, "java")


def _javascript(name: str, tries: str, body: str, verdicts: tuple[str, ...] = FAILS) -> Attack:
    source = (
        "const fs = require('fs');\n"
        "const attempt = (name, action) => { try { action(); console.log('ESCAPE ' + name); }"
        " catch (e) { console.log('blocked ' + name); } };\n" + body
    )
    return Attack(f"javascript_{name}", tries, source, verdicts, "javascript")


def _go(name: str, tries: str, body: str, verdicts: tuple[str, ...] = FAILS) -> Attack:
    source = (
        'package main\nimport ("fmt"; "os"; "syscall")\n'
        "func attempt(name string, err error) { if err == nil { fmt.Println("
        '"ESCAPE", name) } else { fmt.Println("blocked", name) } }\n'
        "var _ = os.Open\nvar _ = syscall.Kill\n"
        "func main() {\n" + body + "\n}\n"
    )
    return Attack(f"go_{name}", tries, source, verdicts, "go")


def _rust(name: str, tries: str, body: str, verdicts: tuple[str, ...] = FAILS) -> Attack:
    source = (
        "#![allow(unused)]\nuse std::{fs, net, process, thread};\n"
        'extern "C" { fn kill(pid: i32, signal: i32) -> i32; fn getppid() -> i32; fn fork() -> i32; }\n'
        "fn attempt<T, E>(name: &str, result: Result<T, E>) {\n"
        '    println!("{} {}", if result.is_ok() { "ESCAPE" } else { "blocked" }, name);\n'
        "}\nfn main() {\n" + body + "\n}\n"
    )
    return Attack(f"rust_{name}", tries, source, verdicts, "rust")


ATTACKS = [
    _java(
        "files",
        "reads and writes files outside and its own",
        'attempt("secret", () -> System.out.println(Files.readString(Path.of("@@SECRET@@"))));\n'
        'attempt("passwd", () -> Files.readAllBytes(Path.of("/etc/passwd")));\n'
        'attempt("environ", () -> Files.readAllBytes(Path.of("/proc/self/environ")));\n'
        'attempt("victim", () -> Files.writeString(Path.of("@@VICTIM@@"), "x"));\n'
        'attempt("create", () -> new FileOutputStream("@@OUT@@/java"));\n'
        'attempt("temporary", () -> File.createTempFile("shortlist", "stray"));\n'
        'attempt("here", () -> new FileOutputStream("more"));\n'
        'attempt("itself", () -> new FileOutputStream("program.jar"));\n'
        'attempt("remove", () -> Files.delete(Path.of("program.jar")));\n'
        'attempt("permissions", () -> { if (!new File("program.jar").setWritable(true)) throw new IOException(); });',
    ),
    _java(
        "network",
        "connects and listens",
        'attempt("tcp", () -> new Socket("127.0.0.1", @@TCP@@));\n'
        'attempt("listen", () -> new ServerSocket(0));\n'
        'attempt("udp", () -> new DatagramSocket().send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), @@UDP@@)));\n'
        'attempt("unix", () -> java.nio.channels.SocketChannel.open(UnixDomainSocketAddress.of("@@UNIX@@")));',
    ),
    _java(
        "processes",
        "starts programs and kills others",
        'attempt("shell", () -> new ProcessBuilder("/bin/sh", "-c", "echo > @@OUT@@/x").start());\n'
        'attempt("java", () -> new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version").start());\n'
        'attempt("parent", () -> { if (!ProcessHandle.current().parent().get().destroyForcibly()) throw new IOException(); });\n'
        'attempt("victim", () -> { if (!ProcessHandle.of(@@PID@@L).get().destroyForcibly()) throw new IOException(); });',
    ),
    _java("memory", "fills the heap", "List<long[]> l = new ArrayList<>(); while (true) l.add(new long[1 << 16]);", MEMORY),
    _java("direct_memory", "fills memory beside the heap", "List<ByteBuffer> l = new ArrayList<>(); while (true) l.add(ByteBuffer.allocateDirect(1 << 20));", MEMORY),
    _java("threads", "starts threads without end", "while (true) new Thread(() -> { try { Thread.sleep(100000); } catch (Exception e) {} }).start();", (*MEMORY, *TIME)),
    _java("loop", "never ends", "while (true);", TIME),
    _java("shutdown_loop", "never ends its shutdown", "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true); }));", TIME),
    _java("output", "prints without end", 'while (true) System.out.println("x".repeat(10000));', OUTPUT),
    _javascript(
        "files",
        "reads and writes files outside and its own",
        "attempt('secret', () => console.log(fs.readFileSync('@@SECRET@@', 'utf8')));\n"
        "attempt('passwd', () => fs.readFileSync('/etc/passwd'));\n"
        "attempt('environ', () => fs.readFileSync('/proc/self/environ'));\n"
        "attempt('victim', () => fs.writeFileSync('@@VICTIM@@', 'x'));\n"
        "attempt('create', () => fs.writeFileSync('@@OUT@@/js', 'x'));\n"
        "attempt('temporary', () => fs.writeFileSync('/tmp/shortlist-stray', 'x'));\n"
        "attempt('here', () => fs.writeFileSync('more', 'x'));\n"
        "attempt('itself', () => fs.writeFileSync(__filename, 'x'));\n"
        "attempt('remove', () => fs.unlinkSync(__filename));\n"
        "attempt('permissions', () => fs.chmodSync(__filename, 0o777));",
    ),
    _javascript(
        "network",
        "connects and sends",
        "const quiet = (s) => s.on('error', () => {});\n"
        "attempt('nothing', () => { throw 1; });\n"
        "try { quiet(require('net').connect(@@TCP@@, '127.0.0.1')); } catch {}\n"
        "try { quiet(require('net').connect('@@UNIX@@')); } catch {}\n"
        "try { quiet(require('net').connect('\\0@@ABSTRACT@@')); } catch {}\n"
        "try { const u = quiet(require('dgram').createSocket('udp4')); u.send('x', @@UDP@@, '127.0.0.1', () => u.close()); } catch {}",
    ),
    _javascript(
        "processes",
        "starts programs and kills others",
        "const { spawnSync } = require('child_process');\n"
        "const must = (result) => { if (result.error) throw result.error; };\n"
        "attempt('shell', () => must(spawnSync('/bin/sh', ['-c', 'echo > @@OUT@@/x'])));\n"
        "attempt('node', () => must(spawnSync(process.execPath, ['-e', '1'])));",
    ),
    _javascript("kill_parent", "kills what started it", "process.kill(process.ppid, 'SIGKILL');", ("RE",)),
    _javascript("kill_victim", "kills a process outside", "process.kill(@@PID@@, 'SIGKILL');", ("RE",)),
    _javascript("memory", "fills the heap", "const a = []; while (true) a.push(new Array(1000).fill(1.5));", MEMORY),
    _javascript("buffers", "fills memory beside the heap", "const a = []; while (true) a.push(Buffer.alloc(1 << 20, 1));", MEMORY),
    _javascript("shared_memory", "fills shared memory", "const a = []; while (true) { const s = new Uint8Array(new SharedArrayBuffer(1 << 22)); s.fill(1); a.push(s); }", MEMORY),
    _javascript("loop", "never ends", "while (true);", TIME),
    _javascript("waits", "waits without end", "setInterval(() => {}, 1000);", TIME),
    _javascript("output", "prints without end", "while (true) fs.writeSync(1, 'x'.repeat(10000));", OUTPUT),
    _go(
        "files",
        "reads and writes files outside",
        'b, err := os.ReadFile("@@SECRET@@"); fmt.Println(string(b)); attempt("secret", err)\n'
        '_, err = os.ReadFile("/etc/passwd"); attempt("passwd", err)\n'
        'attempt("victim", os.WriteFile("@@VICTIM@@", []byte("x"), 0666))\n'
        'attempt("create", os.WriteFile("@@OUT@@/go", []byte("x"), 0666))\n'
        'attempt("temporary", os.WriteFile("/tmp/shortlist-stray", []byte("x"), 0666))\n'
        'attempt("here", os.WriteFile("more", []byte("x"), 0666))',
    ),
    _go(
        "network_and_processes",
        "makes sockets, starts programs",
        '_, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0); attempt("socket", err)\n'
        '_, err = syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0); attempt("datagrams", err)\n'
        '_, err = syscall.ForkExec("/bin/sh", []string{"sh"}, nil); attempt("shell", err)\n'
        'attempt("exec", syscall.Exec("/bin/true", []string{"true"}, nil))\n'
        '_, _, number := syscall.RawSyscall6(syscall.SYS_MMAP, 0, 1<<20, 3, syscall.MAP_SHARED|syscall.MAP_ANON, ^uintptr(0), 0)\n'
        'if number == 0 { attempt("shared memory", nil) }\n'
        'attempt("connect", syscall.Connect(0, &syscall.SockaddrInet4{Port: @@TCP@@, Addr: [4]byte{127, 0, 0, 1}}))',
    ),
    _go("kill_parent", "kills what started it", "syscall.Kill(syscall.Getppid(), syscall.SIGKILL)", ("RE",)),
    _go("memory", "fills memory", "var a [][]byte; for { b := make([]byte, 1<<20); for i := range b { b[i] = 1 }; a = append(a, b) }", MEMORY),
    _go("loop", "never ends", "for {}", TIME),
    _rust(
        "files",
        "reads and writes files outside",
        'if let Ok(text) = fs::read_to_string("@@SECRET@@") { println!("{}", text); }\n'
        'attempt("passwd", fs::read("/etc/passwd"));\n'
        'attempt("victim", fs::write("@@VICTIM@@", "x"));\n'
        'attempt("create", fs::write("@@OUT@@/rust", "x"));\n'
        'attempt("remove", fs::remove_file("@@VICTIM@@"));',
    ),
    _rust(
        "network_and_processes",
        "connects and starts programs",
        'attempt("tcp", net::TcpStream::connect("127.0.0.1:@@TCP@@"));\n'
        'attempt("udp", net::UdpSocket::bind("127.0.0.1:0"));\n'
        'attempt("shell", process::Command::new("/bin/sh").spawn());\n'
        'if unsafe { fork() } >= 0 { println!("ESCAPE fork"); }',
    ),
    _rust("kill_parent", "kills what started it", "unsafe { kill(getppid(), 9); }", ("RE",)),
    _rust("memory", "fills memory", "let mut v = vec![]; loop { v.push(vec![1u8; 1 << 20]); }", MEMORY),
    _rust("loop", "never ends", "loop {}", TIME),
    Attack("rust_include", "reads a file while it is compiled", 'fn main() { println!("{}", include_str!("@@SECRET@@")); }', ("CE",), "rust"),
    Attack("rust_compile_loop", "keeps the compiler busy", "const fn f(n: u64) -> u64 { let mut i = 0; while i < n { i += 1; } i }\n#[allow(long_running_const_eval)]\nconst X: u64 = f(1 << 50);\nfn main() { println!(\"{}\", X); }", ("CE",), "rust"),
    Attack("java_package", "writes its classes elsewhere", 'package a.b;\npublic class Main { public static void main(String[] x) { System.out.println(Main.class.getName()); } }', ("WA",), "java"),
]  # fmt: skip
