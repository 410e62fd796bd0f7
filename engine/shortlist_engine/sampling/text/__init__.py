"""What all backends share whose model answers a prompt with text: servers, llama.cpp, transformers.

`model.py` says what such a model is, `prompts.py` what it is asked, `answers.py` how programs are
read from what it wrote, `sampler.py` makes a `Sampler` of any of them, and `trial.py` is what
`shortlist doctor` tries of them.
"""
