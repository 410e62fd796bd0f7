"""Models behind a server that speaks HTTP: llama.cpp, vLLM, LM Studio, TabbyAPI, Ollama.

From the ground up: `address.py` says which servers may be asked at all, `connection.py` is the
client, `faults.py` and `refusals.py` say in words what goes wrong, `asking.py` how many answers are
asked for at a time. `fingerprint.py` tells which server it is and `discovery.py` what answers on
this machine. `openai.py` and `ollama.py` are the two interfaces; `llama_server.py` runs a server of
our own for a file (`gguf_file.py`), below a `guard.py` that ends it, from a wheel by
`wheel_server.py`. `loading.py` finds a model by its name, and `backends.py` has the entries of the
registry.
"""
