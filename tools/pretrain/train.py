"""Trains the base encoder on FER+: python3 train.py DATA_FOLDER OUT_FILE [--all] [--start FILE] [--teachers FILES …].

Without --all a fixed tenth of train.npz is held out: recipe, epochs and temperature are chosen on it. With --all the
finished recipe runs on every training image. Neither looks at valid.npz (export.py does, once a recipe is final).
"""

import argparse
import copy
import math
import time

import numpy as np
import torch

import data
import metrics
from folded import read_safetensors
from model import MEAN, STD, ExpressionNet, logits
from teachers import Teachers, load_net, rarer_first, unlabelled_faces
from unfold import unfolded
from views import augment, degrade, mixed

BATCH = 128
EPOCHS, PEAK_RATE = 40, 0.15  # from scratch; one-cycle SGD (Smith & Topin 2019)
WARM_UP = 0.1  # of the steps
WEIGHT_DECAY = 5e-4
EMA_DECAY = 0.999
REPEAT_POWER = 0.25  # a class k times rarer than the commonest is drawn k^0.25 times as often
TAUGHT = 0.5  # of a target is what the teachers say, the rest are the votes
UNLABELLED = 0.1  # of a batch, where there are such faces: all of their target is what the teachers say


def epoch_order(targets, rng):
    """Shuffled image indices in which rare classes are repeated."""
    label = targets.argmax(1)
    count = np.bincount(label, minlength=targets.shape[1])
    repeats = (count.max() / np.maximum(count, 1)) ** REPEAT_POWER
    expected = repeats[label]
    times = np.floor(expected + rng.random(len(label))).astype(int)
    return rng.permutation(np.repeat(np.arange(len(label)), times))


def train(net, images, targets, classes_of, extra, options, device, on_epoch):
    """
    The exponential moving average of the weights after the epochs on images u8 [N, 48, 48], targets f32 [N, 8].
    `classes_of` f32 [N, 8]: by whose largest entry rare classes are repeated. `extra`: further faces, their targets and
    how likely each is drawn, or None.
    """
    torch.manual_seed(options.seed)
    rng, generator = np.random.default_rng(options.seed), torch.Generator().manual_seed(options.seed)
    net = net.to(device, memory_format=torch.channels_last)
    ema = copy.deepcopy(net).requires_grad_(False)
    optimiser = torch.optim.SGD(net.parameters(), options.rate, momentum=0.9, nesterov=True, weight_decay=WEIGHT_DECAY)
    steps = math.ceil(options.epochs * (len(epoch_order(classes_of, np.random.default_rng(0))) // BATCH) * 1.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=steps, pct_start=WARM_UP, div_factor=10)
    step = 0
    for epoch in range(options.epochs):
        net.train()
        order, total, started = epoch_order(classes_of, rng), 0.0, time.time()
        batches = len(order) // BATCH
        for i in range(batches):
            index = order[i * BATCH : (i + 1) * BATCH]
            pixels, target = images[index], targets[index]
            if extra is not None:
                faces, said, chance = extra
                drawn = rng.choice(len(faces), int(UNLABELLED * BATCH), p=chance)
                pixels[: len(drawn)], target[: len(drawn)] = faces[drawn], said[drawn]
            x = torch.from_numpy(pixels).to(device).float().div(255)[:, None]
            x = degrade(augment(x, generator).clamp(0, 1), generator)
            target = torch.from_numpy(target).to(device)
            if epoch < options.epochs - options.unmixed:
                x, target = mixed(x, target, rng)
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
    parser.add_argument("--start", help="go on from these weights: a released base.safetensors, or what a run saved")
    parser.add_argument("--teachers", nargs="*", default=[], help="earlier runs that help with the targets; none of them saw the held-out tenth")
    parser.add_argument("--unlabelled", help="folder of further faces, whose split `pretrain` is used without its labels")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=PEAK_RATE)
    parser.add_argument("--unmixed", type=int, default=0, help="epochs at the end whose images are not mixed")
    parser.add_argument("--sharpness", type=float, default=1, help="exponent of the targets: above 1 the majority counts for more")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, help="on a machine that others use, one is faster than two that wait")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    width = len(data.CLASSES)

    images, votes = data.load(f"{options.data}/train.npz")
    targets, usable = data.soft_targets(votes)
    targets = targets**options.sharpness
    targets /= np.maximum(targets.sum(1, keepdims=True), 1e-6)
    held = data.held_out(images)
    label, clear = data.majority(votes)
    judge_images = torch.from_numpy(images[held & clear])
    judge_labels = torch.from_numpy(label[held & clear])
    chosen = usable if options.all else usable & ~held

    def opened(path):
        if path.endswith(".safetensors"):
            return unfolded(read_safetensors(path), torch.from_numpy(images[usable & ~held][:512]))
        return load_net(path, width)

    torch.manual_seed(options.seed)
    net = opened(options.start) if options.start else ExpressionNet(width)

    taught, extra = targets[chosen], None
    if options.teachers:
        teachers = Teachers([opened(path) for path in options.teachers], judge_images, judge_labels)
        taught = (1 - TAUGHT) * taught + TAUGHT * teachers.say(images[chosen])
        if options.unlabelled:
            faces = unlabelled_faces(options.unlabelled)
            said = teachers.say(faces)
            extra = faces, said, rarer_first(said)

    def on_epoch(epoch, ema):
        torch.save({"weights": ema.state_dict(), "epoch": epoch, "options": vars(options)}, options.out)
        if not options.all and (epoch % 2 == 0 or epoch == options.epochs):
            output = logits(ema, judge_images, device)
            temperature = metrics.fit_temperature(output, judge_labels)
            result = metrics.report(output, judge_labels, temperature, data.CLASSES, resamples=200)
            print(f"held-out accuracy {result['accuracy']} balanced {result['balancedAccuracy']} "
                  f"macroF1 {result['macroF1']} temperature {temperature:.3f} ece {result['ece']}", flush=True)

    train(net, images[chosen], taught.astype(np.float32), targets[chosen], extra, options, device, on_epoch)


if __name__ == "__main__":
    main()
