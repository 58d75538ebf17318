package dev.tracewise.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tracewise.jobs.command.Answer;
import dev.tracewise.jobs.command.Failures;
import dev.tracewise.jobs.command.GlobalOptions;
import dev.tracewise.jobs.command.Result;
import dev.tracewise.jobs.output.Console;
import dev.tracewise.jobs.output.Json;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.jobs.output.Printable;
import dev.tracewise.jobs.output.ResultFile;
import dev.tracewise.model.TracewiseException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells how a command ended: to a person or as JSON, and by its exit code. */
final class Reporter {
  private static final int QUARANTINED = 4;

  private final Console console;
  private final boolean json;

  Reporter(Console console, String[] args) {
    this.console = console;
    this.json = Arrays.asList(args).contains("--json");
  }

  /** It was done, or refused by the data. */
  Answer result(Result result, GlobalOptions options) {
    JsonNode tree = Json.tree(result.json());
    if (tree instanceof ObjectNode object && !object.has("status")) {
      object.put("status", result.status());
    }
    if (json) {
      console.out().println(Json.line(tree));
    } else {
      Page page = new Page();
      result.show(page);
      (options.hints() ? page.lines(options.told()) : page.withoutHints())
          .forEach(console.out()::println);
    }
    options.resultFile().ifPresent(file -> ResultFile.write(file, tree));
    boolean strict = options.strict() && result.quarantinedRecords() > 0;
    return new Answer(strict && result.exitCode() == 0 ? QUARANTINED : result.exitCode(), tree);
  }

  /** It ended with an error. */
  Answer failure(Exception error, GlobalOptions options) {
    TracewiseException explained = Failures.explain(error);
    console.err().println(Printable.text(message(explained)));
    if (options.verbose()) {
      error.printStackTrace(console.err());
    }
    String status = explained.kind().name().toLowerCase(Locale.ROOT);
    return answer(status, explained.kind().exitCode(), message(explained), options);
  }

  /** It was interrupted from outside; the interruption has said so already. */
  Answer interrupted(GlobalOptions options) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("status", "interrupted");
    if (json) {
      console.out().println(Json.line(tree));
    }
    options.resultFile().ifPresent(file -> ResultFile.write(file, tree));
    return new Answer(Interruption.EXIT_CODE, tree);
  }

  /** The arguments mean nothing. */
  Answer misunderstood(ParameterException error) {
    StringWriter suggestions = new StringWriter();
    UnmatchedArgumentException.printSuggestions(error, new PrintWriter(suggestions, true));
    String name = error.getCommandLine().getCommandSpec().qualifiedName();
    String text =
        "Cannot understand the command: "
            + error.getMessage()
            + (suggestions.toString().isBlank() ? "" : "\n" + suggestions.toString().strip())
            + "\nTry '"
            + name
            + " --help'.";
    console.err().println(text);
    return answer("usage", 2, text);
  }

  /** A command that only groups others was named alone. */
  Answer incomplete(CommandLine line) {
    line.usage(console.err());
    return answer("usage", 2, "Cannot understand the command: which one of them?");
  }

  private Answer answer(String status, int exitCode, String error, GlobalOptions options) {
    Answer answer = answer(status, exitCode, error);
    options.resultFile().ifPresent(file -> ResultFile.write(file, answer.json()));
    return answer;
  }

  private Answer answer(String status, int exitCode, String error) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("status", status).put("error", error);
    if (status.equals("refused") || status.equals("cancelled")) {
      tree.putNull("version").put("reason", error);
    }
    if (json) {
      console.out().println(Json.line(tree));
    }
    return new Answer(exitCode, tree);
  }

  private static String message(Throwable error) {
    return Objects.requireNonNullElse(error.getMessage(), error.toString());
  }
}
