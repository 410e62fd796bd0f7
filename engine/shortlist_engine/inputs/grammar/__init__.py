"""New inputs from what the examples and the statement say about their form.

`grammar.read_grammar` and `generate.write_input` are the way in. `shape` says what an input is made
of, `infer` finds a shape that fits all examples, `layout` reads one that the statement draws.
`naming` gives its fields the statement's names, `bounds` reads the constraints on these, `domains`
joins them with what the examples show, `blocks` finds edges and rows that differ; `style`, `values`
and `edges` say what is written.
"""
