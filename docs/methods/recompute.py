#!/usr/bin/env python3
"""Works out again, independently of Breakwater's own code, how a sealed prediction did.

    python3 recompute.py predictions.txt outcomes.txt [--digest HEX]

Both files come from the register of sealed predictions. Only the standard library is used. Prints one JSON object: the digest,
the list's hits, what it said, the base rate, and each method's log score, Brier score and gain over the long-run rate.
Log score: sum over places of log(chance given to what happened), chances kept from 0 and 1 by 1e-6.
Brier score: mean of (chance - happened)^2. Both are nearer to 0 when better.
"""
import argparse
import hashlib
import json
import math
import sys

FIRST = "breakwater prediction 1"
BASELINE = "long-run"
LEAST = 1e-6


def read_predictions(text):
    lines = text.split("\n")
    if lines[0] != FIRST:
        sys.exit(f'line 1 must be "{FIRST}"')
    head = {}
    at = 1
    while not lines[at].startswith("place,"):
        key, _, value = lines[at].partition(": ")
        head[key] = value
        at += 1
    methods = lines[at].split(",")[1:-1]
    rows = {}
    for line in filter(None, lines[at + 1:]):
        name, *cells = line.split(",")
        rows[name] = ([float(cell) for cell in cells[:-1]], cells[-1] == "1")
    return head, methods, rows


def read_outcomes(text):
    head, *rows = text.split("\n")
    if head != "place,happened":
        sys.exit('line 1 of the outcomes must be "place,happened"')
    return {name: came == "1" for name, came in (row.split(",") for row in rows if row)}


def log_of(chance, came):
    return math.log(max(LEAST, chance if came else 1 - chance))


def within(chance):
    return min(1 - LEAST, max(LEAST, chance))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("predictions")
    parser.add_argument("outcomes")
    parser.add_argument("--digest")
    given = parser.parse_args()
    raw = open(given.predictions, "rb").read()
    digest = hashlib.sha256(raw).hexdigest()
    if given.digest and given.digest != digest:
        sys.exit(f"not the sealed file: its digest is {digest}")
    head, methods, rows = read_predictions(raw.decode("utf-8"))
    came = read_outcomes(open(given.outcomes, encoding="utf-8").read())
    if set(rows) != set(came):
        sys.exit("the two files do not name the same places")
    shown = methods.index(head["shown"])
    base = methods.index(BASELINE) if BASELINE in methods else shown
    on_list = [name for name, (_, listed) in rows.items() if listed]
    total = sum(came.values())
    result = {
        "digest": digest,
        "places": len(rows),
        "came": total,
        "listed": len(on_list),
        "hits": sum(came[name] for name in on_list),
        "said": sum(rows[name][0][shown] for name in on_list),
        "ofAnyAsMany": len(on_list) * total / len(rows),
        "methods": {},
    }
    for at, method in enumerate(methods):
        gain = 0.0
        for name, (chance, _) in rows.items():
            p, q = within(chance[at]), within(chance[base])
            gain += math.log(p / q) if came[name] else math.log((1 - p) / (1 - q))
        result["methods"][method] = {
            "logScore": sum(log_of(chance[at], came[name]) for name, (chance, _) in rows.items()),
            "brier": sum((chance[at] - came[name]) ** 2 for name, (chance, _) in rows.items()) / len(rows),
            "gain": gain,
        }
    print(json.dumps(result, indent=1))


main()
