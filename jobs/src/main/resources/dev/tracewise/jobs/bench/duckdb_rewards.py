"""Runs a query in DuckDB, from Parquet files to a Parquet file; prints what it took at best.

The first run does not count.
"""

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
seconds = []
for _ in range(job["rounds"]):
    start = time.perf_counter()
    connection.execute(
        f"COPY ({job['query']}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    seconds.append(time.perf_counter() - start)
json.dump({"version": duckdb.__version__, "seconds": min(seconds[1:] or seconds)}, sys.stdout)
