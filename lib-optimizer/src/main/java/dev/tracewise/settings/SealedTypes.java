package dev.tracewise.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Closed choices of records: the key {@code shape} beside their components says which one. */
final class SealedTypes {
  static final String SHAPE = "shape";

  private SealedTypes() {}

  /** Whether a component's type is such a choice. */
  static boolean is(Class<?> type) {
    return type.isSealed();
  }

  /** The records to choose from. */
  static List<Class<? extends Record>> choices(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .<Class<? extends Record>>map(choice -> choice.asSubclass(Record.class))
        .toList();
  }

  /** The record of that name, with hyphens or underscores, in any case. */
  static Optional<Class<? extends Record>> choice(Class<?> type, String name) {
    String wanted = name.trim().replace('_', '-');
    return choices(type).stream()
        .filter(choice -> KeyNames.kebab(choice.getSimpleName()).equalsIgnoreCase(wanted))
        .findFirst();
  }

  /** The names to choose from. */
  static String names(Class<?> type) {
    return choices(type).stream()
        .map(choice -> KeyNames.kebab(choice.getSimpleName()))
        .collect(Collectors.joining(", "));
  }
}
