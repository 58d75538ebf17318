package dev.tracewise.action.rewards;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import java.util.List;
import org.apache.spark.sql.Column;

/** Names, types and order of the columns that decisions and experiences share. */
final class ExperienceColumns {
  static final String CONTEXT_TYPE =
      "struct<text:string,enhanced_text:string,numeric:map<string,double>,"
          + "categorical:map<string,string>,entities:array<struct<text:string,type:string>>,"
          + "relationships:array<map<string,string>>>";
  static final String OPTIONS_TYPE = "array<struct<name:string,features:map<string,double>>>";
  static final String OUTCOMES_TYPE =
      "map<string,struct<quality:double,success:boolean,satisfaction:double,seconds:double,"
          + "cost_usd:double,reward:double>>";

  /** Columns of a choice: a decision of either origin before its reward is known. */
  static final List<String> CHOICE =
      List.of(
          "tenant_id",
          "interaction_id",
          "time",
          "agent_id",
          "modality",
          "session_id",
          "user_id",
          "trace_id",
          "span_id",
          "confidence",
          "context",
          "options",
          "chosen",
          "output",
          "propensity",
          "propensity_source",
          "quality",
          "success",
          "satisfaction",
          "seconds",
          "cost_usd",
          "reward",
          "outcomes_by_option",
          "served_kind",
          "served_version");

  /** Columns of the table {@code experiences} but {@code updated_at}. */
  static final List<String> EXPERIENCE =
      List.of(
          "tenant_id",
          "interaction_id",
          "time",
          "agent_id",
          "modality",
          "session_id",
          "user_id",
          "trace_id",
          "span_id",
          "confidence",
          "context",
          "options",
          "chosen",
          "output",
          "propensity",
          "propensity_source",
          "quality",
          "success",
          "satisfaction",
          "seconds",
          "cost_usd",
          "reward",
          "reward_parts",
          "feedback_count",
          "outcomes_by_option",
          "served_kind",
          "served_version");

  private ExperienceColumns() {}

  /** The columns of those names. */
  static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  /** A context with nothing but what is given. */
  static Column context(Column text, Column enhanced, Column entities, Column relationships) {
    return struct(
            text,
            enhanced,
            map().cast("map<string,double>"),
            map().cast("map<string,string>"),
            coalesce(entities, array()),
            coalesce(relationships, array()))
        .cast(CONTEXT_TYPE);
  }

  /** Options without features from their names. */
  static Column options(Column names) {
    return transform(
            names, name -> struct(name.as("name"), map().cast("map<string,double>").as("features")))
        .cast(OPTIONS_TYPE);
  }

  /** One option without features: unlike the transformation of an array, this is compiled. */
  static Column option(Column name) {
    return array(struct(name, map().cast("map<string,double>"))).cast(OPTIONS_TYPE);
  }

  /** A null of that type. */
  static Column nothing(String type) {
    return lit(null).cast(type);
  }
}
