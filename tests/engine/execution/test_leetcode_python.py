"""Python programs as people write them on LeetCode: no imports, lists and trees, in place."""

from __future__ import annotations

import textwrap

import pytest
import pytest_asyncio

from shortlist_engine.execution import ExecutionPool
from shortlist_engine.execution.runner import RunRequest
from shortlist_engine.problem import Problem, Program, Run

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pool():
    async with ExecutionPool(1) as pool:
        yield pool


async def call(pool: ExecutionPool, name: str, method: str, expression: str, expected: str) -> Run:
    problem = Problem("p", "", kind="function", entry_point=name)
    source = "class Solution:\n" + textwrap.indent(textwrap.dedent(method), "    ")
    (run,) = await pool.run(
        RunRequest(problem, Program("python", source), [expression], [expected])
    )
    return run


METHODS = {
    "typing": (
        "f",
        """
        def f(self, words: List[str], k: Optional[int] = None) -> Dict[str, int]:
            return Counter(words)
        """,
        "Solution().f(['a', 'b', 'a'])",
        "{'a': 2, 'b': 1}",
    ),
    "modules": (
        "f",
        """
        @cache
        def g(self, n):
            return 1 if n < 2 else self.g(n - 1) + self.g(n - 2)
        def f(self, heap: List[int]) -> List[int]:
            heapify(heap)
            heapq.heappush(heap, self.g(5))
            return [heappop(heap), bisect.bisect_left([1, 3], 2), inf if False else gcd(4, 6)]
        """,
        "f([3, 2])",
        "[2, 1, 2]",
    ),
    "list": (
        "merge",
        """
        def merge(self, a: Optional[ListNode], b: Optional[ListNode]) -> Optional[ListNode]:
            if not a or not b:
                return a or b
            if a.val > b.val:
                a, b = b, a
            a.next = self.merge(a.next, b)
            return a
        """,
        "Solution().merge([1,2,4], [1,3])",
        "[1,1,2,3,4]",
    ),
    "no list": (
        "f",
        "def f(self, head: Optional[ListNode]) -> Optional[ListNode]:\n    return head",
        "Solution().f([])",
        "[]",
    ),
    "lists": (
        "f",
        "def f(self, lists: List[Optional[ListNode]]) -> List[Optional[ListNode]]:\n"
        "    return lists[::-1]",
        "Solution().f([[1, 2], [], [3]])",
        "[[3], [], [1, 2]]",
    ),
    "tree": (
        "invert",
        """
        def invert(self, root: 'TreeNode') -> 'TreeNode':
            if root:
                root.left, root.right = self.invert(root.right), self.invert(root.left)
            return root
        """,
        "Solution().invert(root = [1,null,2,3])",
        "[1,2,null,null,3]",
    ),
    "a node and a number": (
        "f",
        "def f(self, head: ListNode, k: int) -> int:\n    return head.next.val + k",
        "Solution().f([1, 5], 1)",
        "6",
    ),
    "in place": (
        "rotate",
        "def rotate(self, nums: List[int], k: int) -> None:\n    nums[:] = nums[-k:] + nums[:-k]",
        "Solution().rotate([1,2,3], 1)",
        "[3,1,2]",
    ),
    "in place, list": (
        "f",
        "def f(self, head: Optional[ListNode]) -> None:\n    head.next = head.next.next",
        "Solution().f([1,2,3])",
        "[1,3]",
    ),
    "truth": (
        "f",
        "def f(self, a: bool, rows: List[Optional[bool]]) -> List[bool]:\n"
        "    return [not a, *rows]",
        "Solution().f(true, [null, false])",
        "[false, null, false]",
    ),
}


@pytest.mark.parametrize("case", METHODS.values(), ids=METHODS)
async def test_it_runs_as_it_does_there(pool: ExecutionPool, case: tuple[str, ...]) -> None:
    run = await call(pool, *case)
    assert (run.verdict.value, run.detail) == ("AC", "")


async def test_a_circle_and_no_tree_are_the_programs_fault(pool: ExecutionPool) -> None:
    method = "def f(self, head: ListNode) -> ListNode:\n    head.next = head\n    return head"
    run = await call(pool, "f", method, "f([1])", "[1]")
    assert run.verdict.value == "RE" and "circle" in run.detail
    run = await call(pool, "f", "def f(self, r: TreeNode):\n    return 1", "f([null,1])", "1")
    assert run.verdict.value == "RE" and "no parent" in run.detail


async def test_other_programs_get_no_names(pool: ExecutionPool) -> None:
    problem = Problem("p", "", kind="function", entry_point="f")
    source = "def f(words: List[str]):\n    return words"
    (run,) = await pool.run(RunRequest(problem, Program("python", source), ["f([])"], ["[]"]))
    assert run.verdict.value == "RE" and "List" in run.detail
