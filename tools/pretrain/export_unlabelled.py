"""Writes tools/bench/unlabelledStart/ from a run of simclr.py: python3 export_unlabelled.py DATA_FOLDER WEIGHTS --run HOW.

Labels are read here and nowhere before, only to say how good the finished encoder is: nothing is chosen by them.
"""

import argparse
import hashlib
import json
import pathlib

import torch

import data
import simclr
from export import ROOT, clear_images, load_tensors
from folded import folded_embeddings, rounded, write_safetensors
from model import INPUT_SIZE, MEAN, STD, TOPOLOGY, ExpressionNet
from probe import scores

FOLDER = ROOT / "tools/bench/unlabelledStart"
PROBED = 3000  # labelled faces that the probes learn from, the first ones outside the held-out tenth


def probed(tensors, archive):
    """Scores of the probes on the held-out tenth."""
    images, labels = clear_images(archive, lambda images: ~data.held_out(images))
    judged, truth = clear_images(archive, data.held_out)
    train = folded_embeddings(tensors, images[:PROBED])
    return scores(train, labels[:PROBED], folded_embeddings(tensors, judged), truth)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("weights")
    parser.add_argument("--run", required=True, help="how long was trained and with what interruptions, for encoder.json")
    options = parser.parse_args()
    archive = options.data / "train.npz"

    net, tensors, epoch = load_tensors(options.weights)
    tensors = {name: value for name, value in tensors.items() if name.startswith("encoder.")}
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "encoder.safetensors"
    write_safetensors(file, tensors, {"format": "mien-encoder-1", "layout": "kernels HWIO"})
    content = file.read_bytes()

    torch.manual_seed(simclr.SEED)
    untrained = ExpressionNet(len(data.CLASSES)).eval()
    described = {
        "format": 1,
        "file": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "topology": {"inputSize": INPUT_SIZE, **TOPOLOGY},
        "normalisation": {"mean": MEAN, "std": STD},
        "provenance": {
            "data": "FER2013 images, nine tenths of the training split, their pixels alone: no label or vote was read",
            "recipe": "tools/pretrain/simclr.py",
            "run": options.run,
            "epochs": epoch,
            "batch": simclr.BATCH,
            "temperature": simclr.TEMPERATURE,
            "seed": simclr.SEED,
            "loss": round(torch.load(options.weights)["loss"], 4),
            "pytorch": torch.__version__,
        },
        "probes": {
            "note": f"Labels were read after the training, only to look: probes on {PROBED} labelled faces, judged on "
            "the held-out tenth. Nothing was chosen by them.",
            "untrained": probed(rounded(untrained.exported()), archive),
            "unlabelled": probed(tensors, archive),
        },
    }
    (FOLDER / "encoder.json").write_text(json.dumps(described, indent=2) + "\n")
    print(json.dumps({"sha256": described["sha256"], "bytes": len(content), **described["probes"]}))


if __name__ == "__main__":
    main()
