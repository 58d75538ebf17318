"""Reads Delta tables as analysts do and compares every value with what Spark read.

usage: compare.py EXPECTED.json, an object {table: {"path": P, "rows": [canonical row, ...]}}.
Prints every difference; exits 1 where there is one. The canonical form is that of CanonicalRows.java.
"""

import json
import struct
import sys
from datetime import datetime, timedelta, timezone

import duckdb
import pyarrow.types as types
from deltalake import DeltaTable

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def canonical(value, kind):
    if value is None:
        return None
    if types.is_struct(kind):
        return {field.name: canonical(value[field.name], field.type) for field in kind}
    if types.is_map(kind):
        entries = value.items() if isinstance(value, dict) else value
        return {key: canonical(each, kind.item_type) for key, each in entries}
    if types.is_list(kind) or types.is_large_list(kind) or types.is_list_view(kind):
        return [canonical(each, kind.value_type) for each in value]
    if types.is_timestamp(kind):
        return "micros " + str((value - EPOCH) // timedelta(microseconds=1))
    if types.is_floating(kind):
        return "double " + ("NaN" if value != value else struct.pack(">d", value).hex())
    if types.is_boolean(kind):
        return bool(value)
    if types.is_integer(kind):
        return "integer " + str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "bytes " + bytes(value).hex()
    return "text " + value


def rows_of(records, schema):
    return [
        {field.name: canonical(value, field.type) for field, value in zip(schema, record)}
        for record in records
    ]


def by_arrow(dataset):
    table = dataset.to_table()
    columns = [column.to_pylist() for column in table.columns]
    return rows_of(zip(*columns), table.schema)


def by_duckdb(dataset):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("analysed", dataset)
    names = ", ".join(f'"{name}"' for name in dataset.schema.names)
    return rows_of(connection.execute(f"SELECT {names} FROM analysed").fetchall(), dataset.schema)


def in_order(rows):
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def differences(expected, actual):
    if len(expected) != len(actual):
        yield f"{len(expected)} rows by Spark, {len(actual)} here"
    for by_spark, here in zip(expected, actual):
        if by_spark != here:
            left, right = json.loads(by_spark), json.loads(here)
            for name in sorted(set(left) | set(right)):
                if left.get(name, "no column") != right.get(name, "no column"):
                    yield f"{name}: {left.get(name)!r} by Spark, {right.get(name)!r} here"


def main(path):
    with open(path, encoding="utf-8") as file:
        tables = json.load(file)
    different = compared = 0
    for name, table in tables.items():
        expected = in_order(table["rows"])
        dataset = DeltaTable(table["path"]).to_pyarrow_dataset()
        for reader, read in (("pyarrow", by_arrow), ("duckdb", by_duckdb)):
            for difference in differences(expected, in_order(read(dataset))):
                different += 1
                print(f"{name} by {reader}: {difference}")
            compared += len(expected)
    print(f"{len(tables)} tables, {compared} rows compared, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
