"""Runs Splink on the synthetic register with the rules of register-dedupe.bench.ts and prints one line of JSON.

    python splink_dedupe.py REGISTER.csv [THREADS]

Timed: loading, prior, u (one million random pairs), two EM sessions, predict, cluster at 0.95. Not timed: imports, and
the accuracy at the end. Splink (MIT) and its DuckDB are installed by whoever runs this: pip install splink
"""
import json
import logging
import resource
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)

RULES = [
    ("first_name", "surname"),
    ("surname", "dob"),
    ("first_name", "dob"),
    ("dob", "postcode"),
    ("surname", "postcode"),
    ("first_name", "postcode"),
    ("dob", "city"),
    ("surname", "city", "substr(dob, 1, 4)"),
]


def settings():
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_name", jaro_winkler_thresholds=[0.92, 0.88, 0.7]),
            cl.NameComparison("surname", jaro_winkler_thresholds=[0.92, 0.88, 0.7]),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.ExactMatch("gender"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def main():
    path = sys.argv[1]
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    phases = {}
    began = last = time.perf_counter()

    def lap(name):
        nonlocal last
        now = time.perf_counter()
        phases[name] = round(now - last, 2)
        last = now

    connection = duckdb.connect()
    connection.execute(f"set threads to {threads}")
    nulls = ", ".join(f"nullif(trim({c}), '') as {c}" for c in ["first_name", "surname", "dob", "postcode", "city", "gender"])
    connection.execute(
        f"create table register as select unique_id, {nulls} from read_csv('{path}', header = true, all_varchar = true)"
    )
    database = DuckDBAPI(connection=connection)
    table = connection.table("register")
    linker = (
        Linker(database.register(table), settings())
        if hasattr(database, "register")
        else Linker(table, settings(), database)
    )
    lap("load")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob"), block_on("surname", "dob", "postcode")], recall=0.7
    )
    lap("prior")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    lap("u")
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    lap("em name")
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    lap("em dob")
    pairs = linker.inference.predict()
    lap("predict")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.95)
    lap("cluster")
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss / 1024
    count = connection.execute(f"select count(*) from {pairs.physical_name}").fetchone()[0]
    print(
        json.dumps(
            {
                "peer": f"splink {splink.__version__}",
                "seconds": round(seconds, 2),
                "cpuSeconds": round(used.ru_utime + used.ru_stime, 2),
                "phases": phases,
                "peakMb": round(peak),
                "pairs": count,
                **cluster_accuracy(connection, clusters.physical_name, path),
            }
        )
    )


def cluster_accuracy(connection, clusters, path):
    """Pairwise precision, recall and F1 of clusters against the register's `cluster` column."""
    connection.execute(
        f"""create temp table judged as
            select c.cluster_id as found, t.cluster as truth
            from {clusters} c
            join read_csv('{path}', header = true, all_varchar = true) t using (unique_id)"""
    )

    def pairs(columns):
        query = f"select sum(n * (n - 1) / 2) from (select count(*) as n from judged group by {columns})"
        return float(connection.execute(query).fetchone()[0])

    agreed, found, truth = pairs("found, truth"), pairs("found"), pairs("truth")
    return {
        "clusterPrecisionAt095": round(agreed / found, 4),
        "clusterRecallAt095": round(agreed / truth, 4),
        "clusterF1At095": round(2 * agreed / (found + truth), 4),
    }


if __name__ == "__main__":
    main()
