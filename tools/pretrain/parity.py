"""Writes what PyTorch makes of fixed crops, as the page's models must reproduce it: python3 parity.py CROPS.bin.

CROPS.bin holds grey crops u8 [N, 48, 48]; beside it are written cropLogits.json, of the released weights, and
cropEmbeddings.json, of the encoder in tools/bench/unlabelledStart/ and a few of the crops.
"""

import json
import pathlib
import sys

import numpy as np
import torch

from folded import folded_embeddings, folded_logits, read_safetensors
from model import INPUT_SIZE

ROOT = pathlib.Path(__file__).resolve().parents[2]
EMBEDDED = 3  # crops: more would only make the file longer


def main():
    path = pathlib.Path(sys.argv[1])
    current = json.loads((ROOT / "src/model/current.json").read_text())["hash"]
    tensors = read_safetensors(ROOT / f"public/weights/{current}/base.safetensors")
    crops = torch.from_numpy(np.fromfile(path, np.uint8).reshape(-1, INPUT_SIZE, INPUT_SIZE))
    logits = short(folded_logits(tensors, crops))
    path.with_name("cropLogits.json").write_text(json.dumps({"hash": current, "logits": logits}) + "\n")
    unlabelled = ROOT / "tools/bench/unlabelledStart"
    sha256 = json.loads((unlabelled / "encoder.json").read_text())["sha256"]
    embeddings = short(folded_embeddings(read_safetensors(unlabelled / "encoder.safetensors"), crops[:EMBEDDED]))
    path.with_name("cropEmbeddings.json").write_text(json.dumps({"sha256": sha256, "embeddings": embeddings}) + "\n")


def short(rows):
    return [[round(v, 5) for v in row] for row in rows.tolist()]


if __name__ == "__main__":
    main()
