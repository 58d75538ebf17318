"""Predicts with Python's xgboost what an exported version predicted here."""

import json
import sys
from pathlib import Path

import numpy as np
import xgboost

folder = Path(sys.argv[1])
features = json.loads((folder / "features.json").read_text())
expected = json.loads((folder.parent / "expected.json").read_text())
names = [feature["name"] for feature in features["features"]]
rows = np.array(
    [[np.nan if v is None else v for v in row] for row in expected["rows"]], dtype=np.float32
)

booster = xgboost.Booster()
booster.load_model(folder / "model.ubj")
assert booster.feature_names == names
assert json.loads(booster.attr("tracewise")) == features
data = xgboost.DMatrix(rows, missing=np.nan, feature_names=names)
margins = booster.predict(data, output_margin=True).astype(np.float64)
platt = features["calibration"]
rewards = 1 / (1 + np.exp(-(platt["slope"] * margins + platt["intercept"])))
difference = np.max(np.abs(rewards - np.array(expected["rewards"])))
print(f"{len(rows)} rows, within 1e-6: {difference < 1e-6}, {difference}")
