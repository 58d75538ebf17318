#!/usr/bin/env python3
"""Turns a slice of the Open Bandit Dataset into a decision log that Tracewise reads.

    python3 docs/examples/open_bandit.py FOLDER OUT.jsonl [--policy bts] [--campaign men]

FOLDER holds POLICY/CAMPAIGN/CAMPAIGN.csv (https://github.com/st-tech/zr-obp, folder obd). A line is
one impression: the item shown at one of three positions, its logged propensity, and the click as the
reward. Options are all items of the campaign. At the end the script prints what the value of showing
items uniformly at random is by importance weighting; `tracewise evaluate policy --policy uniform`
must agree with it to the last digit shown.
"""
import argparse
import csv
import json
import pathlib


def decision(row, index, name, options):
    position = row["position"]
    categorical = {f"user_feature_{i}": row[f"user_feature_{i}"] for i in range(4)}
    categorical["position"] = position
    affinities = {
        key.replace("user-item_affinity_", "affinity_"): float(value)
        for key, value in row.items()
        if key.startswith("user-item_affinity_") and float(value) != 0
    }
    return {
        "interaction_id": f"{name}-{index:05d}",
        "time": row["timestamp"].replace(" ", "T").replace("+00:00", "Z"),
        "agent_id": name,
        "context": {"text": None, "numeric": affinities, "categorical": categorical,
                    "entities": [], "relationships": []},
        "options": options,
        "chosen": f"item_{row['item_id']}",
        "propensity": float(row["propensity_score"]),
        "reward": float(row["click"]),
        "metadata": {"position": position},
    }


def report(lines, count):
    weights = [1 / count / line["propensity"] for line in lines]
    weighted = [w * line["reward"] for w, line in zip(weights, lines)]
    total = sum(weights)
    print(f"mean reward            {sum(line['reward'] for line in lines) / len(lines):.4f}")
    print(f"uniform, IPS           {sum(weighted) / len(lines):.8f}")
    print(f"uniform, SNIPS         {sum(weighted) / total:.8f}")
    print(f"effective sample size  {total ** 2 / sum(w * w for w in weights):.1f}")
    print(f"largest weight         {max(weights):.1f}, {max(weights) / total:.1%} of the sum")


def main():
    parser = argparse.ArgumentParser(description="Open Bandit Dataset as a decision log")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--policy", choices=["bts", "random"], default="bts")
    parser.add_argument("--campaign", choices=["men", "women"], default="men")
    arguments = parser.parse_args()

    folder = arguments.folder / arguments.policy / arguments.campaign
    with (folder / "item_context.csv").open(newline="", encoding="utf-8") as file:
        options = [f"item_{row['item_id']}" for row in csv.DictReader(file)]
    with (folder / f"{arguments.campaign}.csv").open(newline="", encoding="utf-8") as file:
        name = f"{arguments.campaign}-{arguments.policy}"
        lines = [decision(row, i, name, options) for i, row in enumerate(csv.DictReader(file))]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line) + "\n")
    print(f"{arguments.out}: {len(lines)} lines, {len(options)} items")
    report(lines, len(options))


if __name__ == "__main__":
    main()
