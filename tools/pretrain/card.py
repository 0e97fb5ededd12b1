"""Writes docs/model-card.md from base.json and the log of every run that was scored on valid.npz. Computes nothing."""

TEMPLATE = """# Model card: Mien base encoder {hash}

Written by `tools/pretrain/export.py` from `public/weights/{hash}/base.json`; do not edit by hand.

**What it is.** A residual convolution network of {parameters:,} parameters ({megabytes:.2f} MB as fp16,
{million:.0f} M multiply-adds a face) that names the expression on a grey {side}×{side} face crop, one of: {classes}.
It also gives the embedding that fine-tuning in the page starts from.

**What it is for.** Learning, demonstrations and experiments on one's own posed expressions. It names the look of a
face, not what anybody feels. Not for decisions about people. Inferring emotions of people at work or in education is
prohibited in the EU (AI Act, Art. 5(1)(f)).

**How it was made.** {data}; {released}. Recipe in `tools/pretrain/train.py` ({epochs} epochs, batch {batch}, seed
{seed}, PyTorch {pytorch}). Recipe, epochs, temperature ({temperature}) and the "not sure" threshold ({threshold}) were
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
    listed = "\n".join(
        f"| {entry['run']} | {entry['hash']} | {m['accuracy']:.4f} | {m['accuracyInterval'][0]:.4f} – "
        f"{m['accuracyInterval'][1]:.4f} | {m['balancedAccuracy']:.4f} | {m['macroF1']:.4f} | {m['ece']:.4f} |"
        for entry in runs
        for m in [entry["metrics"]]
    )
    return TEMPLATE.format(
        **{key: valid[key] for key in ("n", "accuracy", "accuracyInterval", "balancedAccuracy", "balancedAccuracyInterval", "macroF1", "ece")},
        **{key: made[key] for key in ("data", "released", "epochs", "batch", "seed", "pytorch")},
        **{key: base[key] for key in ("hash", "parameters", "temperature", "threshold")},
        megabytes=base["bytes"] / 1e6,
        million=base["multiplyAdds"] / 1e6,
        side=base["topology"]["inputSize"],
        classes=", ".join(base["classes"]),
        rows=rows,
        runs=listed,
    )
