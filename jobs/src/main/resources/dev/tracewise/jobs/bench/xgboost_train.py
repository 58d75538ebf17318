"""Grows boosted trees twice from Parquet files; prints what the second time took, and how well a
given booster and the own one predict rows that neither has seen."""

import json
import sys
import time

import numpy
import pyarrow.parquet
import xgboost


def read(files):
    tables = [pyarrow.parquet.read_table(f, columns=["label", "features"]) for f in files]
    table = pyarrow.concat_tables(tables)
    labels = table["label"].to_numpy()
    flat = table["features"].combine_chunks().flatten().to_numpy()
    return xgboost.DMatrix(
        flat.reshape(len(labels), -1).astype(numpy.float32), labels, nthread=job["threads"]
    )


def log_loss(booster):
    evaluated = booster.eval_set([(held_out, "held_out")])
    return float(evaluated.rsplit(":", 1)[1])


job = json.load(sys.stdin)
parameters = {
    **job["parameters"],
    "objective": "binary:logistic",
    "eval_metric": "logloss",
    "nthread": job["threads"],
    "seed": job["seed"],
    "verbosity": 0,
}
for _ in ("cold", "warm"):
    start = time.perf_counter()
    own = xgboost.train(parameters, read(job["training"]), job["rounds"])
    seconds = time.perf_counter() - start
held_out = read(job["held_out"])
given = xgboost.Booster({"eval_metric": "logloss"}, model_file=job["booster"])
json.dump(
    {
        "version": xgboost.__version__,
        "seconds": seconds,
        "log_loss": log_loss(own),
        "given_log_loss": log_loss(given),
    },
    sys.stdout,
)
