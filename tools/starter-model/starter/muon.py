"""Muon for convolutions and matrices, AdamW for everything else, behind one small interface."""

from collections import defaultdict

import torch
from torch import nn

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def _orthogonal(batch: torch.Tensor) -> torch.Tensor:
    """Five Newton-Schulz steps on a batch of matrices (n, rows, columns), in bfloat16."""
    a, b, c = _COEFFICIENTS
    x = batch.bfloat16()
    flip = x.shape[-2] > x.shape[-1]
    x = x.mT if flip else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if flip else x).float()


class Muon(torch.optim.Optimizer):
    """Momentum, made orthogonal; torch.optim.Muon takes no convolutions and no batches of equal shapes, which halve its cost."""

    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            alike = defaultdict(list)
            for p in group["params"]:
                if p.grad is not None:
                    alike[(p.shape[0], p[0].numel())].append(p)
            for shape, params in alike.items():
                self._step_alike(group, shape, params)

    def _step_alike(self, group, shape, params):
        updates = []
        for p in params:
            momentum = self.state[p].setdefault("momentum", torch.zeros_like(p))
            momentum.lerp_(p.grad, 1 - group["momentum"])
            updates.append(p.grad.lerp(momentum, group["momentum"]).reshape(shape))
        rate = group["lr"] * 0.2 * max(shape) ** 0.5  # as large as an AdamW step would be
        for p, update in zip(params, _orthogonal(torch.stack(updates))):
            p.mul_(1 - group["lr"] * group["weight_decay"])
            p.add_(update.reshape(p.shape), alpha=-rate)


def optimisers(model: nn.Module, muon: float, adamw: float, keep: tuple[str, ...] = ()) -> list[torch.optim.Optimizer]:
    """Muon for inner matrices and convolutions; AdamW for biases, norms, embeddings and the layers named in keep."""
    inner, rest = [], []
    for name, p in model.named_parameters():
        if p.requires_grad:
            (inner if p.ndim >= 2 and not any(k in name for k in keep) else rest).append(p)
    return [Muon(inner, muon), torch.optim.AdamW(rest, adamw, betas=(0.9, 0.95), weight_decay=0.0)]
