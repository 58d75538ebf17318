package dev.tracewise.table;

import dev.tracewise.model.Context;
import dev.tracewise.model.Decision.OptionOutcome;
import dev.tracewise.model.Measures;
import dev.tracewise.model.Option;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The struct columns that decisions and experiences share, from and to the records of the domain.
 */
public final class Decisions {
  private Decisions() {}

  /** The struct of a context. */
  public static Row row(Context context) {
    return Rows.of(
        context.text(),
        context.enhancedText(),
        Rows.map(context.numeric()),
        Rows.map(context.categorical()),
        Rows.array(context.entities(), entity -> Rows.of(entity.text(), entity.type())),
        Rows.array(context.relationships(), Rows::map));
  }

  /** The context of a struct; a null struct is an empty context. */
  public static Context context(@Nullable Row row) {
    if (row == null) {
      return Context.EMPTY;
    }
    return new Context(
        Rows.textOrNull(row, "text"),
        Rows.textOrNull(row, "enhanced_text"),
        Rows.<Double>entries(row, "numeric"),
        Rows.<String>entries(row, "categorical"),
        Rows.<Row>list(row, "entities").stream().map(Decisions::entity).toList(),
        Rows.<scala.collection.Map<String, String>>list(row, "relationships").stream()
            .map(CollectionConverters::asJava)
            .toList());
  }

  /** The array of options. */
  public static Object row(List<Option> options) {
    return Rows.array(options, option -> Rows.of(option.name(), Rows.map(option.features())));
  }

  /** The options of the column {@code options}. */
  public static List<Option> options(Row row) {
    return Rows.<Row>list(row, "options").stream()
        .map(option -> new Option(Rows.text(option, "name"), Rows.entries(option, "features")))
        .toList();
  }

  /** The map of what each option would have brought. */
  static Object row(Map<String, OptionOutcome> outcomes) {
    return Rows.map(outcomes, Decisions::outcome);
  }

  /** The measures of the columns quality, success, satisfaction, seconds and cost_usd. */
  public static Measures measures(Row row) {
    return new Measures(
        Rows.doubleOrNull(row, "quality"),
        Rows.booleanOrNull(row, "success"),
        Rows.doubleOrNull(row, "satisfaction"),
        Rows.doubleOrNull(row, "seconds"),
        Rows.doubleOrNull(row, "cost_usd"));
  }

  private static Context.Entity entity(Row row) {
    return new Context.Entity(Rows.text(row, "text"), Rows.textOrNull(row, "type"));
  }

  private static Row outcome(OptionOutcome outcome) {
    Measures measures = outcome.measures();
    return Rows.of(
        measures.quality(),
        measures.success(),
        measures.satisfaction(),
        measures.seconds(),
        measures.costUsd(),
        outcome.reward());
  }
}
