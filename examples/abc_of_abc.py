# abc of ABC
#
# Problem Statement
#
# You are given a string S of length 3 consisting of a, b and c. Determine if S can be obtained by permuting abc.
#
# Constraints
#
# - |S|=3
#
# - S consists of a, b and c.
#
# Input
#
# Input is given from Standard Input in the following format:
#
# S
#
# Output
#
# If S can be obtained by permuting abc, print Yes; otherwise, print No.
#
# Sample Input 1
# bac
#
# Sample Output 1
# Yes
#
# Sample Input 2
# bab
#
# Sample Output 2
# No
#
# Sample Input 3
# abc
#
# Sample Output 3
# Yes
#
# Sample Input 4
# aaa
#
# Sample Output 4
# No
