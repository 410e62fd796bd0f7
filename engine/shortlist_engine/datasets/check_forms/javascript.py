"""JavaScript: the tests assert with `console.assert`, which here ends the program."""

from __future__ import annotations

_ASSERT = """\
console.assert = (holds, ...words) => {
  if (!holds) throw new Error(['assertion failed', ...words].join(' '));
};
"""
_MD5 = """\
{
  const loading = require('module');
  const load = loading._load;
  const md5 = (text) => require('crypto').createHash('md5').update(text).digest('hex');
  loading._load = (name, ...more) => (name === 'js-md5' ? md5 : load(name, ...more));
}
"""


def whole(before: str, source: str, after: str, mark: str) -> str:
    """Returns one script that ends by printing the mark."""
    needs_md5 = "js-md5" in before + source
    parts = [_ASSERT, _MD5 if needs_md5 else "", _above(before, source), source, after]
    return "\n".join([*parts, f"require('fs').writeSync(1, '\\n{mark}\\n');\n"])


def _above(before: str, source: str) -> str:
    """Lines of the prompt that the program has not got itself: a name may be declared once."""
    own = {"".join(line.split()) for line in source.splitlines()}
    lines = [line for line in before.splitlines() if "".join(line.split()) not in own]
    return "\n".join(lines)
