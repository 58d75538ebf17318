#!/usr/bin/env python3
"""Turns RouteLLM's GSM8K answers into a decision log that Tracewise reads.

    python3 docs/examples/routellm_gsm8k.py FOLDER OUT [--strong-share 0.5] [--cost-weight 0.2]
                                                       [--passes 1] [--test-share 0.25] [--seed 1]

FOLDER holds gsm8k_responses.csv (https://github.com/lm-sys/RouteLLM, routellm/evals/gsm8k): for
each of 1 319 questions, whether mixtral-8x7b and gpt-4 answered it right. Written into OUT:

    train.jsonl   decision log: a random logger asked one of the two models, with the propensity
    test.jsonl    contexts of the test questions, input of `tracewise apply`; no outcome in it
    truth.jsonl   what each model would have brought on the test questions, for routellm_score.py

The logger draws by a hash of seed, pass and question, so the files are the same on every machine.
A question is in the test part by a hash of its words, whatever the seed. `--passes N` lets the
logger see every training question N times; rows with the same words are one group in Tracewise, so
the evidence does not count a question twice.

Reward. The product's own formula knows no cost, so the log carries the reward itself:

    reward = (1 - w) * correct + w * (1 - relative cost)          w = --cost-weight

The relative cost is the model's price over the price of the strong one. Prices are those of the
RouteLLM paper (arXiv 2406.18665): 24.7 USD per million tokens for gpt-4-1106-preview, 0.24 for
mixtral-8x7b. At w = 0.2 the strong model is worth its price where it is right at least 25
percentage points (w / (1 - w), times 0.99) more often than the weak one. `cost_usd` is the price
of the answer, with four characters to a token.
"""
import argparse
import csv
import datetime
import hashlib
import json
import pathlib

STRONG = "gpt-4-1106-preview"
WEAK = "mixtral-8x7b"
COLUMNS = {STRONG: "gpt-4-1106-preview", WEAK: "mistralai/Mixtral-8x7B-Instruct-v0.1"}
USD_PER_MILLION_TOKENS = {STRONG: 24.7, WEAK: 0.24}
START = datetime.datetime(2026, 10, 1, tzinfo=datetime.timezone.utc)


def share(*parts):
    """A number in [0, 1) that depends on the parts only."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def outcome(row, model, cost_weight):
    correct = row[COLUMNS[model]] == "True"
    tokens = (len(row["prompt"]) + len(row.get(COLUMNS[model] + "_response", ""))) / 4
    price = USD_PER_MILLION_TOKENS[model]
    saved = 1 - price / USD_PER_MILLION_TOKENS[STRONG]
    return {
        "quality": 1.0 if correct else 0.0,
        "success": correct,
        "cost_usd": tokens * price / 1e6,
        "reward": (1 - cost_weight) * correct + cost_weight * saved,
    }


def context(prompt):
    digits = sum(1 for word in prompt.split() if any(c.isdigit() for c in word))
    numeric = {"words": len(prompt.split()), "numbers": digits,
               "sentences": max(1, prompt.count(".") + prompt.count("?"))}
    return {"text": prompt, "numeric": numeric, "categorical": {}, "entities": [],
            "relationships": []}


def question(row, index, suffix, count):
    return {
        "interaction_id": f"gsm8k-{index:04d}{suffix}",
        "time": (START + datetime.timedelta(minutes=count)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "agent_id": "gsm8k",
        "modality": "text",
        "context": context(row["prompt"]),
        "options": [STRONG, WEAK],
    }


def decision(row, index, number, options, count):
    line = question(row, index, f"-{number}", count)
    strong = share("logger", options.seed, number, row["prompt"]) < options.strong_share
    chosen = STRONG if strong else WEAK
    outcomes = {model: outcome(row, model, options.cost_weight) for model in (STRONG, WEAK)}
    probabilities = {STRONG: options.strong_share, WEAK: 1 - options.strong_share}
    happened = dict(outcomes[chosen])
    reward = happened.pop("reward")
    line.update(chosen=chosen, propensity=probabilities[chosen], probabilities=probabilities,
                outcome=happened, reward=reward, outcomes_by_option=outcomes)
    return line


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{path}: {len(lines)} lines")


def main():
    parser = argparse.ArgumentParser(description="RouteLLM's GSM8K answers as a decision log")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--strong-share", type=float, default=0.5)
    parser.add_argument("--cost-weight", type=float, default=0.2)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--test-share", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not 0 < options.strong_share < 1 or not 0 <= options.cost_weight <= 1:
        parser.error("--strong-share must be inside (0, 1), --cost-weight in [0, 1]")

    with (options.folder / "gsm8k_responses.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    train, test, truth = [], [], []
    for index, row in enumerate(rows):
        if share("test", row["prompt"]) < options.test_share:
            line = question(row, index, "", index)
            test.append(line)
            truth.append({"interaction_id": line["interaction_id"], "outcomes_by_option": {
                model: outcome(row, model, options.cost_weight) for model in (STRONG, WEAK)}})
    for number in range(options.passes):
        for index, row in enumerate(rows):
            if share("test", row["prompt"]) >= options.test_share:
                train.append(decision(row, index, number, options, len(train)))
    write(options.out / "train.jsonl", train)
    write(options.out / "test.jsonl", test)
    write(options.out / "truth.jsonl", truth)


if __name__ == "__main__":
    main()
