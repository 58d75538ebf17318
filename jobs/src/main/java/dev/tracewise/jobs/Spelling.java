package dev.tracewise.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** The spellings of arguments that mean the same: names with hyphen or underscore, any order. */
final class Spelling {
  private static final Pattern OPTION =
      Pattern.compile("--[a-zA-Z][a-zA-Z0-9_-]*(=.*)?", Pattern.DOTALL);

  private static final List<String> REPEATED = List.of("--set", "--spark");

  private Spelling() {}

  /**
   * The arguments as the parser wants them: {@code --run_id=x_y} is {@code --run-id=x_y}, and
   * options that may be repeated stand together in front, since the parser would otherwise forget
   * those before the command's name when some come after it.
   */
  static String[] normalised(String[] args) {
    List<String> repeated = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Iterator<String> rest = Arrays.stream(args).map(Spelling::hyphened).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      if (REPEATED.contains(argument) && rest.hasNext()) {
        repeated.add(argument);
        repeated.add(rest.next());
      } else {
        boolean assigned = REPEATED.stream().anyMatch(name -> argument.startsWith(name + "="));
        (assigned ? repeated : others).add(argument);
      }
    }
    repeated.addAll(others);
    return repeated.toArray(String[]::new);
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
