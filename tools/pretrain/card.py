"""Writes docs/model-card.md from base.json and the log of every run that was scored on valid.npz.

python3 card.py SCORES.json adds to the released model what `npm run --silent evaluate -- FOLDER --split evaluate` said of
it on lfw-expressions, and writes the card again.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGE = 50  # faces that a class must have there to be averaged

TEMPLATE = """# Model card: Mien base encoder {hash}

Written by `tools/pretrain/export.py` from `public/weights/{hash}/base.json`; do not edit by hand.

**What it is.** A residual convolution network of {parameters:,} parameters ({megabytes:.2f} MB as fp16,
{million:.0f} M multiply-adds a face) that names the expression on a grey {side}×{side} face crop, one of: {classes}.
It also gives the embedding that fine-tuning in the page starts from.

**What it is for.** Learning, demonstrations and experiments on one's own posed expressions. It names the look of a
face, not what anybody feels. Not for decisions about people. Inferring emotions of people at work or in education is
prohibited in the EU (AI Act, Art. 5(1)(f)).

**How it was made.** {data}; {released}. {recipe} (`tools/pretrain/train.py`, batch {batch}, PyTorch {pytorch}; the last
stretch has {epochs} epochs). Recipe, epochs, temperature ({temperature}) and the "not sure" threshold ({threshold}) were
chosen on a fixed tenth of the training split, held out in a run of the same recipe.

**How good it is.** FER2013 "public test" images, FER+ majority rule, single view, n = {n}:

| measure | value | 95 % bootstrap interval |
| --- | --- | --- |
| accuracy | {accuracy:.4f} | {accuracyInterval[0]:.4f} – {accuracyInterval[1]:.4f} |
| balanced accuracy | {balancedAccuracy:.4f} | {balancedAccuracyInterval[0]:.4f} – {balancedAccuracyInterval[1]:.4f} |
| macro-F1 | {macroF1:.4f} | |
| calibration error | {ece:.4f} | |

| class | recall | precision | F1 | images |
| --- | --- | --- | --- | --- |
{rows}

What it says (columns) of what is there (rows):

{confusion}

**Changed crops.** Accuracy on the same images where each was changed; unchanged: {accuracy:.4f}.

| change | accuracy | difference, points |
| --- | --- | --- |
{changed}

{elsewhere}

**Known limits.** Contempt, disgust and fear are rare in the training data and in this test (see the counts): their
recall is poor and uncertain. Nearly two thirds of the images are neutral or happy. FER2013 comes from web image search;
skin tones, ages, cultures, glasses, masks and camera angles are not balanced and not annotated, so accuracy for a group
or a person may be much lower. About 1,060 training images are repeats of others. Annotators disagree on many images:
the labels are votes, not truth.

**Every run scored on these images.**

| run | released weights | accuracy | 95 % interval | balanced accuracy | macro-F1 | calibration error |
| --- | --- | --- | --- | --- | --- | --- |
{runs}
"""


def model_card(base, runs):
    """Markdown of the card for `base` (base.json) and `runs` (a list of {run, hash, metrics})."""
    valid, made = base["metrics"]["valid"], base["provenance"]
    rows = "\n".join(
        f"| {name} | {c['recall']:.4f} | {c['precision']:.4f} | {c['f1']:.4f} | {c['support']} |"
        for name, c in valid["perClass"].items()
    )
    names = list(valid["perClass"])
    confusion = "\n".join(
        [f"| | {' | '.join(names)} |", "| --- " * (len(names) + 1) + "|"]
        + [f"| {name} | {' | '.join(map(str, row))} |" for name, row in zip(names, valid["confusion"])]
    )
    changed = "\n".join(
        f"| {name} | {value:.4f} | {100 * (value - valid['accuracy']):+.1f} |" for name, value in valid["changed"].items()
    )
    listed = "\n".join(
        f"| {entry['run']} | {entry['hash']} | {m['accuracy']:.4f} | {m['accuracyInterval'][0]:.4f} – "
        f"{m['accuracyInterval'][1]:.4f} | {m['balancedAccuracy']:.4f} | {m['macroF1']:.4f} | {m['ece']:.4f} |"
        for entry in runs
        for m in [entry["metrics"]]
    )
    return TEMPLATE.format(
        **{key: valid[key] for key in ("n", "accuracy", "accuracyInterval", "balancedAccuracy", "balancedAccuracyInterval", "macroF1", "ece")},
        **{key: made[key] for key in ("data", "released", "recipe", "epochs", "batch", "pytorch")},
        **{key: base[key] for key in ("hash", "parameters", "temperature", "threshold")},
        megabytes=base["bytes"] / 1e6,
        million=base["multiplyAdds"] / 1e6,
        side=base["topology"]["inputSize"],
        classes=", ".join(base["classes"]),
        rows=rows,
        confusion=confusion,
        changed=changed,
        elsewhere=other_pictures(base["metrics"].get("sharper")),
        runs=listed,
    )


def other_pictures(scores):
    """A paragraph on press photos that the model never saw, or nothing where they were not scored."""
    if scores is None:
        return ""
    large = {name: c for name, c in scores["perClass"].items() if c["support"] >= LARGE}
    recalls = ", ".join(f"{name} {c['recall']:.3f} ({c['support']})" for name, c in large.items())
    mean = sum(c["recall"] for c in large.values()) / len(large)
    return (
        f"**Other pictures.** Sharper press photos (lfw-expressions, split `evaluate`, one annotator, n = {scores['n']}): "
        f"accuracy {scores['accuracy']:.4f}, calibration error {scores['ece']:.4f}; mean recall of the {len(large)} classes "
        f"with {LARGE} faces or more {mean:.4f}: {recalls}."
    )


def main():
    hash = json.loads((ROOT / "src/model/current.json").read_text())["hash"]
    path = ROOT / f"public/weights/{hash}/base.json"
    base = json.loads(path.read_text())
    base["metrics"]["sharper"] = json.loads(pathlib.Path(sys.argv[1]).read_text())
    path.write_text(json.dumps(base, indent=2) + "\n")
    runs = json.loads(pathlib.Path(__file__).with_name("runs.json").read_text())
    (ROOT / "docs/model-card.md").write_text(model_card(base, runs))


if __name__ == "__main__":
    main()
