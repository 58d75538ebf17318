package dev.tracewise.action.decide;

import dev.tracewise.action.data.LoggedQueries;
import dev.tracewise.learn.data.LoggedQuery;
import dev.tracewise.learn.data.SyntheticSource;
import dev.tracewise.learn.modality.ModelingContext;
import dev.tracewise.learn.modality.SyntheticSettings;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple3;

/**
 * How many synthetic rows could be made for the modalities of agents. The queries stay on the
 * executors, where those of an agent are counted together; only the counts are collected.
 */
public final class SyntheticSupply {
  private final Map<List<String>, Long> capacities;

  private SyntheticSupply(Map<List<String>, Long> capacities) {
    this.capacities = capacities;
  }

  /**
   * What can be made after these.
   *
   * @param experiences rows of the table {@code experiences} of one tenant
   */
  public static SyntheticSupply of(
      Dataset<Row> experiences, String tenant, SyntheticSettings settings) {
    Map<List<String>, Long> capacities = new HashMap<>();
    LoggedQueries.rows(experiences, tenant)
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(
            new Capacities(settings),
            Encoders.tuple(Encoders.STRING(), Encoders.STRING(), Encoders.LONG()))
        .collectAsList()
        .forEach(each -> capacities.put(List.of(each._1(), each._2()), each._3()));
    return new SyntheticSupply(capacities);
  }

  /** What is known of a modality, with as many synthetic rows as there could be. */
  public ModelingContext context(ModalityCensus census, int daysSinceLastTraining) {
    List<String> subject = List.of(census.agentId(), census.modality().id());
    return census
        .counts()
        .context(census.modality(), capacities.getOrDefault(subject, 0L), daysSinceLastTraining);
  }

  /** Agent, modality and number of rows, for the modalities of one agent's queries. */
  private record Capacities(SyntheticSettings settings)
      implements FlatMapGroupsFunction<String, Row, Tuple3<String, String, Long>> {
    @Override
    public Iterator<Tuple3<String, String, Long>> call(String agent, Iterator<Row> rows) {
      List<LoggedQuery> log = new ArrayList<>();
      rows.forEachRemaining(row -> log.add(LoggedQueries.query(row)));
      SyntheticSource.Known known = new SyntheticSource.Known(log, List.of(), List.of());
      return log.stream()
          .map(LoggedQuery::modality)
          .distinct()
          .map(modality -> new Tuple3<>(agent, modality.id(), capacity(modality, known)))
          .iterator();
    }

    private Long capacity(Modality modality, SyntheticSource.Known known) {
      return SyntheticSource.of(List.of(modality), known, settings).capacity();
    }
  }
}
