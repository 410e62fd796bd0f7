"""Muon for hidden matrices, AdamW for the rest.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/) replaces the momentum of a
matrix by the nearest orthogonal matrix, found by five Newton-Schulz steps. On this project's
two-core budget it reached a lower loss than AdamW in equal time; see docs/training.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

from shortlist_engine.training.distributed import ProcessGroup
from shortlist_engine.training.precision import computes_in_bfloat16
from shortlist_engine.training.recipe import TrainRecipe

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonalise(matrix: Tensor, steps: int = 5) -> Tensor:
    """Runs the Newton-Schulz iteration, after which singular values are near one."""
    a, b, c = _COEFFICIENTS
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if tall else matrix) / (matrix.norm() + 1e-7)
    if computes_in_bfloat16(matrix.device):
        x = x.bfloat16()
    for _ in range(steps):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return (x.T if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Steps along the momentum with Nesterov's correction, orthogonalised; weight decay is
    decoupled. The step is scaled by sqrt(max(1, rows / columns)), so that one learning rate serves
    every shape. The processes of a group have the same gradients, and share out the matrices to
    orthogonalise among them."""

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float,
        momentum: float,
        weight_decay: float,
        processes: ProcessGroup,
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.processes = processes

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Takes a step for every parameter that has a gradient; `closure` is not called."""
        for group in self.param_groups:
            momentum, lr = group["momentum"], group["lr"]
            parameters = [each for each in group["params"] if each.grad is not None]
            updates = []
            for number, parameter in enumerate(parameters):
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                state["momentum"].lerp_(parameter.grad, 1 - momentum)
                if number % self.processes.size == self.processes.rank:
                    updates.append(orthogonalise(parameter.grad.lerp(state["momentum"], momentum)))
                else:
                    updates.append(torch.zeros_like(parameter))
            self.processes.add_up(updates)
            for parameter, update in zip(parameters, updates, strict=True):
                rows, columns = parameter.shape
                parameter.mul_(1 - lr * group["weight_decay"])
                parameter.add_(update, alpha=-lr * max(1.0, rows / columns) ** 0.5)


def make_optimizers(
    model: nn.Module, recipe: TrainRecipe, processes: ProcessGroup | None = None
) -> list[torch.optim.Optimizer]:
    """Returns Muon for hidden matrices, unless it is off, and AdamW for the rest. Each group keeps
    its full learning rate under `peak_lr`; `set_rate` scales it."""
    matrices, embeddings, small = [], [], []
    for name, parameter in model.named_parameters():
        if parameter.ndim < 2:
            small.append(parameter)
        elif "embedding" in name or "positions" in name or ".head." in f".{name}":
            embeddings.append(parameter)
        else:
            matrices.append(parameter)
    decayed = embeddings if recipe.muon_lr else embeddings + matrices
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": recipe.weight_decay},
                {"params": small, "weight_decay": 0.0},
            ],
            lr=recipe.lr,
            betas=(recipe.beta1, recipe.beta2),
            fused=True,
        )
    ]
    if recipe.muon_lr:
        rates = recipe.muon_lr, recipe.muon_momentum, recipe.weight_decay
        optimizers.append(Muon(matrices, *rates, processes or ProcessGroup()))
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return optimizers


def set_rate(optimizers: Iterable[torch.optim.Optimizer], factor: float) -> None:
    """Sets the learning rate of every group to this `factor` of its full one."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["peak_lr"] * factor
