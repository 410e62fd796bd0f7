"""Models of the transformers library: a local folder of weights, computed here.

From the ground up: `folder.py` says what the files of a folder are, `drawing.py` draws tokens from
logits, `decoding.py` computes a prompt once and several answers from it, `loading.py` loads what a
folder has and says in words what is wrong with it, `model.py` is the `TextModel`, and `backend.py`
has the entry of the registry.
"""
