"""Two judges that read every attribute from a picture: a plain convolutional one and a residual one of another make."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .world import ATTRIBUTES

SIZES = [len(names) for names in ATTRIBUTES.values()]
COLOUR, THING = list(ATTRIBUTES).index("colour"), list(ATTRIBUTES).index("thing")


def _block(cin, cout, stride):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, stride, 1), nn.GroupNorm(8, cout), nn.ReLU(True))


class PlainProbe(nn.Module):
    """Five convolution stages; the first three also give the autoencoder's perceptual features."""

    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([_block(3, 24, 2), _block(24, 48, 2), _block(48, 96, 2), _block(96, 128, 2), _block(128, 128, 2)])
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(128 * 16, 192), nn.ReLU(True), nn.Linear(192, sum(SIZES)))

    def features(self, x):
        """The outputs of the first three stages."""
        out = []
        for stage in self.stages[:3]:
            x = stage(x)
            out.append(x)
        return out

    def forward(self, x):
        for stage in self.stages:
            x = stage(x)
        return self.head(x)


class _Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, 7, 1, 3, groups=width)
        self.norm = nn.GroupNorm(1, width)
        self.mix = nn.Sequential(nn.Conv2d(width, 2 * width, 1), nn.GELU(), nn.Conv2d(2 * width, width, 1))

    def forward(self, x):
        return x + self.mix(self.norm(self.depthwise(x)))


class ResidualProbe(nn.Module):
    """Patches, wide depthwise kernels and residual blocks; it never trains anything else, so it judges."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 64, 4, 4), _Residual(64), nn.Conv2d(64, 96, 2, 2), _Residual(96), _Residual(96),
                                  nn.Conv2d(96, 128, 2, 2), _Residual(128), _Residual(128), nn.GroupNorm(1, 128))
        self.head = nn.Linear(128 * 16 + 128, sum(SIZES))

    def forward(self, x):
        x = self.body(x)
        return self.head(torch.cat([F.adaptive_avg_pool2d(x, 4).flatten(1), x.amax((2, 3))], 1))


PROBES = {"plain": PlainProbe, "residual": ResidualProbe}


def augmented(pictures: torch.Tensor) -> torch.Tensor:
    """Blur, noise and changes of brightness on (n, 3, s, s) in -1..1, so that a judge forgives what a decoder does."""
    x = pictures
    if torch.rand(()) < 0.4:
        size = int(torch.randint(44, 110, ()))
        x = F.interpolate(F.interpolate(x, size=(size, size), mode="area"), size=x.shape[-2:], mode="bilinear")
    gain = 1 + 0.12 * torch.randn(len(x), 1, 1, 1)
    return x * gain + 0.08 * torch.randn(len(x), 3, 1, 1) + 0.12 * torch.rand(()) * torch.randn_like(x)


def probe_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Cross entropy summed over the attributes; the colour counts only where there is a thing to wear it."""
    total = 0.0
    for i, part in enumerate(logits.split(SIZES, 1)):
        loss = F.cross_entropy(part, labels[:, i], reduction="none")
        total = total + ((loss * (labels[:, THING] > 0)) if i == COLOUR else loss).mean()
    return total


@torch.inference_mode()
def read(probe: nn.Module, pictures: np.ndarray) -> np.ndarray:
    """The attribute labels a probe reads from pictures (n, 128, 128, 3) uint8."""
    probe.eval()
    answers = []
    for i in range(0, len(pictures), 64):
        x = torch.from_numpy(pictures[i:i + 64]).permute(0, 3, 1, 2).float() / 127.5 - 1
        answers.append(torch.stack([part.argmax(1) for part in probe(x).split(SIZES, 1)], 1))
    return torch.cat(answers).numpy()
