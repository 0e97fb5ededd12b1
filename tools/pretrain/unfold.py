"""A released model as a network that can be trained on: folded convolutions get their batch norms back."""

import torch
import torch.nn.functional as F

from model import ExpressionNet, normalise


@torch.no_grad()
def unfolded(tensors, images):
    """
    An ExpressionNet that answers as the folded, exported parameters do. Every filter has norm 1 and the batch norm the
    rest, with the statistics of `images` u8 [N, 48, 48]: some hundreds of training images suffice.
    """
    net = ExpressionNet(tensors["heads.expression.bias"].numel())

    def restore(name, conv, x):
        kernel = tensors[f"{name}.kernel"].permute(3, 2, 0, 1)
        length = kernel.flatten(1).norm(dim=1)
        conv[0].weight.copy_(kernel / length[:, None, None, None].clamp_min(1e-6))
        output, norm = conv[0](x), conv[1]
        mean, variance = output.mean((0, 2, 3)), output.var((0, 2, 3))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(length * torch.sqrt(variance + norm.eps))
        norm.bias.copy_(tensors[f"{name}.bias"] + mean * length)
        return norm(output)

    net.eval()
    x = F.relu(restore("encoder.stem", net.stem, normalise(images)))
    for s, stage in enumerate(net.stages):
        for b, block in enumerate(stage):
            name = f"encoder.stages.{s}.{b}"
            residual = restore(f"{name}.conv2", block.conv2, F.relu(restore(f"{name}.conv1", block.conv1, x)))
            if block.shortcut is not None:
                x = restore(f"{name}.shortcut", block.shortcut, F.avg_pool2d(x, block.stride) if block.stride > 1 else x)
            x = F.relu(residual + x)
    net.expression.weight.copy_(tensors["heads.expression.kernel"].t())
    net.expression.bias.copy_(tensors["heads.expression.bias"])
    return net
