from __future__ import annotations

import pytest

from shortlist_server.submission.judges import submit_url


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (
            "https://codeforces.com/problemset/problem/4/A",
            "https://codeforces.com/problemset/submit/4/A",
        ),
        (
            "http://m1.codeforces.com/contest/1900/problem/B2?locale=en",
            "https://codeforces.com/contest/1900/submit/B2",
        ),
        (
            "https://codeforces.com/gym/102001/problem/A",
            "https://codeforces.com/gym/102001/submit/A",
        ),
        (
            "https://codeforces.com/group/MWSDmqGsZm/contest/219158/problem/A",
            "https://codeforces.com/group/MWSDmqGsZm/contest/219158/submit/A",
        ),
        (
            "https://atcoder.jp/contests/abc300/tasks/abc300_a",
            "https://atcoder.jp/contests/abc300/submit?taskScreenName=abc300_a",
        ),
        ("https://www.codechef.com/problems/FLOW001", "https://www.codechef.com/submit/FLOW001"),
        (
            "https://www.codechef.com/START01/problems/CODE?tab=statement",
            "https://www.codechef.com/START01/submit/CODE",
        ),
        ("https://www.spoj.com/problems/TEST/", "https://www.spoj.com/submit/TEST/"),
        ("https://open.kattis.com/problems/hello", "https://open.kattis.com/problems/hello/submit"),
        (
            "https://open.kattis.com/contests/abc12/problems/hello",
            "https://open.kattis.com/contests/abc12/problems/hello/submit",
        ),
        (
            "https://leetcode.com/problems/two-sum/description/",
            "https://leetcode.com/problems/two-sum/",
        ),
        ("https://cses.fi/problemset/task/1068", "https://cses.fi/problemset/submit/1068/"),
        ("https://cses.fi/107/task/A/", "https://cses.fi/107/submit/A/"),
        ("https://dmoj.ca/problem/aplusb", "https://dmoj.ca/problem/aplusb/submit"),
        (
            "https://www.luogu.com.cn/problem/P1001",
            "https://www.luogu.com.cn/problem/P1001#submit",
        ),
        ("https://www.acmicpc.net/problem/1000", "https://www.acmicpc.net/submit/1000"),
        (
            "https://acm.timus.ru/problem.aspx?space=1&num=1000&locale=en",
            "https://acm.timus.ru/submit.aspx?space=1&num=1000",
        ),
    ],
)
def test_the_page_of_a_judge(url, page):
    assert submit_url(url) == page


@pytest.mark.parametrize(
    "url",
    [
        "https://judge.yosupo.jp/problem/aplusb",
        "https://codeforces.com/blog/entry/1",
        "https://codeforces.com.evil.example/contest/4/problem/A",
        "https://codeforces.com/contest/4/problem/A/../../../logout",
    ],
)
def test_the_problems_own_page_elsewhere(url):
    assert submit_url(url) in (url, "https://codeforces.com/contest/4/submit/A")


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://[x"]
)
def test_what_is_no_address_leads_nowhere(url):
    assert submit_url(url) is None
