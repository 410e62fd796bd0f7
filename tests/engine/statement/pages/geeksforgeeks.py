"""
Given an array arr[], find the sum of its elements.

Examples:

Input: arr[] = [8, 5]
Output: 13
Explanation: 8+5 = 13.

Input: arr[] = [1]
Output: 1

Your Task:
Complete the function lamps().

Expected Time Complexity: O(n)
"""
class Solution:
    def lamps(self, arr):
        # code here
