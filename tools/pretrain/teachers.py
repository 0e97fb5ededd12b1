"""What earlier models say of images, as targets for the next one (distillation, Hinton et al. 2015). Trains nothing."""

import csv
import pathlib

import numpy as np
import torch

import metrics
from model import ExpressionNet, logits
from PIL import Image


def load_net(path, classes):
    """The network that `train.py` saved."""
    net = ExpressionNet(classes)
    net.load_state_dict(torch.load(path, map_location="cpu")["weights"])
    return net.eval()


class Teachers:
    """Networks that answer together, each with both mirror images, calibrated on held-out images and their labels."""

    def __init__(self, nets, images, labels):
        self.nets = [(net, metrics.fit_temperature(self.both_sides(net, images), labels)) for net in nets]

    @staticmethod
    def both_sides(net, images):
        device = torch.device("cpu")
        with torch.autocast("cpu", torch.bfloat16):
            return (logits(net, images, device) + logits(net, torch.flip(images, [2]), device)) / 2

    def say(self, images):
        """Probabilities f32 [N, classes] of images u8 [N, 48, 48]."""
        images = torch.from_numpy(images)
        return sum((self.both_sides(net, images) / t).softmax(1).numpy() for net, t in self.nets) / len(self.nets)


def unlabelled_faces(folder):
    """Grey faces u8 [N, 48, 48] of a labelled folder's split `pretrain`; its labels are not read."""
    folder = pathlib.Path(folder)
    with open(folder / "labels.csv") as file:
        names = [row["image"] for row in csv.DictReader(file) if row["split"] == "pretrain"]
    read = lambda name: np.array(Image.open(folder / "images" / name).convert("L").resize((48, 48), Image.BOX))
    return np.stack([read(name) for name in names])


def rarer_first(targets):
    """Drawing probabilities f64 [N]: a class k times commoner is drawn only √k times as often."""
    label = targets.argmax(1)
    weight = 1 / np.sqrt(np.maximum(np.bincount(label, minlength=targets.shape[1]), 1))[label]
    return weight / weight.sum()
