package dev.tracewise.jobs;

import dev.tracewise.jobs.output.Console;
import java.util.List;
import java.util.Map;

/**
 * Runs a few small commands in an empty warehouse, so that the launcher can keep the classes that
 * they load: later commands start in half the time.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs them.
   *
   * @param args the warehouse
   */
  public static void main(String[] args) {
    Map<String, String> environment = Map.of();
    try (Tracewise tracewise =
        Tracewise.ofProcess(Console.ofProcess(environment), environment)) {
      for (List<String> command : commands(args[0])) {
        tracewise.run(command.toArray(String[]::new));
      }
    }
  }

  /** What writes with a session, what reads without one, and a query. */
  private static List<List<String>> commands(String warehouse) {
    return List.of(
        List.of("rewards", "--run-id", "rehearsal", "--warehouse", warehouse),
        List.of("runs", "list", "--warehouse", warehouse),
        List.of("query", "SELECT 1", "--warehouse", warehouse));
  }
}
