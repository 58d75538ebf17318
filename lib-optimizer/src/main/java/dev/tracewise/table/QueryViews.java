package dev.tracewise.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Temporary views with the rows of one tenant, named like the tables, and {@link
 * RecommendationsView} over them, in a session of their own: nothing that another tenant or another
 * query defined is in it.
 */
public final class QueryViews {
  private static final Set<String> NAMES =
      Stream.concat(
              Tables.ALL.stream().map(TableDefinition::name), Stream.of(RecommendationsView.NAME))
          .collect(Collectors.toUnmodifiableSet());

  private final SparkSession session;
  private final Warehouse warehouse;
  private final String tenant;

  /** The views of a tenant; each comes into being when it is first asked for. */
  public QueryViews(Warehouse warehouse, String tenant) {
    this.session = warehouse.spark().newSession();
    SessionDefaults.runtimeConfiguration().forEach(session.conf()::set);
    session.conf().set("spark.sql.variable.substitute", "false"); // ${env:…} would reach secrets
    this.warehouse = warehouse.seenThrough(session);
    this.tenant = tenant;
  }

  /** Names of the views. */
  public static List<String> names() {
    return NAMES.stream().sorted().toList();
  }

  /** The session that the views live in. */
  public SparkSession session() {
    return session;
  }

  /** Defines the views of these names. */
  public void define(Set<String> names) {
    for (String name : names) {
      if (name.equals(RecommendationsView.NAME)) {
        define(RecommendationsView.SOURCES);
        session.sql(RecommendationsView.SQL).createOrReplaceTempView(name);
      } else {
        warehouse.table(Tables.named(name)).read(tenant).createOrReplaceTempView(name);
      }
    }
  }
}
