# A. Sum of Two
#
# time limit per test: 1 second
# memory limit per test: 256 megabytes
#
# You are given two integers a and b. Print their sum.
#
# Input
# The only line contains two integers a and b (1 <= a, b <= 1000).
#
# Output
# Print one integer: the sum of a and b.
#
# Examples
#
# Input
# 2 3
#
# Output
# 5
#
# Input
# 10 20
#
# Output
# 30

