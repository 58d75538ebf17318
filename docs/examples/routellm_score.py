#!/usr/bin/env python3
"""What a learned router brings on RouteLLM's test questions, against always one model and a coin.

    python3 docs/examples/routellm_score.py OUT/truth.jsonl OUT/decided.jsonl

The first file is written by routellm_gsm8k.py, the second by `tracewise apply` (a file, or a folder
with part-* files). Nothing is estimated: for every question it is known what each model brings. The
line `learned` averages over the probabilities of the policy, `drawn` takes the options that were
drawn. `+/-` is the standard error of the paired difference in reward to the coin.
"""
import json
import math
import pathlib
import sys

STRONG = "gpt-4-1106-preview"
WEAK = "mixtral-8x7b"


def lines(path):
    path = pathlib.Path(path)
    files = sorted(path.glob("part-*")) if path.is_dir() else [path]
    for file in files:
        with file.open(encoding="utf-8") as stream:
            yield from (json.loads(line) for line in stream if line.strip())


def expected(outcomes, probabilities, key):
    return sum(p * outcomes[option][key] for option, p in probabilities.items())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    truth = {row["interaction_id"]: row["outcomes_by_option"] for row in lines(sys.argv[1])}
    decided = {row["interaction_id"]: row for row in lines(sys.argv[2])}
    missing = sorted(set(truth) - set(decided))
    if missing:
        sys.exit(f"{len(missing)} questions were not decided, the first is {missing[0]}")
    coin = {STRONG: 0.5, WEAK: 0.5}
    policies = {
        "learned": lambda id: decided[id]["probabilities"],
        "drawn": lambda id: {decided[id]["option"]: 1.0},
        "always strong": lambda id: {STRONG: 1.0},
        "always weak": lambda id: {WEAK: 1.0},
        "coin": lambda id: coin,
        "oracle": lambda id: {max(truth[id], key=lambda o: truth[id][o]["reward"]): 1.0},
    }
    print(f"{len(truth)} test questions")
    print(f"{'policy':<14} {'accuracy':>8} {'strong':>7} {'USD/1000':>9} {'reward':>7} "
          f"{'vs coin':>8} {'+/-':>6}")
    for name, policy in policies.items():
        rows = [(truth[id], policy(id)) for id in truth]
        gains = [expected(o, p, "reward") - expected(o, coin, "reward") for o, p in rows]
        n = len(rows)
        gain = sum(gains) / n
        error = math.sqrt(sum((g - gain) ** 2 for g in gains) / (n - 1) / n)
        accuracy = sum(expected(o, p, "quality") for o, p in rows) / n
        reward = sum(expected(o, p, "reward") for o, p in rows) / n
        cost = 1000 * sum(expected(o, p, "cost_usd") for o, p in rows) / n
        strong = sum(p.get(STRONG, 0.0) for _, p in rows) / n
        print(f"{name:<14} {accuracy:8.4f} {strong:7.1%} {cost:9.3f} {reward:7.4f} "
              f"{gain:+8.4f} {error:6.4f}")


if __name__ == "__main__":
    main()
