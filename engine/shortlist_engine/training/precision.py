"""In which precision a device multiplies matrices fast."""

from __future__ import annotations

import torch


def computes_in_bfloat16(device: torch.device) -> bool:
    """Says whether products in bfloat16 are faster here than in float32: on a GPU, and on a
    processor with instructions for them (AVX512-BF16, AMX, or those of ARM). On others torch
    emulates them, at a quarter of the speed of float32 where we measured it. An older torch does
    not tell, and is taken to compute in bfloat16."""
    capabilities = getattr(torch.cpu, "get_capabilities", None)
    if device.type != "cpu" or capabilities is None:
        return True
    return any(has for name, has in capabilities().items() if name.endswith("bf16"))
