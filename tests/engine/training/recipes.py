"""Parts of recipes for the smallest model, as text."""

from __future__ import annotations

MODEL = """
[model]
vocab_size = 700
d_model = 32
head_size = 16
query_heads = 2
encoder_layers = 1
decoder_layers = 1
encoder_tokens = 256
"""
STEPS = """\
minutes = 1e9
batch_tokens = 2048
log_every = 2
valid_every = 2
checkpoint_every = 2
threads = 1
bf16 = false
"""
