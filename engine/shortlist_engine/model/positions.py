"""The tables behind positions that are not learned, in numpy for torch and ONNX alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def sinusoids(tokens: int, width: int) -> NDArray[np.float32]:
    """Returns [tokens, width]: sines in the even columns and cosines in the odd ones, wavelengths
    from 2 pi to 20,000 pi (Vaswani et al. 2017, section 3.5)."""
    angles = _angles(tokens, -(-width // 2))
    table = np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(tokens, -1)
    return table[:, :width].astype(np.float32)


def rotations(tokens: int, head_size: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Returns cosines and sines, each [tokens, head_size]. A head of queries or keys x becomes
    x * cos + (-second half of x, first half of x) * sin (Su et al. 2021, "RoFormer", with the
    halves of a head as the two coordinates)."""
    angles = np.tile(_angles(tokens, head_size // 2), 2)
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def _angles(tokens: int, pairs: int) -> NDArray[np.float64]:
    """[tokens, pairs]: position times frequency."""
    return np.outer(np.arange(tokens), 10_000.0 ** -(np.arange(pairs) / pairs))
