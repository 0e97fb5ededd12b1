"""Trains the base encoder on FER+: python3 train.py DATA_FOLDER OUT_FILE [--all].

Without --all a fixed tenth of train.npz is held out: recipe, epochs and temperature are chosen on it. With --all the
finished recipe runs on every training image. Neither looks at valid.npz (evaluate.py does, once a recipe is final).
"""

import argparse
import copy
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import metrics
from model import MEAN, STD, ExpressionNet, logits

EPOCHS = 40
BATCH = 128
PEAK_RATE = 0.15  # one-cycle SGD (Smith & Topin 2019)
WEIGHT_DECAY = 5e-4
MIXUP = 0.2  # Zhang et al. 2018
EMA_DECAY = 0.999
REPEAT_POWER = 0.25  # a class k times rarer than the commonest is drawn k^0.25 times as often
ROTATION, SCALE, SHIFT = 0.3, 0.2, 0.15  # radians; fraction; fraction of half the side
CUTOUT = 12  # px, on every second image
SEED = 0


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


def epoch_order(targets, rng):
    """Shuffled image indices in which rare classes are repeated."""
    label = targets.argmax(1)
    count = np.bincount(label, minlength=targets.shape[1])
    repeats = (count.max() / np.maximum(count, 1)) ** REPEAT_POWER
    expected = repeats[label]
    times = np.floor(expected + rng.random(len(label))).astype(int)
    return rng.permutation(np.repeat(np.arange(len(label)), times))


def train(images, targets, device, on_epoch):
    """The exponential moving average of the weights after EPOCHS on images u8 [N, 48, 48], targets f32 [N, 8]."""
    torch.manual_seed(SEED)
    rng, generator = np.random.default_rng(SEED), torch.Generator().manual_seed(SEED)
    net = ExpressionNet(len(data.CLASSES)).to(device, memory_format=torch.channels_last)
    ema = copy.deepcopy(net).requires_grad_(False)
    optimiser = torch.optim.SGD(net.parameters(), PEAK_RATE, momentum=0.9, nesterov=True, weight_decay=WEIGHT_DECAY)
    steps = math.ceil(EPOCHS * len(epoch_order(targets, np.random.default_rng(SEED))) / BATCH * 1.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=steps, pct_start=0.15)
    pixels, soft = torch.from_numpy(images), torch.from_numpy(targets)
    step = 0
    for epoch in range(EPOCHS):
        net.train()
        order, total, started = epoch_order(targets, rng), 0.0, time.time()
        batches = len(order) // BATCH
        for i in range(batches):
            index = torch.from_numpy(order[i * BATCH : (i + 1) * BATCH])
            x = augment(pixels[index].to(device).float().div(255)[:, None], generator)
            target = soft[index].to(device)
            keep, other = rng.beta(MIXUP, MIXUP), torch.from_numpy(rng.permutation(BATCH)).to(device)
            x, target = keep * x + (1 - keep) * x[other], keep * target + (1 - keep) * target[other]
            x = ((x - MEAN) / STD).to(memory_format=torch.channels_last)
            with torch.autocast(device.type, torch.bfloat16):
                output = net(x)
            loss = -(target * output.float().log_softmax(1)).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            if step < steps - 1:
                schedule.step()
            step += 1
            total += loss.item()
            decay = min(EMA_DECAY, (1 + step) / (10 + step))
            with torch.no_grad():
                for average, value in zip(ema.state_dict().values(), net.state_dict().values()):
                    if average.dtype.is_floating_point:
                        average.lerp_(value, 1 - decay)
                    else:
                        average.copy_(value)
        print(f"epoch {epoch + 1} loss {total / batches:.4f} {time.time() - started:.0f} s", flush=True)
        on_epoch(epoch + 1, ema)
    return ema


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--all", action="store_true", help="train on every image, with no held-out tenth")
    options = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    images, votes = data.load(f"{options.data}/train.npz")
    targets, usable = data.soft_targets(votes)
    held = data.held_out(images)
    label, clear = data.majority(votes)
    judge_images = torch.from_numpy(images[held & clear])
    judge_labels = torch.from_numpy(label[held & clear])
    chosen = usable if options.all else usable & ~held

    def on_epoch(epoch, ema):
        torch.save({"weights": ema.state_dict(), "epoch": epoch}, options.out)
        if not options.all and (epoch % 5 == 0 or epoch == EPOCHS):
            output = logits(ema, judge_images, device)
            temperature = metrics.fit_temperature(output, judge_labels)
            result = metrics.report(output, judge_labels, temperature, data.CLASSES, resamples=200)
            print(f"held-out accuracy {result['accuracy']} balanced {result['balancedAccuracy']} "
                  f"macroF1 {result['macroF1']} temperature {temperature:.3f} ece {result['ece']}", flush=True)

    train(images[chosen], targets[chosen], device, on_epoch)


if __name__ == "__main__":
    main()
