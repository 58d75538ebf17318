"""Runs a query in DuckDB twice, from Parquet files to a Parquet file; prints what the second run
took."""

import json
import sys
import time

import duckdb

job = json.load(sys.stdin)
connection = duckdb.connect()
connection.execute(f"SET threads = {job['threads']}")
connection.execute("SET TimeZone = 'UTC'")
connection.execute("SET enable_progress_bar = false")
for table, files in job["tables"].items():
    connection.from_parquet(files).create_view(table)
target = job["target"].replace("'", "''")
for _ in ("cold", "warm"):
    start = time.perf_counter()
    connection.execute(
        f"COPY ({job['query']}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    seconds = time.perf_counter() - start
json.dump({"version": duckdb.__version__, "seconds": seconds}, sys.stdout)
