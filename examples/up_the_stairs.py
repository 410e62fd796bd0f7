r"""
Up the Stairs

A frog wants to cross a pond over $n$ leaves in a row. It starts on the shore, and every jump takes it 1 or 3 leaves further; from the shore, a jump of 1 ends on the first leaf. On leaf $i$ sit $a_i$ ants. The frog never lands on a leaf whose number of ants is greater than $t$, and it has to end on leaf $n$. In how many ways, modulo $10^9 + 7$, can the frog do that?

Input
The first line contains two integers $n$ and $t$ ($1 \le n \le 10^5$; $2 \le t \le 20$).

The second line contains $n$ integers $a_1, a_2, \ldots, a_n$ ($1 \le a_i \le 20$).

Output
Print the answer.

Sample Input 1
3 5
1 4 4

Sample Output 1
2

Sample Input 2
7 7
1 2 2 4 4 5 3

Sample Output 2
9
"""
