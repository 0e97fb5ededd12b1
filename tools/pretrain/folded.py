"""The exported model in PyTorch: the same folded, fp16-rounded parameters that the page loads. For parity and scores."""

import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

from model import TOPOLOGY, normalise


def rounded(tensors):
    """Parameters rounded to fp16 and back, as the page reads them."""
    return {name: value.detach().half().float() for name, value in tensors.items()}


def conv(tensors, name, x, stride=1):
    kernel = tensors[f"{name}.kernel"].permute(3, 2, 0, 1)
    return F.conv2d(x, kernel, tensors[f"{name}.bias"], stride, kernel.shape[-1] // 2)


@torch.no_grad()
def folded_embeddings(tensors, images, batch=256):
    """Embeddings f32 [N, width] of images u8 [N, 48, 48] through folded parameters."""
    parts = []
    for i in range(0, len(images), batch):
        x = F.relu(conv(tensors, "encoder.stem", normalise(images[i : i + batch])))
        for s, stage in enumerate(TOPOLOGY["stages"]):
            for b in range(stage["blocks"]):
                name, stride = f"encoder.stages.{s}.{b}", stage["stride"] if b == 0 else 1
                residual = conv(tensors, f"{name}.conv2", F.relu(conv(tensors, f"{name}.conv1", x, stride)))
                if f"{name}.shortcut.kernel" in tensors:
                    x = conv(tensors, f"{name}.shortcut", F.avg_pool2d(x, stride) if stride > 1 else x)
                x = F.relu(residual + x)
        parts.append(x.mean((2, 3)))
    return torch.cat(parts)


@torch.no_grad()
def folded_logits(tensors, images):
    """Logits f32 [N, classes] of images u8 [N, 48, 48] through folded parameters."""
    return folded_embeddings(tensors, images) @ tensors["heads.expression.kernel"] + tensors["heads.expression.bias"]


def write_safetensors(path, tensors, metadata):
    """Parameters as fp16 in the safetensors format: u64 header length, JSON header, little-endian tensors."""
    header, offset, blobs = {"__metadata__": metadata}, 0, []
    for name, value in tensors.items():
        blob = value.numpy().astype("<f2").tobytes()
        header[name] = {"dtype": "F16", "shape": list(value.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def read_safetensors(path):
    """Parameters f32 by name, from a file that `write_safetensors` wrote."""
    content = open(path, "rb").read()
    (length,) = struct.unpack("<Q", content[:8])
    header, body = json.loads(content[8 : 8 + length]), content[8 + length :]
    return {
        name: torch.from_numpy(np.frombuffer(body[slice(*entry["data_offsets"])], "<f2").astype(np.float32)).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__"
    }


def self_test_pattern(side):
    """The crop that every backend answers at start-up, u8 [1, side, side]: (7x + 13y + xy) mod 256."""
    y, x = np.mgrid[:side, :side]
    return torch.from_numpy(((7 * x + 13 * y + x * y) % 256).astype(np.uint8))[None]
