package dev.tracewise.action.meta;

import dev.tracewise.judge.GroupSplit;
import dev.tracewise.learn.booster.Interaction;
import dev.tracewise.learn.booster.InteractionFeatures;
import dev.tracewise.model.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Judged interactions, with the vectors of their texts where these are features, as rows. */
final class FeatureTask implements MapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final String tenant;
  private final String owner;
  private final InteractionFeatures features;

  /**
   * @param owner whose groups these are: folds differ between owners
   */
  FeatureTask(String tenant, String owner, InteractionFeatures features) {
    this.tenant = tenant;
    this.owner = owner;
    this.features = features;
  }

  @Override
  public Row call(Row row) {
    String group = row.getAs(BoosterRows.GROUP);
    Interaction interaction = interaction(row);
    String input = interaction.context().text();
    double[] values =
        features.of(
            interaction,
            text ->
                TextVectors.vector(
                    row, text.equals(input) ? TextVectors.INPUT : TextVectors.OUTPUT));
    for (int i = 0; i < values.length; i++) {
      values[i] = BoosterRows.clipped(values[i]);
    }
    return RowFactory.create(
        row.getAs(BoosterRows.KEY),
        group,
        row.getAs(BoosterRows.PART),
        GroupSplit.fold(tenant, owner, group, BoosterRows.FOLDS),
        GroupSplit.fold(tenant, "held back " + owner, group, BoosterRows.FOLDS) == 0,
        row.getAs(BoosterRows.LABEL),
        row.getAs(BoosterRows.WEIGHT),
        values);
  }

  private static Interaction interaction(Row row) {
    return new Interaction(
        row.getAs("agent_id"),
        row.getAs(BoosterRows.PART),
        context(row.getAs("context")),
        row.<Integer>getAs("option_count"),
        row.getAs("chosen"),
        row.getAs("output"),
        row.getAs("confidence"),
        row.getAs("seconds"),
        row.getAs("cost_usd"));
  }

  private static Context context(@Nullable Row row) {
    if (row == null) {
      return Context.EMPTY;
    }
    List<Context.Entity> entities = new ArrayList<>();
    if (!row.isNullAt(row.fieldIndex("entities"))) {
      for (Row entity : row.<Row>getList(row.fieldIndex("entities"))) {
        entities.add(new Context.Entity(entity.getString(0), entity.getString(1)));
      }
    }
    return new Context(
        row.getAs("text"), null, map(row, "numeric"), map(row, "categorical"), entities, List.of());
  }

  private static <T> Map<String, T> map(Row row, String column) {
    scala.collection.Map<String, T> values = row.getAs(column);
    Map<String, T> map = new LinkedHashMap<>();
    if (values != null) {
      CollectionConverters.asJava(values)
          .forEach(
              (name, value) -> {
                if (value != null) {
                  map.put(name, value);
                }
              });
    }
    return map;
  }
}
