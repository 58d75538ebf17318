package dev.tracewise.table;

import dev.tracewise.model.Errors;
import java.util.List;

/** All tables, in the order of the way of the data. */
public final class Tables {
  /** Their definitions. */
  public static final List<TableDefinition> ALL =
      List.of(
          SpansTable.DEFINITION,
          DecisionsTable.DEFINITION,
          OutcomesTable.DEFINITION,
          FeedbackTable.DEFINITION,
          QuarantineTable.DEFINITION,
          ExperiencesTable.DEFINITION,
          WorkflowsTable.DEFINITION,
          FusionPairsTable.DEFINITION,
          AgentMetricsTable.DEFINITION,
          AnnotationsTable.DEFINITION,
          TrainingDecisionsTable.DEFINITION,
          RunsTable.DEFINITION,
          CandidatesTable.DEFINITION,
          EvaluationsTable.DEFINITION,
          LooksTable.DEFINITION,
          ModelVersionsTable.DEFINITION,
          ArtifactsTable.DEFINITION,
          ActivationsTable.DEFINITION,
          AgentsTable.DEFINITION,
          JobRunsTable.DEFINITION,
          CursorsTable.DEFINITION);

  private Tables() {}

  /** The table of that name. */
  public static TableDefinition named(String name) {
    return ALL.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Errors.usage(
                    "find table \"" + name + "\"",
                    "there is no such table",
                    "Tables: "
                        + String.join(", ", ALL.stream().map(TableDefinition::name).toList())
                        + "."));
  }
}
