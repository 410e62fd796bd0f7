"""Where a program is submitted, as far as that follows from the address of its problem."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_CODEFORCES = r"(?:[\w-]+\.)?codeforces\.com"
# The host, the path, and the address of the page for submitting.
_RULES: tuple[tuple[str, str, str], ...] = (
    (
        _CODEFORCES,
        r"/problemset/problem/(\d+)/(\w+)",
        "https://codeforces.com/problemset/submit/{0}/{1}",
    ),
    (
        _CODEFORCES,
        r"/(contest|gym)/(\d+)/problem/(\w+)",
        "https://codeforces.com/{0}/{1}/submit/{2}",
    ),
    (
        _CODEFORCES,
        r"/group/(\w+)/contest/(\d+)/problem/(\w+)",
        "https://codeforces.com/group/{0}/contest/{1}/submit/{2}",
    ),
    (
        r"atcoder\.jp",
        r"/contests/([\w-]+)/tasks/(\w+)",
        "https://atcoder.jp/contests/{0}/submit?taskScreenName={1}",
    ),
    (
        r"(?:www\.)?codechef\.com",
        r"/(?:problems|submit)/(\w+)",
        "https://www.codechef.com/submit/{0}",
    ),
    (
        r"(?:www\.)?codechef\.com",
        r"/(\w+)/(?:problems|submit)/(\w+)",
        "https://www.codechef.com/{0}/submit/{1}",
    ),
    (r"(?:www\.)?spoj\.com", r"/problems/(\w+)", "https://www.spoj.com/submit/{0}/"),
    (r"([\w.-]+\.kattis\.com)", r"((?:/contests/\w+)?/problems/\w+)", "https://{0}{1}/submit"),
    (
        r"leetcode\.(com|cn)",
        r"/(?:contest/[\w-]+/)?problems/([\w-]+)",
        "https://leetcode.{0}/problems/{1}/",
    ),
    (r"cses\.fi", r"/(\w+)/(?:task|submit)/(\w+)", "https://cses.fi/{0}/submit/{1}/"),
    (r"(?:www\.)?dmoj\.ca", r"/problem/(\w+)", "https://dmoj.ca/problem/{0}/submit"),
    (
        r"(?:www\.)?luogu\.com(?:\.cn)?",
        r"/problem/(\w+)",
        "https://www.luogu.com.cn/problem/{0}#submit",
    ),
    (r"(?:www\.)?acmicpc\.net", r"/problem/(\d+)", "https://www.acmicpc.net/submit/{0}"),
    (r"yukicoder\.me", r"/problems/(no/\d+|\d+)", "https://yukicoder.me/problems/{0}/submit"),
    (r"oj\.uz", r"/problem/(?:view|submit)/(\w+)", "https://oj.uz/problem/submit/{0}"),
)
# The host, what the address asks for, and the address of the page for submitting.
_ASKED: tuple[tuple[str, str, str], ...] = (
    (r"acm\.timus\.ru", "num", "https://acm.timus.ru/submit.aspx?space=1&num={0}"),
    (r"(?:www\.)?poj\.org", "id", "http://poj.org/submit?problem_id={0}"),
    (r"acm\.hdu\.edu\.cn", "pid", "https://acm.hdu.edu.cn/submit.php?pid={0}"),
)


def submit_url(url: str) -> str | None:
    """Returns the address of the page on which a program for the problem at `url` is submitted: the
    problem's own where it is not known. None where `url` is no address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    for host_rule, path_rule, page in _RULES:
        of_host = re.fullmatch(host_rule, host)
        of_path = re.fullmatch(rf"{path_rule}(?:/.*)?", parts.path)
        if of_host and of_path:
            return page.format(*of_host.groups(), *of_path.groups())
    for host_rule, name, page in _ASKED:
        asked = parse_qs(parts.query).get(name, [""])[0]
        if re.fullmatch(host_rule, host) and asked.isdecimal():
            return page.format(asked)
    return url.strip()
