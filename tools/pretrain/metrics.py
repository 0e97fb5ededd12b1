"""Accuracy, calibration error, temperature and bootstrap intervals from logits. Knows no model."""

import numpy as np
import torch
import torch.nn.functional as F


def calibration_error(probabilities, labels, bins=15):
    """Expected calibration error in [0, 1] over equal-width confidence bins (Guo et al. 2017)."""
    confidence, predicted = probabilities.max(1)
    correct = (predicted == labels).float()
    bin_of = (confidence * bins).long().clamp(max=bins - 1)
    error = 0.0
    for k in range(bins):
        inside = bin_of == k
        if inside.any():
            gap = (correct[inside].mean() - confidence[inside].mean()).abs()
            error += float(gap * inside.float().mean())
    return error


def fit_temperature(logits, labels):
    """The divisor of the logits that minimises the negative log-likelihood (Guo et al. 2017), by grid search."""
    grid = np.exp(np.linspace(np.log(0.2), np.log(3), 400))
    return float(min(grid, key=lambda t: F.cross_entropy(logits / t, labels).item()))


def report(logits, labels, temperature, classes, resamples=2000, seed=0):
    """Metrics in [0, 1] on hard labels, with 95 % bootstrap intervals for the accuracies; `confusion`: [truth][answer]."""
    predicted = logits.argmax(1)
    matrix = np.zeros((len(classes), len(classes)), int)
    np.add.at(matrix, (labels.numpy(), predicted.numpy()), 1)
    support, found, right = matrix.sum(1), matrix.sum(0), matrix.diagonal()
    recall = right / np.maximum(support, 1)
    precision = right / np.maximum(found, 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    present = support > 0
    rng = np.random.default_rng(seed)
    correct, truth = (predicted == labels).numpy(), labels.numpy()
    accuracies, balanced = [], []
    for _ in range(resamples):
        draw = rng.integers(0, len(truth), len(truth))
        accuracies.append(correct[draw].mean())
        balanced.append(np.mean([correct[draw][truth[draw] == c].mean() for c in np.unique(truth[draw])]))
    interval = lambda values: [round(float(v), 4) for v in np.percentile(values, [2.5, 97.5])]
    return {
        "n": int(len(labels)),
        "accuracy": round(float(correct.mean()), 4),
        "accuracyInterval": interval(accuracies),
        "balancedAccuracy": round(float(recall[present].mean()), 4),
        "balancedAccuracyInterval": interval(balanced),
        "macroF1": round(float(f1[present].mean()), 4),
        "ece": round(calibration_error((logits / temperature).softmax(1), labels), 4),
        "confusion": matrix.tolist(),
        "perClass": {
            name: {
                "precision": round(float(precision[c]), 4),
                "recall": round(float(recall[c]), 4),
                "f1": round(float(f1[c]), 4),
                "support": int(support[c]),
            }
            for c, name in enumerate(classes)
        },
    }
