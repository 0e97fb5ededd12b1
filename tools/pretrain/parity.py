"""Writes PyTorch's logits of fixed crops, as the page's model must reproduce them: python3 parity.py CROPS.bin.

CROPS.bin holds grey crops u8 [N, 48, 48]; cropLogits.json is written beside it. Reads the released file of weights.
"""

import json
import pathlib
import sys

import numpy as np
import torch

from folded import folded_logits, read_safetensors
from model import INPUT_SIZE

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    path = pathlib.Path(sys.argv[1])
    current = json.loads((ROOT / "src/model/current.json").read_text())["hash"]
    tensors = read_safetensors(ROOT / f"public/weights/{current}/base.safetensors")
    crops = torch.from_numpy(np.fromfile(path, np.uint8).reshape(-1, INPUT_SIZE, INPUT_SIZE))
    logits = [[round(v, 5) for v in row] for row in folded_logits(tensors, crops).tolist()]
    path.with_name("cropLogits.json").write_text(json.dumps({"hash": current, "logits": logits}) + "\n")


if __name__ == "__main__":
    main()
