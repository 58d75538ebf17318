package dev.tracewise.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from configuration: a component {@code minExperiences} is the key {@code
 * min-experiences}. Records in a map have their key as their component {@code name}. What a record
 * refuses in its constructor becomes a problem of its section.
 */
final class RecordBinder {
  /** The component of a record in a map that takes the key of the entry. */
  static final String ENTRY_NAME = "name";

  private final Config config;
  private final @Nullable Config defaults;
  private final Problems problems;

  /**
   * A binder.
   *
   * @param config what to bind
   * @param defaults values that stand in for those with a problem; null for none
   * @param problems where problems are noted
   */
  RecordBinder(Config config, @Nullable Config defaults, Problems problems) {
    this.config = config;
    this.defaults = defaults;
    this.problems = problems;
  }

  /** The record at the path; null when there was a problem, which is then noted. */
  <R extends Record> @Nullable R bind(String path, Class<R> type) {
    return bind(path, type, null);
  }

  private <R extends Record> @Nullable R bind(String path, Class<R> type, @Nullable String entry) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    boolean complete = true;
    for (int index = 0; index < components.length; index++) {
      RecordComponent component = components[index];
      values[index] =
          entry != null && component.getName().equals(ENTRY_NAME)
              ? entry
              : value(path + "." + KeyNames.kebab(component.getName()), component);
      if (values[index] == null && !optional(component)) {
        values[index] = ofDefaults(path, component);
        complete &= values[index] != null;
      }
    }
    return complete ? construct(path, type, values) : null;
  }

  /** Stands in for a value with a problem, so that the record can still judge the others. */
  private @Nullable Object ofDefaults(String path, RecordComponent component) {
    return defaults == null
        ? null
        : new RecordBinder(defaults, null, new Problems())
            .value(path + "." + KeyNames.kebab(component.getName()), component);
  }

  static boolean optional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private @Nullable Object value(String key, RecordComponent component) {
    if (!config.hasPath(key)) {
      if (!optional(component)) {
        problems.add(key + " has no value");
      }
      return null;
    }
    return value(key, component.getGenericType());
  }

  private @Nullable Object value(String key, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? list(key, generic) : map(key, generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return bind(key, plain.asSubclass(Record.class));
    }
    return SealedTypes.is(plain) && !plain.isEnum() ? choice(key, plain) : scalar(key, plain);
  }

  private @Nullable Object choice(String key, Class<?> type) {
    String shape = key + "." + SealedTypes.SHAPE;
    Optional<Class<? extends Record>> chosen =
        config.hasPath(shape)
            ? SealedTypes.choice(type, config.getString(shape))
            : Optional.empty();
    if (chosen.isEmpty()) {
      problems.add(shape + " must be one of " + SealedTypes.names(type));
      return null;
    }
    return bind(key, chosen.get());
  }

  private @Nullable Object scalar(String key, Class<?> type) {
    try {
      return Scalars.read(config, key, type);
    } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
      problems.add(
          key
              + " must be "
              + Scalars.describe(type)
              + ", but is "
              + config.getValue(key).unwrapped()
              + origin(key));
      return null;
    }
  }

  private @Nullable List<?> list(String key, ParameterizedType type) {
    List<String> texts;
    try {
      Object plain = config.getValue(key).unwrapped();
      texts =
          plain instanceof String text
              ? Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList()
              : config.getStringList(key);
    } catch (ConfigException e) {
      problems.add(key + " must be a list, such as [a, b] or \"a,b\"" + origin(key));
      return null;
    }
    Class<?> of = (Class<?>) type.getActualTypeArguments()[0];
    if (of == Double.class) {
      return numbers(key, texts);
    }
    return of.isEnum() ? choices(key, of, texts) : texts;
  }

  private @Nullable List<?> numbers(String key, List<String> texts) {
    try {
      return texts.stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      problems.add(key + " must be a list of numbers, but is " + texts + origin(key));
      return null;
    }
  }

  private @Nullable List<?> choices(String key, Class<?> type, List<String> texts) {
    List<Object> chosen = new ArrayList<>();
    for (String text : texts) {
      try {
        chosen.add(Scalars.choice(text, type));
      } catch (IllegalArgumentException e) {
        problems.add(
            key
                + " must be a list of "
                + Scalars.describe(type)
                + ", but has "
                + text
                + origin(key));
        return null;
      }
    }
    return chosen;
  }

  private @Nullable Map<String, ?> map(String key, ParameterizedType type) {
    Type of = type.getActualTypeArguments()[1];
    if (!(config.getValue(key).unwrapped() instanceof Map<?, ?> entries)) {
      problems.add(key + " must be a block of names and values in braces" + origin(key));
      return null;
    }
    Map<String, Object> bound = new TreeMap<>();
    for (Object name : entries.keySet()) {
      String path = key + "." + ConfigUtil.joinPath(name.toString());
      Object value = config.hasPath(path) ? entry(path, name.toString(), of) : null;
      if (value != null) {
        bound.put(name.toString(), value);
      }
    }
    return new LinkedHashMap<>(bound);
  }

  private @Nullable Object entry(String path, String name, Type type) {
    return type instanceof Class<?> plain && plain.isRecord()
        ? bind(path, plain.asSubclass(Record.class), name)
        : value(path, type);
  }

  private <R extends Record> @Nullable R construct(
      String path, Class<R> type, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      problems.add(path + ": " + reason(Objects.requireNonNullElse(e.getCause(), e)));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must be a public record", e);
    }
  }

  private static String reason(Throwable refusal) {
    String text = Objects.requireNonNullElse(refusal.getMessage(), refusal.toString());
    String message = text.lines().findFirst().orElse(text);
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private String origin(String key) {
    return " (" + config.getValue(key).origin().description() + ")";
  }
}
