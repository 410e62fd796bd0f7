#
# @lc app=leetcode.cn id=9 lang=python3
#
# [9] 灯的数量
#
# 给定一个整数数组 nums 和一个目标值 target，返回下标。
#
# 示例 1：
#
# 输入：nums = [8,5], target = 13
# 输出：[0,1]
# 解释：因为 nums[0] + nums[1] == 13 ，返回 [0, 1] 。
#
# 示例 2：
#
# 输入：nums = [1,1], target = 2
# 输出：[0,1]
#
# 提示：
#
# 2 <= nums.length <= 10^4
#

# @lc code=start
class Solution:
    def lamps(self, nums: List[int], target: int) -> List[int]:
        pass


# @lc code=end
