"""A program written step by step (Nijkamp et al. 2022, "CodeGen"): steps as comments, each with
several continuations, and each continuation run. `document.py` reads the steps of a file,
`tracing.py` runs them one after the other in the sandbox and tells their values, `trial.py` says
what one continuation does, `writing.py` proposes continuations of a step, and `search.py` writes
all of them."""
