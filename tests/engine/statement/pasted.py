"""Statements as they arrive when a judge's page is selected and pasted. The texts are our own."""

CODEFORCES = """\
B. Paper Boats
time limit per test
2.5 seconds
memory limit per test
512 megabytes
input
standard input
output
standard output

Mira folds paper boats. A boat of size $k$ needs $k^2$ sheets, and every input of sheets is
counted twice by her brother. Output of the workshop is measured in boats.

You are given $n$ heaps of sheets. Find the number of boats.

Input
The first line contains one integer $n$ ($1 \\le n \\le 100$).

The second line contains $n$ integers $a_1, \\ldots, a_n$.

Output
Print one integer. You may print each letter in any case.

Examples
inputCopy
3
1 2 3
outputCopy
14
inputCopy
2

5 5
outputCopy
YES

50
Note
In the first example the answer is $1 + 4 + 9 = 14$.

Input and output of the second example are separated.
"""

CODEFORCES_OLD = """\
A. Stones
time limit per test1 second
memory limit per test256 megabytes
inputstandard input
outputstandard output

There are n stones on the table. Print the number of pairs.

Input
A single integer n.

Output
The number of pairs.

Sample test(s)
Input
4
Output
2
"""

ATCODER = """\
C - Lantern Street

Time Limit: 2 sec / Memory Limit: 1024 MB

Score : 300 points

Problem Statement

There are $N$ lanterns in a row. Lantern $i$ has height $H_i$.
Print the number of lanterns that can be seen from the left.

Constraints

- $1 \\leq N \\leq 100$
- All values in input are integers.

Input

Input is given from Standard Input in the following format:

$N$
$H_1$ $\\ldots$ $H_N$

Output

Print the answer.

Sample Input 1 
Copy
4
6 5 6 8

Sample Output 1 
Copy
3

The lanterns $1$, $3$ and $4$ can be seen.

Sample Input 2 
Copy
5
4 5 3 5 4

Sample Output 2 
Copy
3

Sample Input 3 
Copy
1
9

Sample Output 3 
Copy
1

Only one lantern is there, and it is seen.
"""

KATTIS = """\
Rope Bridge
CPU Time limit
1 second
Memory limit
1024 MB

A bridge has n planks. Your program should find the weakest one.

Input
The input has one line with n, and one line with n strengths.

Output
Output the index of the weakest plank.

Sample Input 1\tSample Output 1
3
9 2 5
\t
2

Sample Input 2\tSample Output 2
1
4
\t
1
"""

KATTIS_STACKED = KATTIS.replace("\t\n", "\n").replace("\t", "  ")

CSES = """\
Coin Rows

Time limit: 1.00 s
Memory limit: 512 MB

There are n coins in a row. Calculate the largest sum.

Input

The first line has an integer n: the number of coins.

Output

Print the largest sum.

Constraints

1 \\le n \\le 100

Example

Input:
4
1 2 3 4

Output:
10
"""

AIZU = """\
Problem D: Tile Walk

Time Limit : 8 sec, Memory Limit : 131072 KB

A walker stands on a grid of tiles.

Input

The input consists of multiple datasets. The end of the input is a line with two zeros.

Output

For each dataset, print the number of tiles.

Sample Input

2 2
.#
..

1 1
.
0 0

Output for the Sample Input

3
1
"""

LEETCODE = """\
1234. Mountain Pair

Given an integer array nums and an integer k, return the number of pairs with sum k.

Example 1:

Input: nums = [1,2,3], k = 3
Output: 1
Explanation: Only (1, 2) has sum 3.

Example 2:

Input: nums = [], k = 3
Output: 0

Constraints:

0 <= nums.length <= 100
"""

MARKDOWN = """\
# Two Towers

Time limit: 1500 ms. Memory limit: 64 MiB.

Two towers have heights a and b. Print the taller one.

## Input

Two integers.

## Output

One integer.

## Example 1

**Input**

```
3 5
```

**Output**

```text
5
```

## Example 2

**Input**

```

  Example

7 1
```

**Output**

```
7
```

## Note

The towers of the first example are 3 and 5.
"""

CP_EDITOR = """\
Problem: C. Candles
Contest: Codeforces - Round 1
URL: https://codeforces.com/contest/1/problem/C
Memory Limit: 64 MB
Time Limit: 1500 ms

Powered by CP Editor (https://cpeditor.org)
"""
