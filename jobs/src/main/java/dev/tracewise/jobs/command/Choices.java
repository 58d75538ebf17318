package dev.tracewise.jobs.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Closed choices on the command line: in any case, with hyphens or underscores. */
final class Choices {
  private Choices() {}

  /** Teaches a command line, with all of its subcommands, the closed choices of its arguments. */
  static void register(CommandLine line) {
    register(line, line);
  }

  private static void register(CommandLine root, CommandLine line) {
    for (ArgSpec argument : line.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        if (type.isEnum()) {
          registerType(root, type.asSubclass(Enum.class));
        }
      }
    }
    line.getSubcommands().values().forEach(each -> register(root, each));
  }

  @SuppressWarnings("rawtypes") // a class read off an argument has no type parameter
  private static <E extends Enum> void registerType(CommandLine root, Class<E> type) {
    ITypeConverter<E> converter = text -> choice(type, text);
    root.registerConverter(type, converter);
  }

  @SuppressWarnings("rawtypes") // see registerType
  private static <E extends Enum> E choice(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text.trim().replace('-', '_'))) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "expected one of "
            + Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + " but was '"
            + text
            + "'");
  }
}
