package dev.tracewise.action.decide;

import dev.tracewise.action.data.LoggedQueries;
import dev.tracewise.learn.data.LoggedQuery;
import dev.tracewise.learn.data.SyntheticSource;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.SyntheticSettings;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many synthetic rows could be made for the modalities of agents. */
public final class SyntheticSupply {
  private final Map<String, List<LoggedQuery>> queries;
  private final SyntheticSettings settings;

  private SyntheticSupply(Map<String, List<LoggedQuery>> queries, SyntheticSettings settings) {
    this.queries = queries;
    this.settings = settings;
  }

  /**
   * What can be made after these.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   */
  public static SyntheticSupply of(
      Dataset<Row> experiences, String tenant, SyntheticSettings settings) {
    return new SyntheticSupply(LoggedQueries.of(experiences, tenant), settings);
  }

  /** What is known of a modality, with as many synthetic rows as there could be. */
  public ModelingContext context(ModalityCensus census, int daysSinceLastTraining) {
    SyntheticSource source =
        SyntheticSource.of(
            List.of(census.modality()),
            new SyntheticSource.Known(
                queries.getOrDefault(census.agentId(), List.of()), List.of(), List.of()),
            settings);
    return census.counts().context(census.modality(), source.capacity(), daysSinceLastTraining);
  }
}
