#!/usr/bin/env python3
"""Turns RouteLLM's MMLU answers into the log of weeks of many agents, to be replayed week by week.

    python3 docs/examples/routellm_mmlu.py FOLDER OUT [--weeks 8] [--strong-share 0.5]
                                                      [--cost-weight 0.2] [--seed 1]

FOLDER holds mmlu_*.csv (https://github.com/lm-sys/RouteLLM, routellm/evals/mmlu/responses): for
each question of a subject, whether mixtral-8x7b and gpt-4 answered it right. Every subject is an
agent that chooses between the two models. Written into OUT:

    log.jsonl     decision log: each week, from Monday 2024-07-01 on, every question is asked once
                  more, and a random logger asks one of the two models, with the propensity
    weeks.txt     the end of each week, a day a line, for `tracewise cycle --as-of`

Real is what came of each choice; the choices are drawn, by a hash of seed, week and question, so
the file is the same on every machine. Questions with the same words are one group in Tracewise: a
question that is asked every week does not count as evidence every week. The reward is that of
routellm_gsm8k.py: (1 - w) * correct + w * (1 - relative cost).
"""
import argparse
import csv
import datetime
import pathlib

from routellm_gsm8k import STRONG, WEAK, context, outcome, share, write

START = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
WEEK = datetime.timedelta(weeks=1)


def decision(row, agent, index, number, time, options):
    strong = share("logger", options.seed, number, agent, row["prompt"]) < options.strong_share
    chosen = STRONG if strong else WEAK
    probabilities = {STRONG: options.strong_share, WEAK: 1 - options.strong_share}
    happened = outcome(row, chosen, options.cost_weight)
    reward = happened.pop("reward")
    return {
        "interaction_id": f"{agent}-{index:04d}-{number}",
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "agent_id": agent,
        "modality": "text",
        "context": context(row["prompt"]),
        "options": [STRONG, WEAK],
        "chosen": chosen,
        "propensity": probabilities[chosen],
        "probabilities": probabilities,
        "outcome": happened,
        "reward": reward,
    }


def main():
    parser = argparse.ArgumentParser(description="RouteLLM's MMLU answers as weeks of logs")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--strong-share", type=float, default=0.5)
    parser.add_argument("--cost-weight", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not 0 < options.strong_share < 1 or not 0 <= options.cost_weight <= 1:
        parser.error("--strong-share must be inside (0, 1), --cost-weight in [0, 1]")

    files = sorted(options.folder.glob("mmlu_*.csv"))
    if not files:
        parser.error(f"there is no mmlu_*.csv in {options.folder}")
    lines = []
    for file in files:
        agent = file.stem.removeprefix("mmlu_")
        with file.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for number in range(options.weeks):
            for index, row in enumerate(rows):
                time = START + (number + (index + 0.5) / len(rows)) * WEEK
                lines.append(decision(row, agent, index, number, time, options))
    write(options.out / "log.jsonl", lines)
    ends = [(START + (number + 1) * WEEK).date().isoformat() for number in range(options.weeks)]
    (options.out / "weeks.txt").write_text("\n".join(ends) + "\n", encoding="utf-8")
    print(f"{options.out / 'weeks.txt'}: {len(files)} agents, {options.weeks} weeks")


if __name__ == "__main__":
    main()
