package dev.tracewise.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** SQL over one tenant's tables. */
@FunctionalInterface
public interface Queries {
  /**
   * The rows of a query, in its order.
   *
   * @param sql one statement that reads
   */
  List<JsonNode> run(String sql);
}
