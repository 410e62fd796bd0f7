"""Models behind a server that speaks HTTP: llama.cpp, vLLM, LM Studio, TabbyAPI, Ollama.

From the ground up: `address.py` says which servers may be asked at all, `connection.py` is the
client, `refusals.py` says in words what servers refuse, `asking.py` how many answers are asked for
at a time. `openai.py` and `ollama.py` are the two interfaces, `llama_server.py` a server of our
own. `fingerprint.py` tells which server it is and `discovery.py` what answers on this machine.
`backends.py` has the entries of the registry, `trial.py` what `shortlist doctor` tries.
"""
