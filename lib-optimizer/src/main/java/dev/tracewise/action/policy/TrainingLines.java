package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Experiences as the lines of a training set: what a policy may learn from and nothing else. What
 * each option would have brought, which benchmarks know, is not among it.
 */
public final class TrainingLines {
  /** Columns of a line, in their order. */
  private static final String[] FIELDS = {
    "interaction_id", "user_id", "session_id", "context", "options", "chosen", "propensity", "reward"
  };

  private TrainingLines() {}

  /** The experiences of one agent, narrowed to a modality where one is given. */
  public static Dataset<Row> ofAgent(
      Dataset<Row> experiences, String agentId, @Nullable String modality) {
    Column wanted = col("agent_id").equalTo(lit(agentId));
    if (modality != null) {
      wanted = wanted.and(col("modality").equalTo(lit(modality)));
    }
    return experiences.where(wanted);
  }

  /** Whether a row has a reward. */
  public static Column rewarded() {
    return col("reward").isNotNull();
  }

  /** Whether there was something to choose, and the choice was among it. */
  public static Column choosable() {
    return size(col("options"))
        .gt(1)
        .and(exists(col("options"), option -> option.getField("name").equalTo(col("chosen"))));
  }

  /**
   * The lines, not yet ordered.
   *
   * @return columns {@code key} (the interaction) and {@code line} (JSON)
   */
  public static Dataset<Row> of(Dataset<Row> experiences) {
    Column[] fields = new Column[FIELDS.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = col(FIELDS[i]);
    }
    return experiences.select(col("interaction_id").as("key"), to_json(struct(fields)).as("line"));
  }
}
