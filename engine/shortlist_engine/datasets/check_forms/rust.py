"""Rust: the tests are a module of test functions, which `main` calls. The crates that HumanEval-X
names are stood in for as far as its references use them; only its `regex` is not."""

from __future__ import annotations

import re

_TEST = re.compile(r"#\[test\]((?:\s*//[^\n]*\n)*\s*)(?:pub\s+)?fn\s+(\w+)")
_MODULE = re.compile(r"#\[cfg\(test\)\]\s*(?:pub\s+)?mod\s+(\w+)")
_USE = re.compile(r"^[ \t]*(?:pub\s+)?use\s+([^;]+);[ \t]*\n?", re.M)
_MISSING = ("regex", "md5")
_CRATES = r"""
#![allow(warnings)]
mod rand {
    use std::sync::atomic::{AtomicU64, Ordering};
    static STATE: AtomicU64 = AtomicU64::new(88172645463325252);
    pub trait Drawn: Sized {
        fn drawn(word: u64) -> Self;
        fn between(low: Self, high: Self, word: u64) -> Self;
    }
    macro_rules! drawn { ($($kind:ty)*) => { $(impl Drawn for $kind {
        fn drawn(word: u64) -> Self { (word >> 16) as $kind }
        fn between(low: Self, high: Self, word: u64) -> Self {
            (low as i128 + (word >> 8) as i128 % (high as i128 - low as i128)) as $kind
        }
    })* } }
    drawn! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }
    pub trait Rng {
        fn gen<T: Drawn>(&mut self) -> T { T::drawn(next()) }
        fn gen_range<T: Drawn>(&mut self, low: T, high: T) -> T { T::between(low, high, next()) }
    }
    pub struct ThreadRng;
    impl Rng for ThreadRng {}
    pub fn thread_rng() -> ThreadRng { ThreadRng }
    pub fn random<T: Drawn>() -> T { T::drawn(next()) }
    fn next() -> u64 {
        let mut word = STATE.load(Ordering::Relaxed);
        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        STATE.store(word, Ordering::Relaxed);
        word
    }
}
mod md5 {
    pub struct Digest(pub [u8; 16]);
    impl std::fmt::LowerHex for Digest {
        fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
            self.0.iter().try_for_each(|byte| write!(to, "{:02x}", byte))
        }
    }
    pub fn compute<T: AsRef<[u8]>>(data: T) -> Digest {
        let mut text = data.as_ref().to_vec();
        let bits = (text.len() as u64).wrapping_mul(8);
        text.push(0x80);
        while text.len() % 64 != 56 { text.push(0); }
        text.extend_from_slice(&bits.to_le_bytes());
        let turns = [[7u32, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
        let mut state = [0x67452301u32, 0xefcdab89, 0x98badcfe, 0x10325476];
        for block in text.chunks(64) {
            let word = |g: usize| u32::from_le_bytes([
                block[4 * g], block[4 * g + 1], block[4 * g + 2], block[4 * g + 3],
            ]);
            let [mut a, mut b, mut c, mut d] = state;
            for i in 0..64usize {
                let (f, g) = match i / 16 {
                    0 => ((b & c) | (!b & d), i),
                    1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                    2 => (b ^ c ^ d, (3 * i + 5) % 16),
                    _ => (c ^ (b | !d), 7 * i % 16),
                };
                let constant = (((i + 1) as f64).sin().abs() * 4294967296.0) as u32;
                let sum = f.wrapping_add(a).wrapping_add(constant).wrapping_add(word(g));
                a = d; d = c; c = b;
                b = b.wrapping_add(sum.rotate_left(turns[i / 16][i % 4]));
            }
            state = [
                state[0].wrapping_add(a), state[1].wrapping_add(b),
                state[2].wrapping_add(c), state[3].wrapping_add(d),
            ];
        }
        let mut out = [0u8; 16];
        for (i, part) in state.iter().enumerate() {
            out[4 * i..4 * i + 4].copy_from_slice(&part.to_le_bytes());
        }
        Digest(out)
    }
}
"""


def whole(before: str, source: str, after: str, mark: str) -> str:
    """Returns one program. What the prompt imports is a glob, so that a program may import the same
    names itself. Raises ValueError when the tests have no test function."""
    module = _MODULE.search(after)
    tests = [found[2] for found in _TEST.finditer(after)]
    if module is None or not tests:
        raise ValueError("its tests have no test function")
    imported = [name for name in _USE.findall(before) if _crate(name) not in _MISSING]
    given = "".join(f"    pub use {_absolute(name)};\n" for name in imported)
    source = re.sub(r"^fn\s+main\s*\(\s*\)", "fn shortlist_unused()", source, flags=re.M)
    source = _USE.sub(lambda found: "" if _crate(found[1]) in _MISSING else found[0], source)
    checks = _TEST.sub(r"\1pub fn \2", re.sub(r"#\[cfg\(test\)\]\s*", "", after))
    calls = "".join(f"    {module[1]}::{name}();\n" for name in tests)
    main = f'fn main() {{\n{calls}    println!("\\n{mark}");\n}}\n'
    glob = f"mod shortlist_given {{\n{given}}}\nuse shortlist_given::*;\n"
    return "\n".join([_CRATES.strip(), glob, _helpers(before, source), source, checks, main])


def _crate(path: str) -> str:
    return path.strip().partition("::")[0].partition(" ")[0]


def _absolute(path: str) -> str:
    return f"crate::{path.strip()}" if _crate(path) == "rand" else path.strip()


def _helpers(before: str, source: str) -> str:
    helpers = _USE.sub("", before).strip()
    given = set(re.findall(r"\bfn\s+(\w+)", helpers))
    return "" if given & set(re.findall(r"\bfn\s+(\w+)", source)) else helpers
