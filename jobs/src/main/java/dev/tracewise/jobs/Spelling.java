package dev.tracewise.jobs;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Names are accepted with hyphen or underscore. */
final class Spelling {
  private static final Pattern OPTION = Pattern.compile("--[a-zA-Z][a-zA-Z0-9_-]*(=.*)?", Pattern.DOTALL);

  private Spelling() {}

  /** The arguments with {@code --run_id=x_y} written {@code --run-id=x_y}. */
  static String[] hyphened(String[] args) {
    return Arrays.stream(args).map(Spelling::hyphened).toArray(String[]::new);
  }

  private static String hyphened(String argument) {
    if (!OPTION.matcher(argument).matches()) {
      return argument;
    }
    int equals = argument.indexOf('=');
    return equals < 0
        ? argument.replace('_', '-')
        : argument.substring(0, equals).replace('_', '-') + argument.substring(equals);
  }
}
