"""
Chosen Numbers

Time Limit: 2 sec / Memory Limit: 256 MB

You are given an array p of n integers. Find the minimum of the numbers that are multiples of 3, each decreased by 6; if there are none, print 0.

Input
The first line contains an integer n (1 ≤ n ≤ 100) — the number of elements.

The second line contains n integers p_1, p_2, ..., p_n (0 ≤ p_i ≤ 100).

Output
Print one integer: the minimum of the numbers that are multiples of 3, each decreased by 6; if there are none, print 0.

Sample Input 1
4
23 24 8 12

Sample Output 1
6

Sample Input 2
1
5

Sample Output 2
0
"""
