package dev.tracewise.jobs.command;

import dev.tracewise.action.FeedbackQuery;
import dev.tracewise.action.FeedbackQuery.Filter;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.TextTable;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that read feedback. */
final class FeedbackReading {
  private FeedbackReading() {}

  /** Which feedback. */
  static final class Which {
    @Option(names = "--agent", paramLabel = "A", description = "Judgements of this agent's work.")
    @Nullable String agent;

    @Option(names = "--type", paramLabel = "TYPE", description = "Judgements of this type.")
    @Nullable String type;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "From this time on: ISO 8601, or a day.")
    @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    @Nullable String until;

    Filter filter() {
      return new Filter(agent, type, Times.read("--since", since), Times.read("--until", until));
    }
  }

  /** {@code feedback stats}. */
  @Command(
      name = "stats",
      description = "How many judgements of which type, how good, how they go.")
  static final class Stats extends WarehouseCommand {
    @Mixin Which which = new Which();

    @Override
    protected Result call(CommandContext context) {
      FeedbackQuery.Stats stats =
          new FeedbackQuery(context.warehouse(), context.tenant()).stats(which.filter());
      return new Counted(stats.count(), stats.byType(), stats.meanScore(), stats.trend());
    }
  }

  /** Statistics. */
  record Counted(
      long count, Map<String, Long> byType, @Nullable Double meanScore, @Nullable Double trend)
      implements Result {
    @Override
    public void show(Page page) {
      TextTable table = TextTable.of("type", "judgements");
      byType.forEach(table::row);
      page.table(table, "No feedback.");
      if (meanScore != null) {
        page.line("")
            .table(
                TextTable.of("judgements", "mean score", "per day").row(count, meanScore, trend),
                "");
      }
    }
  }

  /** {@code feedback export}. */
  @Command(name = "export", description = "Judgements as JSON lines.")
  static final class Export extends WarehouseCommand {
    @Mixin Which which = new Which();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "The file (default: feedback.jsonl).")
    Path out = Path.of("feedback.jsonl");

    @Override
    protected Result call(CommandContext context) {
      FeedbackQuery query = new FeedbackQuery(context.warehouse(), context.tenant());
      return context.dryRun()
          ? new Exported("would_write", query.size(which.filter()), out.toString())
          : new Exported("done", query.export(which.filter(), out), out.toString());
    }
  }

  /** What was written. */
  record Exported(String status, long rows, String path) implements Result {
    @Override
    public void show(Page page) {
      page.line(rows + " judgements " + (status.equals("done") ? "in " : "would go into ") + path);
    }
  }
}
