// Print the lamps.
// Input
// One line.
// Output
// Two numbers.
// Examples
// InputCopy
// 1 15 5 27
// OutputCopy
// 5 15
// InputCopy
// 2 5 6 12
// OutputCopy
// -1
// Note
// First Example :


// Second Example :


#include <bits/stdc++.h>
