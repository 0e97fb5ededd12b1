"""Trains the encoder on faces without labels: python3 simclr.py DATA_FOLDER OUT_FILE.

SimCLR (Chen et al. 2020) on nine tenths of train.npz, of which only the pixels are read. Knows no votes and no classes.
"""

import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import data
from model import MEAN, STD, TOPOLOGY, ExpressionNet
from train import augment

EPOCHS = 8
BATCH = 256  # images; each gives two views
PEAK_RATE = 3e-3  # one-cycle AdamW (Loshchilov & Hutter 2019)
WEIGHT_DECAY = 1e-2
TEMPERATURE = 0.15
PROJECTION = 128
SCALE, SHIFT, CONTRAST = (0.8, 0.25), 0.3, 0.5  # wider than for labels: from alike views only light would be learned
BLUR = [0.25, 0.5, 0.25]  # on every second view
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


def train(images, device, on_epoch):
    """The network after EPOCHS on images u8 [N, 48, 48]; `on_epoch` gets each epoch's number, network and mean loss."""
    torch.manual_seed(SEED)
    rng, generator = np.random.default_rng(SEED), torch.Generator().manual_seed(SEED)
    model = Contrasted().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), PEAK_RATE, weight_decay=WEIGHT_DECAY)
    batches = len(images) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=EPOCHS * batches, pct_start=0.15)
    pixels = torch.from_numpy(images)
    for epoch in range(EPOCHS):
        model.train()
        order, total, started = rng.permutation(len(images)), 0.0, time.time()
        for i in range(batches):
            x = pixels[order[i * BATCH : (i + 1) * BATCH]].to(device).float().div(255)[:, None]
            x = torch.cat([view(x, generator), view(x, generator)]).to(memory_format=torch.channels_last)
            with torch.autocast(device.type, torch.bfloat16):
                z = model(x)
            loss = nt_xent(z.float())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} loss {total / batches:.4f} {time.time() - started:.0f} s", flush=True)
        on_epoch(epoch + 1, model.net, total / batches)
    return model.net


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("out")
    options = parser.parse_args()
    images = data.load_images(f"{options.data}/train.npz")

    def on_epoch(epoch, net, loss):
        torch.save({"weights": net.state_dict(), "epoch": epoch, "loss": loss}, options.out)

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train(images[~data.held_out(images)], device, on_epoch)


if __name__ == "__main__":
    main()
