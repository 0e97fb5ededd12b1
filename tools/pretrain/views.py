"""Random views of faces as batches: framing, light, sharpness, noise, and two images mixed into one. Knows no network."""

import math

import torch
import torch.nn.functional as F

ROTATION, SCALE, SHIFT = 0.3, 0.2, 0.15  # radians; fraction; fraction of half the side
CUTOUT = 12  # px, on every second image
BLUR = [1, 4, 6, 4, 1]
SHARPNESS = (-1.0, 0.8)  # from blurred to sharpened, on every second image: webcams are sharper than FER2013, or softer
GAMMA = 0.5  # of the exponent's logarithm, either way
NOISE = 0.05  # largest standard deviation, on two images in five
MIXUP = 0.2  # Zhang et al. 2018
CUTMIX = 0.5  # part of the batches that are cut together (Yun et al. 2019); the others are mixed


def augment(x, generator, scale=(1, SCALE), shift=SHIFT, contrast=0.3):
    """Random framing, light and cutout of x f32 [B, 1, 48, 48] in [0, 1]; `scale` is the middle and half of its range."""
    b, side = len(x), x.shape[-1]
    uniform = lambda *shape: torch.rand(*shape, generator=generator).to(x.device) * 2 - 1
    angle, scale = uniform(b) * ROTATION, scale[0] + uniform(b) * scale[1]
    flip = torch.sign(uniform(b))
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    rows = [torch.stack([cos * flip, -sin, uniform(b) * shift], 1), torch.stack([sin * flip, cos, uniform(b) * shift], 1)]
    grid = F.affine_grid(torch.stack(rows, 1), x.shape, align_corners=False)
    x = F.grid_sample(x, grid, padding_mode="zeros", align_corners=False)
    mean = x.mean((2, 3), keepdim=True)
    x = (x - mean) * (1 + contrast * uniform(b, 1, 1, 1)) + mean + 0.15 * uniform(b, 1, 1, 1)
    centre = (uniform(b, 2) + 1) / 2 * side
    axis = torch.arange(side, device=x.device)
    near = (axis[None, None] - centre[:, :, None]).abs() < CUTOUT / 2  # [B, 2, side]
    hole = near[:, 0, :, None] & near[:, 1, None, :]
    hole[1::2] = False
    return x.masked_fill(hole[:, None], 0)


def blurred(x):
    """x f32 [B, 1, side, side] under a binomial filter of 5 px, edges repeated."""
    row = torch.tensor(BLUR, dtype=x.dtype, device=x.device)
    kernel = torch.outer(row, row) / row.sum() ** 2
    return F.conv2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), kernel[None, None])


def degrade(x, generator):
    """Random sharpness, gamma and noise of x f32 [B, 1, 48, 48] in [0, 1]."""
    b = len(x)
    uniform = lambda: torch.rand(b, 1, 1, 1, generator=generator).to(x.device)
    low, high = SHARPNESS
    amount = (low + uniform() * (high - low)) * (uniform() < 0.5)
    x = (x + amount * (x - blurred(x))).clamp(0, 1) ** torch.exp((uniform() * 2 - 1) * GAMMA)
    noise = torch.randn(x.shape, generator=generator).to(x.device)
    return (x + noise * uniform() * NOISE * (uniform() < 0.4)).clamp(0, 1)


def mixed(x, target, rng):
    """A batch and its targets, each image with another one of it: a rectangle of that, or both faded into each other."""
    other = torch.from_numpy(rng.permutation(len(x))).to(x.device)
    if rng.random() >= CUTMIX:
        keep = rng.beta(MIXUP, MIXUP)
        return keep * x + (1 - keep) * x[other], keep * target + (1 - keep) * target[other]
    side = x.shape[-1]
    half = int(side * math.sqrt(1 - rng.beta(1, 1))) // 2
    row, column = rng.integers(0, side, 2)
    rows, columns = slice(max(0, row - half), row + half), slice(max(0, column - half), column + half)
    cut = x.clone()
    cut[:, :, rows, columns] = x[other][:, :, rows, columns]
    part = cut[0, 0, rows, columns].numel() / side**2
    return cut, (1 - part) * target + part * target[other]
