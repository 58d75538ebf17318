package dev.tracewise.action.policy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tracewise.action.data.ContentTexts;
import dev.tracewise.action.data.LoggedQueries;
import dev.tracewise.learn.data.LoggedQuery;
import dev.tracewise.learn.data.SyntheticSource;
import dev.tracewise.learn.data.TimedText;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Modality;
import dev.tracewise.table.AgentsTable;
import dev.tracewise.table.ExperiencesTable;
import dev.tracewise.table.Warehouse;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of an agent that synthetic rows can be made of. */
final class AgentQueries {
  private final Warehouse warehouse;
  private final Subject subject;

  AgentQueries(Warehouse warehouse, Subject subject) {
    this.warehouse = warehouse;
    this.subject = subject;
  }

  /** The generators for the subject's modality, or for each that its log has. */
  SyntheticSource source(long version, TrainingPlan plan) {
    Dataset<Row> experiences =
        TrainingLines.ofAgent(
            warehouse.table(ExperiencesTable.DEFINITION).readAt(subject.tenantId(), version),
            subject.agentId(),
            null);
    List<LoggedQuery> log =
        LoggedQueries.of(TrainingLines.upTo(subject.until(), experiences), subject.tenantId())
            .getOrDefault(subject.agentId(), List.of());
    String content = plan.content();
    List<TimedText> texts =
        content == null
            ? List.of()
            : ContentTexts.of(warehouse.spark(), content, subject.tenantId());
    return SyntheticSource.of(
        modalities(log), new SyntheticSource.Known(log, registered(), texts), plan.synthetic());
  }

  private List<Modality> modalities(List<LoggedQuery> log) {
    String modality = subject.modality();
    return modality == null
        ? log.stream().map(LoggedQuery::modality).distinct().toList()
        : List.of(known(modality));
  }

  private static Modality known(String name) {
    return Modality.of(name)
        .orElseThrow(
            () ->
                Errors.usage(
                    "make synthetic rows for modality \"" + name + "\"",
                    "there is none of that name",
                    "It can be video, image, audio, document, text or mixed."));
  }

  private List<String> registered() {
    return warehouse
        .table(AgentsTable.DEFINITION)
        .read(subject.tenantId())
        .where(col("agent_id").equalTo(lit(subject.agentId())))
        .collectAsList()
        .stream()
        .flatMap(row -> AgentsTable.of(row).options().stream())
        .toList();
  }
}
