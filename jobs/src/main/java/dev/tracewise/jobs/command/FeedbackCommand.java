package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import dev.tracewise.model.Feedback;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import dev.tracewise.source.FeedbackFormat;
import dev.tracewise.source.RecordOrigin;
import dev.tracewise.source.RecordOrigin.TenantField;
import dev.tracewise.table.FeedbackTable;
import dev.tracewise.table.WarehouseTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code feedback}: judgements, and what they say. */
@Command(
    name = "feedback",
    description = "Judgements: record one, count them, export them.",
    subcommands = {
      FeedbackCommand.RecordFeedback.class,
      FeedbackReading.Stats.class,
      FeedbackReading.Export.class
    })
final class FeedbackCommand {
  private FeedbackCommand() {}

  /** {@code feedback record}. */
  @Command(name = "record", description = "Record one judgement.")
  static final class RecordFeedback extends WritingCommand {
    @ArgGroup(multiplicity = "1")
    Target target = new Target();

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description =
            "helpfulness, correctness, relevance, clarity, completeness, thumbs, rating,"
                + " comment or custom:NAME (default: rating, comment without a score).")
    @Nullable String type;

    @Option(names = "--score", paramLabel = "X", description = "The score, on the scale.")
    @Nullable Double score;

    @Option(
        names = "--scale",
        paramLabel = "SCALE",
        description = "0..1 (default), 1..5 or binary.")
    @Nullable String scale;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What was said.")
    @Nullable String comment;

    @Option(names = "--author", paramLabel = "WHO", description = "Who judged.")
    @Nullable String author;

    @Option(
        names = "--source",
        paramLabel = "SOURCE",
        description = "human (default), model or code.")
    @Nullable String source;

    @Option(names = "--time", paramLabel = "TIME", description = "ISO 8601 (default: now).")
    @Nullable String time;

    @Option(names = "--id", paramLabel = "ID", description = "Its id (default: a hash).")
    @Nullable String id;

    @Override
    protected Result call(CommandContext context) {
      Feedback feedback = validated(context);
      WarehouseTable table = context.warehouse().table(FeedbackTable.DEFINITION);
      long written =
          context.dryRun()
              ? 0
              : table
                  .insertMissing(
                      context.tenant(),
                      table.rows(List.of(FeedbackTable.row(feedback, context.clock().instant()))))
                  .inserted();
      return new Recorded(
          context.dryRun() ? "would_write" : "done",
          feedback.feedbackId(),
          feedback.targetKind(),
          feedback.targetId(),
          feedback.type(),
          feedback.score(),
          written,
          context.dryRun() ? 0 : 1 - written);
    }

    private Feedback validated(CommandContext context) {
      RecordOrigin origin =
          new RecordOrigin(context.tenant(), TenantField.MUST_AGREE, "command line", 1);
      Parsed parsed = new FeedbackFormat(context.clock()).read(line(context), origin).get(0);
      if (parsed instanceof Feedback feedback) {
        return feedback;
      }
      String why = parsed instanceof Rejection rejection ? rejection.detail() : "it is none";
      throw Errors.usage(
          "record the feedback",
          why.endsWith(".") ? why.substring(0, why.length() - 1) : why,
          "\"tracewise feedback record --help\" has the choices.");
    }

    private ObjectNode line(CommandContext context) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      target.name(line.putObject("target"));
      line.put("feedback_id", id)
          .put("time", time == null ? context.clock().instant().toString() : time)
          .put("type", type != null ? type : score == null ? "comment" : "rating")
          .put("score", score)
          .put("scale", scale)
          .put("comment", comment)
          .put("source", source)
          .put("author", author);
      return line;
    }
  }

  /** What is judged: one of the four. */
  static final class Target {
    @Option(names = "--interaction", paramLabel = "ID", description = "An interaction.")
    @Nullable String interaction;

    @Option(names = "--span", paramLabel = "ID", description = "A span.")
    @Nullable String span;

    @Option(names = "--trace", paramLabel = "ID", description = "A trace: its last decision.")
    @Nullable String trace;

    @Option(names = "--session", paramLabel = "ID", description = "A session: its last decision.")
    @Nullable String session;

    void name(ObjectNode object) {
      object
          .put("interaction_id", interaction)
          .put("span_id", span)
          .put("trace_id", trace)
          .put("session_id", session);
    }
  }

  /** What was recorded. */
  record Recorded(
      String status,
      String feedbackId,
      String targetKind,
      String targetId,
      String type,
      @Nullable Double score,
      long feedback,
      long alreadyPresent)
      implements Result {
    @Override
    public void show(Page page) {
      String done =
          feedback > 0 ? "Recorded " : alreadyPresent > 0 ? "Already there: " : "Would record ";
      page.line(done + type + " of " + targetKind + " " + targetId + ": " + feedbackId)
          .next("tracewise rewards");
    }
  }
}
