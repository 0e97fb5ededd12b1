"""How well a linear classifier and nearest neighbours read expressions from frozen embeddings. Knows no encoder."""

import torch
import torch.nn.functional as F

NEIGHBOURS = 5
PENALTY = 1e-3  # on the squares of a linear classifier's weights; not tuned


def neighbours(train, labels, judged):
    """Labels [M] by vote of the NEIGHBOURS nearest rows of train f32 [N, D] by cosine; of equals the nearer class."""
    similarity, nearest = (F.normalize(judged) @ F.normalize(train).t()).topk(NEIGHBOURS)
    votes = F.one_hot(labels[nearest]).float() * (1 + 1e-3 * similarity[:, :, None])
    return votes.sum(1).argmax(1)


def linear(train, labels, judged):
    """Labels [M] by multinomial regression on train f32 [N, D], each dimension standardised."""
    mean, deviation = train.mean(0), train.std(0) + 1e-6
    x = (train - mean) / deviation
    layer = torch.nn.Linear(x.shape[1], int(labels.max()) + 1)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = F.cross_entropy(layer(x), labels) + PENALTY * layer.weight.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    with torch.no_grad():
        return layer((judged - mean) / deviation).argmax(1)


def scores(train, labels, judged, truth):
    """Accuracy and balanced accuracy in [0, 1] of both on `judged` with labels `truth`."""
    found = {"fiveNeighbours": neighbours(train, labels, judged), "linear": linear(train, labels, judged)}
    return {
        name: {
            "accuracy": round(float((answers == truth).float().mean()), 4),
            "balancedAccuracy": round(
                float(torch.stack([(answers[truth == c] == c).float().mean() for c in truth.unique()]).mean()), 4
            ),
        }
        for name, answers in found.items()
    }
