package dev.tracewise.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** DuckDB as a peer: called through a Python that has the package {@code duckdb}. */
final class DuckDbPeer {
  private final PythonPeer python;

  /** By that interpreter. */
  DuckDbPeer(String python) {
    this.python = new PythonPeer(python, "duckdb");
  }

  /** Why it cannot be called; empty when it can. */
  Optional<String> missing() {
    return python.missing();
  }

  /**
   * Runs the query of the rewards twice; the first run does not count.
   *
   * @param spans folder of Parquet files
   * @param feedback folder of Parquet files
   * @param target file to write
   * @return what the second run took
   */
  RewardFigures.DuckDb rewards(Path spans, Path feedback, Path target, int threads) {
    Map<String, Object> job =
        Map.of(
            "threads",
            threads,
            "tables",
            Map.of("spans", PythonPeer.files(spans), "feedback", PythonPeer.files(feedback)),
            "target",
            target.toString(),
            "query",
            Resources.text("rewards_duckdb.sql"));
    JsonNode answer = python.call("duckdb_rewards.py", job);
    return new RewardFigures.DuckDb(
        answer.path("version").asText(), answer.path("seconds").asDouble());
  }
}
