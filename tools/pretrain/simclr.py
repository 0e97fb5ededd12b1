"""Trains the encoder on faces without labels: python3 simclr.py DATA_FOLDER OUT_FILE [--minutes N] [--after FILE].

SimCLR (Chen et al. 2020) on nine tenths of train.npz, of which only the pixels are read. Knows no votes and no classes.
The rate falls by the clock, so that a run has cooled down in time on a machine that others use too.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import data
from model import MEAN, STD, TOPOLOGY, ExpressionNet
from views import augment

BATCH = 256  # images; each gives two views
PEAK_RATE = 3e-3  # of AdamW (Loshchilov & Hutter 2019)
WARM_UP = 0.15  # of the time; then a cosine to 0
WEIGHT_DECAY = 1e-2
TEMPERATURE = 0.15
PROJECTION = 128
SCALE, SHIFT, CONTRAST = (0.8, 0.25), 0.3, 0.5  # wider than for labels: from alike views only light would be learned
BLUR = [0.25, 0.5, 0.25]  # on every second view
SAVED = 25  # steps from one state that is kept to the next
SEED = 0


class Contrasted(nn.Module):
    """The body of ExpressionNet and, above its embedding, the projection that only the loss sees."""

    def __init__(self):
        super().__init__()
        self.net = ExpressionNet(len(data.CLASSES))
        width = TOPOLOGY["stages"][-1]["channels"]
        self.projection = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, PROJECTION))

    def forward(self, x):
        return self.projection(self.net.embed(x))


def view(x, generator):
    """A random view of x f32 [B, 1, 48, 48] in [0, 1], as the encoder's input."""
    x = augment(x, generator, SCALE, SHIFT, CONTRAST)
    weights = torch.tensor(BLUR)
    blurred = F.conv2d(x, torch.outer(weights, weights)[None, None].to(x.device), padding=1)
    chosen = (torch.rand(len(x), 1, 1, 1, generator=generator) < 0.5).to(x.device)
    return (torch.where(chosen, blurred, x) - MEAN) / STD


def nt_xent(z):
    """Mean cross-entropy of finding the other view of the same image; z f32 [2B, D], views of image i at i and B + i."""
    z = F.normalize(z)
    similarity = (z @ z.t() / TEMPERATURE).fill_diagonal_(float("-inf"))
    return F.cross_entropy(similarity, torch.arange(len(z), device=z.device).roll(len(z) // 2))


def train(images, device, minutes, before, on_state):
    """Trains on images u8 [N, 48, 48]; `before` is the state of an earlier run, or {}. `on_state` gets states to keep."""
    seen = before.get("epoch", 0)
    torch.manual_seed(SEED)
    rng, generator = np.random.default_rng([SEED, round(seen * 1e6)]), torch.Generator().manual_seed(SEED)
    model = Contrasted()
    if before:
        model.net.load_state_dict(before["weights"])
    model.to(device, memory_format=torch.channels_last).train()
    optimiser = torch.optim.AdamW(model.parameters(), PEAK_RATE, weight_decay=WEIGHT_DECAY)
    pixels, started, losses = torch.from_numpy(images), time.time(), []
    order = np.empty(0, int)
    while (part := (time.time() - started) / (60 * minutes)) < 1:
        cooled = (1 + math.cos(math.pi * (part - WARM_UP) / (1 - WARM_UP))) / 2
        optimiser.param_groups[0]["lr"] = PEAK_RATE * (part / WARM_UP if part < WARM_UP else cooled)
        if len(order) < BATCH:
            order = rng.permutation(len(images))
        index, order = order[:BATCH], order[BATCH:]
        x = pixels[index].to(device).float().div(255)[:, None]
        x = torch.cat([view(x, generator), view(x, generator)]).to(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16):
            z = model(x)
        loss = nt_xent(z.float())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        seen += BATCH / len(images)
        if len(losses) % SAVED == 0:
            recent = sum(losses[-SAVED:]) / SAVED
            print(f"{seen:.2f} epochs, loss {recent:.4f}, {time.time() - started:.0f} s", flush=True)
            on_state({"weights": model.net.state_dict(), "epoch": round(seen, 2), "loss": recent})
    on_state({"weights": model.net.state_dict(), "epoch": round(seen, 2), "loss": sum(losses[-SAVED:]) / len(losses[-SAVED:])})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=18)
    parser.add_argument("--after", help="what an earlier run wrote: its encoder is trained on")
    options = parser.parse_args()
    images = data.load_images(f"{options.data}/train.npz")
    before = torch.load(options.after) if options.after else {}
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train(images[~data.held_out(images)], device, options.minutes, before, lambda state: torch.save(state, options.out))


if __name__ == "__main__":
    main()
