"""Reads FER+ archives: images, vote targets, the majority rule and the fixed hold-out split. Knows no model."""

import hashlib

import numpy as np

CLASSES = ["neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt"]


def load(path):
    """The archive's images u8 [N, 48, 48] and votes u8 [N, 10] (8 expressions, unknown, not-a-face)."""
    archive = np.load(path)
    return archive["images"], archive["votes"]


def load_images(path):
    """The archive's images u8 [N, 48, 48] alone: its votes are not read."""
    return np.load(path)["images"]


def drop_single_votes(votes):
    """Votes f32 [N, 10] with every lone vote set to 0: Barsoum et al. 2016 treat it as annotator noise."""
    votes = votes.astype(np.float32)
    votes[votes <= 1] = 0
    return votes


def soft_targets(votes):
    """Distribution over the 8 expressions f32 [N, 8] and the mask [N] of images with a usable one."""
    votes = drop_single_votes(votes)
    expressions = votes[:, :8]
    usable = (votes.argmax(1) < 8) & (expressions.sum(1) > 0)
    return expressions / np.maximum(expressions.sum(1, keepdims=True), 1), usable


def majority(votes):
    """Label [N] and the mask [N] of images whose largest class is an expression holding over half of the votes."""
    votes = drop_single_votes(votes)
    label = votes.argmax(1)
    return label, (label < 8) & (votes.max(1) > 0.5 * votes.sum(1))


def held_out(images):
    """Mask [N] of a fixed tenth, chosen by the hash of the pixels so that repeats of an image stay on one side."""
    return np.array([hashlib.sha256(image.tobytes()).digest()[0] % 10 == 0 for image in images])
