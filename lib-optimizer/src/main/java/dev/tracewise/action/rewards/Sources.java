package dev.tracewise.action.rewards;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What rewards are computed from, all of one tenant.
 *
 * @param spans rows of the table {@code spans}
 * @param decisions rows of the table {@code decisions}
 * @param feedback rows of the table {@code feedback}
 */
public record Sources(Dataset<Row> spans, Dataset<Row> decisions, Dataset<Row> feedback) {}
