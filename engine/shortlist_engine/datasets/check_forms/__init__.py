"""A program under test and its tests as one program, a module for each language.

Each has `whole(before, source, after, mark)`, which returns a program that prints `mark` on a line
of its own once all tests have passed. `before` is what the prompt gives above the function, `after`
the tests as their data set has them. What a benchmark takes from beyond a standard library is stood
in for by lines of our own, so that its references run here.
"""
