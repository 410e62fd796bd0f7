"""The programs of a family: from functions to whole programs in the ways that people write them."""
