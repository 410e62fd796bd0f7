/*
Given an array arr[] of n numbers, find the sum.

Example 1:

Input:
n = 2
arr[] = {8, 5}
Output:
13

Example 2:

Input:
n = 1
arr[] = {1}
Output:
1
*/
class Solution {
  public:
    int lamps(int arr[], int n) {
        
    }
};
