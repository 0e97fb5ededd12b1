"""The base encoder in PyTorch, built from the same topology as src/model/encoder.ts. Knows no data and no training."""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

TOPOLOGY = {
    "stem": 32,
    "stages": [
        {"channels": 48, "blocks": 2, "stride": 2},
        {"channels": 96, "blocks": 2, "stride": 2},
        {"channels": 184, "blocks": 2, "stride": 2},
    ],
}
INPUT_SIZE = 48
MEAN, STD = 0.5, 0.25  # of pixels in [0, 1]


class ConvNorm(nn.Sequential):
    """3x3 or 1x1 convolution and its batch norm, folded into one convolution at export."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
        )

    def folded(self):
        """Kernel [kh, kw, in, out] and bias [out] of the single equivalent convolution."""
        conv, norm = self
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        kernel = conv.weight * scale[:, None, None, None]
        return kernel.permute(2, 3, 1, 0).contiguous(), norm.bias - norm.running_mean * scale


class Block(nn.Module):
    """Residual block (He et al. 2016) with an average-pooled shortcut where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = ConvNorm(inputs, outputs, stride=stride)
        self.conv2 = ConvNorm(outputs, outputs)
        self.stride = stride
        self.shortcut = ConvNorm(inputs, outputs, kernel=1) if stride > 1 or inputs != outputs else None

    def forward(self, x):
        residual = self.conv2(F.relu(self.conv1(x)))
        if self.shortcut is not None:
            x = self.shortcut(F.avg_pool2d(x, self.stride) if self.stride > 1 else x)
        return F.relu(residual + x)


class ExpressionNet(nn.Module):
    """Grey crop [B, 1, 48, 48], normalised, to expression logits [B, classes]."""

    def __init__(self, classes, topology=TOPOLOGY, dropout=0.4):
        super().__init__()
        channels = topology["stem"]
        self.stem = ConvNorm(1, channels)
        self.stages = nn.ModuleList()
        for stage in topology["stages"]:
            blocks = nn.ModuleList()
            for index in range(stage["blocks"]):
                blocks.append(Block(channels, stage["channels"], stage["stride"] if index == 0 else 1))
                channels = stage["channels"]
            self.stages.append(blocks)
        self.dropout = nn.Dropout(dropout)
        self.expression = nn.Linear(channels, classes)

    def embed(self, x):
        x = F.relu(self.stem(x))
        for stage in self.stages:
            for block in stage:
                x = block(x)
        return x.mean((2, 3))

    def forward(self, x):
        return self.expression(self.dropout(self.embed(x)))

    def convolutions(self):
        """Exported name and ConvNorm of every convolution, in order of use."""
        yield "encoder.stem", self.stem
        for s, stage in enumerate(self.stages):
            for b, block in enumerate(stage):
                for part in ("conv1", "conv2", "shortcut"):
                    if getattr(block, part) is not None:
                        yield f"encoder.stages.{s}.{b}.{part}", getattr(block, part)

    @torch.no_grad()
    def exported(self):
        """Named parameters as the page uses them: folded, kernels HWIO, dense kernels [in, out]."""
        tensors = OrderedDict()
        for name, conv in self.convolutions():
            tensors[f"{name}.kernel"], tensors[f"{name}.bias"] = conv.folded()
        tensors["heads.expression.kernel"] = self.expression.weight.t().contiguous()
        tensors["heads.expression.bias"] = self.expression.bias
        return tensors

    def multiply_adds(self):
        """Multiply-adds of one face through the encoder and the head."""
        total = self.expression.in_features * self.expression.out_features
        side = INPUT_SIZE
        total += side * side * self.stem[0].weight.numel()
        for stage in self.stages:
            for block in stage:
                side //= block.stride
                parts = [block.conv1, block.conv2] + ([block.shortcut] if block.shortcut is not None else [])
                total += side * side * sum(part[0].weight.numel() for part in parts)
        return total


def normalise(images):
    """Pixels u8 [B, 48, 48] to the encoder's input f32 [B, 1, 48, 48]."""
    return (images.float().div(255)[:, None] - MEAN) / STD


@torch.no_grad()
def logits(net, images, device, batch=256):
    """Logits f32 [N, classes] of images u8 [N, 48, 48], single view."""
    net.eval()
    parts = [net(normalise(images[i : i + batch].to(device))) for i in range(0, len(images), batch)]
    return torch.cat(parts).float().cpu()
