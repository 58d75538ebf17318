package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The part of the sources that changes touch: every unit (see {@link Links}) in which something may
 * now be different, complete, so that computing on this part gives what computing on everything
 * would. Spans, decisions and experiences are read from seven days before each change to seven days
 * after; so a trace, and the decisions it led to, must not span more. Targets of feedback that lie
 * further back, and sessions that feedback judges as a whole, are looked up by key.
 */
public final class Increment {
  private static final String[] KEY = {"kind", "key"};
  private static final String[] UNIT = {"unit"};

  private final Sources sources;
  private final Dataset<Row> experiences;
  private final List<Sources> parts = new ArrayList<>();
  private final List<Dataset<Row>> existing = new ArrayList<>();

  private Increment(Sources sources, Dataset<Row> experiences) {
    this.sources = sources;
    this.experiences = experiences;
  }

  /**
   * The part that the changes touch.
   *
   * @param sources everything
   * @param changes rows of the same tables that are new or not as they were
   * @param experiences rows of the target, right but for the changes
   */
  public static Increment of(Sources sources, Sources changes, Dataset<Row> experiences) {
    Increment increment = new Increment(sources, experiences);
    increment.read(increment.touchedBy(changes));
    return increment;
  }

  /** Whether nothing is touched. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The touched rows of the sources. */
  public Sources touched() {
    return new Sources(
        all(Sources::spans),
        all(Sources::decisions),
        all(Sources::feedback).dropDuplicates("feedback_id"));
  }

  /** The rows of the target that stand for the touched rows. */
  public Dataset<Row> existing() {
    return existing.stream().reduce(Dataset::unionByName).orElseThrow();
  }

  private Dataset<Row> all(Function<Sources, Dataset<Row>> of) {
    return parts.stream().map(of).reduce(Dataset::unionByName).orElseThrow();
  }

  /** {@code unit} and {@code time} of what the changes are about. */
  private Held touchedBy(Sources changes) {
    Dataset<Row> decisions =
        Links.ofChoices(changes.decisions())
            .withColumn("unit", explode(array_distinct(array(col("unit"), Links.ALONE))));
    Held changed = Held.of(Links.ofSpans(changes.spans()).unionByName(decisions));
    Held asked =
        Held.of(
            changes
                .feedback()
                .select(col("target_kind").as("kind"), col("target_id").as("key"), col("time")));
    Dataset<Row> own = changed.rows().select("unit", "time");
    return Held.of(own.unionByName(judged(asked, changed)).dropDuplicates("unit", "time"));
  }

  /** {@code unit} and {@code time} of what feedback names, where that is not among the changes. */
  private Dataset<Row> judged(Held asked, Held changed) {
    Held open =
        Held.of(
            asked.rows().join(Links.byKey(changed.rows()).select("kind", "key"), KEY, "left_anti"));
    if (open.isEmpty()) {
      return Held.nothingLike(changed.rows().select("unit", "time"));
    }
    Windows near = Windows.around(open.rows());
    Dataset<Row> keys = open.rows().select("kind", "key").distinct();
    Held found =
        Held.of(known(near.contain(col("time"))).join(keys.hint("broadcast"), KEY, "left_semi"));
    Held far = Held.of(keys.join(found.rows(), KEY, "left_anti"));
    Dataset<Row> units = found.rows().select("unit", "time");
    if (far.isEmpty()) {
      return units;
    }
    return units.unionByName(
        known(lit(true)).join(far.side(), KEY, "left_semi").select("unit", "time"));
  }

  private Dataset<Row> known(Column within) {
    Dataset<Row> spans =
        sources
            .spans()
            .select(
                Links.OF_SPAN.as("unit"),
                col("start_time").as("time"),
                lit("span").as("kind"),
                col("span_id").as("key"));
    return Links.byKey(Links.ofChoices(experiences)).unionByName(spans).where(within);
  }

  private void read(Held touched) {
    Held units = touched;
    Dataset<Row> seen = touched.rows().select("unit");
    while (!units.isEmpty()) {
      Sources part = part(units);
      parts.add(part);
      units = sameSessions(part, seen);
      seen = seen.unionByName(units.rows().select("unit"));
    }
  }

  private Sources part(Held touched) {
    Windows windows = Windows.around(touched.rows());
    Held units = Held.of(touched.rows().select("unit").distinct());
    Dataset<Row> known = sources.spans().select(ExperienceColumns.columns(SpanDecisions.SPAN));
    Held spans = Held.of(within(known, Links.OF_SPAN, windows.contain(col("start_time")), units));
    Held decisions =
        Held.of(within(sources.decisions(), Links.OF_CHOICE, windows.contain(col("time")), units));
    existing.add(within(experiences, Links.OF_CHOICE, windows.contain(col("time")), units));
    Dataset<Row> links = Links.ofSpans(spans.rows()).unionByName(Links.ofChoices(decisions.rows()));
    Held keys = Held.of(Links.byKey(links).select("kind", "key").distinct());
    Column named =
        col("target_kind").equalTo(col("kind")).and(col("target_id").equalTo(col("key")));
    Dataset<Row> given = sources.feedback().select(FeedbackTargets.columns());
    Held feedback = Held.of(given.join(keys.side(), named, "left_semi"));
    return new Sources(spans.rows(), decisions.rows(), feedback.rows());
  }

  private static Dataset<Row> within(Dataset<Row> rows, Column unit, Column time, Held units) {
    return rows.where(time)
        .withColumn("unit", unit)
        .join(units.side(), UNIT, "left_semi")
        .drop("unit");
  }

  /**
   * Units of the sessions that feedback judges as a whole: their last choice may be another now.
   */
  private Held sameSessions(Sources part, Dataset<Row> seen) {
    Held sessions =
        Held.of(
            part.feedback()
                .where(col("target_kind").equalTo("session"))
                .select(col("target_id").as("session_id"))
                .distinct());
    if (sessions.isEmpty()) {
      return new Held(Held.nothingLike(seen.withColumn("time", lit(null).cast("timestamp"))), 0);
    }
    return Held.of(
        Links.ofChoices(experiences)
            .join(sessions.side(), new String[] {"session_id"}, "left_semi")
            .select("unit", "time")
            .join(seen, UNIT, "left_anti"));
  }
}
