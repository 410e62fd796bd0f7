"""C++: the tests have a `main`; the mark is printed when it is left by its end or by `return`."""

from __future__ import annotations

import re

_MAIN = re.compile(r"\bmain\s*\([^)]*\)\s*\{")
_MD5 = r"""
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#define MD5_DIGEST_LENGTH 16
inline unsigned char* MD5(const unsigned char* data, size_t size, unsigned char* out) {
    static const int turns[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t state[4] = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u};
    std::string text((const char*)data, size);
    text += (char)0x80;
    while (text.size() % 64 != 56) text += '\0';
    for (int i = 0; i < 8; i++) text += (char)((uint64_t)size * 8 >> 8 * i);
    for (size_t start = 0; start < text.size(); start += 64) {
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3], words[16];
        std::memcpy(words, text.data() + start, 64);
        for (int i = 0; i < 64; i++) {
            uint32_t f; int g;
            if (i < 16) f = (b & c) | (~b & d), g = i;
            else if (i < 32) f = (d & b) | (~d & c), g = (5 * i + 1) % 16;
            else if (i < 48) f = b ^ c ^ d, g = (3 * i + 5) % 16;
            else f = c ^ (b | ~d), g = 7 * i % 16;
            f += a + (uint32_t)std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0) + words[g];
            a = d, d = c, c = b;
            int by = turns[i / 16][i % 4];
            b += f << by | f >> (32 - by);
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    }
    std::memcpy(out, state, 16);
    return out;
}
struct MD5_CTX { std::string text; };
inline int MD5_Init(MD5_CTX* c) { c->text.clear(); return 1; }
inline int MD5_Update(MD5_CTX* c, const void* data, size_t size) {
    c->text.append((const char*)data, size);
    return 1;
}
inline int MD5_Final(unsigned char* out, MD5_CTX* c) {
    return MD5((const unsigned char*)c->text.data(), c->text.size(), out) != nullptr;
}
"""
_ANY = "\n#include <any>\nnamespace boost { using std::any; using std::any_cast; }\n"
_STAND_INS = (
    (re.compile(r"^[ \t]*#\s*include\s*<openssl/md5\.h>[^\n]*\n?", re.M), _MD5),
    (re.compile(r"^[ \t]*#\s*include\s*<boost/any\.hpp>[^\n]*\n?", re.M), _ANY),
)
"""What HumanEval-X takes from OpenSSL and Boost, each given once."""


def whole(before: str, source: str, after: str, mark: str) -> str:
    """Returns one program that prints the mark when `main` of the tests ends. Raises ValueError
    when they have none."""
    last = f'struct ShortlistMark {{ ~ShortlistMark() {{ std::printf("\\n{mark}\\n"); }} }};\n'
    found = _MAIN.search(after)
    if found is None:
        raise ValueError("the tests have no main function")
    after = f"{after[: found.end()]} ShortlistMark shortlist_mark;{after[found.end() :]}"
    return f"#include <cstdio>\n{last}{_stood_in(given_above(before, source), source)}\n{after}"


def _stood_in(above: str, source: str) -> str:
    text = f"{above}\n{source}"
    for pattern, lines in _STAND_INS:
        found = pattern.search(text)
        if found is not None:
            after = pattern.sub("", text[found.end() :])
            text = f"{text[: found.start()]}{lines}{after}"
    return text


def given_above(before: str, source: str) -> str:
    """Returns what a C++ program gets of the prompt: includes always, helpers only when it has not
    got them itself, since C++ takes no second definition."""
    head: list[str] = []
    helpers: list[str] = []
    for line in before.splitlines():
        plain = line.strip()
        (head if plain.startswith(("#", "using ")) and not helpers else helpers).append(line)
    included = [line for line in helpers if line.strip().startswith(("#", "using "))]
    body = [line for line in helpers if line not in included]
    signature = next((line for line in body if "(" in line), "")
    if "".join(signature.split()) and "".join(signature.split()) in "".join(source.split()):
        body = []
    return "\n".join([*head, *included, *body])
