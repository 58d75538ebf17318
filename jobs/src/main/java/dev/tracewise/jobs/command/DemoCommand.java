package dev.tracewise.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tracewise.jobs.demo.Demo;
import dev.tracewise.jobs.demo.DemoResult;
import dev.tracewise.jobs.demo.DemoSize;
import dev.tracewise.jobs.output.Page;
import dev.tracewise.model.Errors;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the whole cycle on a world whose truth is known. */
@Command(
    name = "demo",
    description = "Make logs of a small assistant, learn from them, and compare with the truth.")
final class DemoCommand extends WarehouseCommand {
  private static final int REFUSED = 3;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for logs, warehouse and report (default: ./demo).")
  Path out = Path.of("demo");

  @Override
  protected Result call(CommandContext context) {
    Path folder = out.toAbsolutePath().normalize();
    if (context.dryRun()) {
      return new Planned("would_write", folder.toString());
    }
    requireFresh(folder);
    context.spark(); // the session gets the options of this command; the commands inside share it
    Demo demo =
        new Demo(
            arguments -> answer(context, arguments),
            folder,
            context.seed(),
            DemoSize.standard(),
            context.clock(),
            context::note);
    return new Demonstrated(demo.run());
  }

  private static void requireFresh(Path folder) {
    if (Files.exists(folder.resolve("warehouse"))) {
      throw Errors.usage(
          "run the demonstration in " + folder,
          "there is a warehouse in it already",
          "Remove the folder, or give another one with --out.");
    }
  }

  private static JsonNode answer(CommandContext context, String... arguments) {
    var answer = context.runner().run(arguments);
    if (answer.exitCode() != 0 && answer.exitCode() != REFUSED) {
      throw Errors.failed(
          "run the demonstration",
          "\"tracewise " + String.join(" ", arguments) + "\" ended with " + answer.exitCode(),
          answer.json().path("error").asText("Run that command alone to see why."),
          new IllegalStateException(answer.json().toString()));
    }
    return answer.json();
  }

  /** What would be done. */
  record Planned(String status, String out) implements Result {
    @Override
    public void show(Page page) {
      page.line("Would write logs, a warehouse and report.html into " + out + ".");
    }
  }

  /** What was learned, beside the truth. */
  record Demonstrated(DemoResult result) implements Result {
    @Override
    public Object json() {
      return result.json();
    }

    @Override
    public void show(Page page) {
      result.lines().forEach(page::line);
      page.line("")
          .line("Report: " + result.report())
          .next(
              "tracewise versions list --warehouse",
              result.report().resolveSibling("warehouse").toString());
    }
  }
}
