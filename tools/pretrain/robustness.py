"""How much worse the exported model gets where a crop is framed, lit or sharpened differently. Trains nothing."""

import math

import torch
import torch.nn.functional as F

from folded import folded_logits
from views import blurred

TENTH, TEN_DEGREES = 0.1, math.radians(10)


def framed(x, shift=(0, 0), scale=1, angle=0):
    """x f32 [B, 1, side, side] moved by parts of its side, scaled about its centre and turned; black outside."""
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    matrix = torch.tensor([[cos, -sin, 2 * shift[0]], [sin, cos, 2 * shift[1]]]).expand(len(x), 2, 3)
    return F.grid_sample(x, F.affine_grid(matrix, x.shape, align_corners=False), padding_mode="zeros", align_corners=False)


def halved(x):
    """Half the resolution, enlarged again."""
    return F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="bilinear", align_corners=False)


def noisy(x):
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(0))
    return (x + 0.05 * noise).clamp(0, 1)


CHANGES = {
    "shifted by 10 % to the left": lambda x: framed(x, shift=(TENTH, 0)),
    "shifted by 10 % to the right": lambda x: framed(x, shift=(-TENTH, 0)),
    "shifted by 10 % up": lambda x: framed(x, shift=(0, TENTH)),
    "shifted by 10 % down": lambda x: framed(x, shift=(0, -TENTH)),
    "10 % smaller": lambda x: framed(x, scale=1 + TENTH),
    "10 % larger": lambda x: framed(x, scale=1 - TENTH),
    "turned by 10°": lambda x: framed(x, angle=TEN_DEGREES),
    "turned by −10°": lambda x: framed(x, angle=-TEN_DEGREES),
    "half as bright": lambda x: x * 0.5,
    "washed out (0.7 x + 0.3)": lambda x: x * 0.7 + 0.3,
    "gamma 2": lambda x: x**2,
    "blurred (5 px binomial)": blurred,
    "at half the resolution": halved,
    "noise of deviation 0.05": noisy,
}


def robustness(tensors, images, labels):
    """Accuracy in [0, 1] of images u8 [N, 48, 48] under each change."""
    x = images.float().div(255)[:, None]
    accuracy = {}
    for name, change in CHANGES.items():
        changed = change(x)[:, 0].mul(255).round().byte()
        accuracy[name] = round(float((folded_logits(tensors, changed).argmax(1) == labels).float().mean()), 4)
    return accuracy
