# Range
#
# Write a program which reads three integers a, b and c, and prints "Yes" if a < b < c, otherwise "No".
#
# Input
#
# Three integers a, b and c separated by a single space are given in a line.
#
# Output
#
# Print "Yes" or "No" in a line.
#
# Constraints
#
# - 0 ≤ a, b, c ≤ 100
#
# Sample Input 1
#
# 1 3 8
#
# Sample Output 1
#
# Yes
#
# Sample Input 2
#
# 3 8 1
#
# Sample Output 2
#
# No
