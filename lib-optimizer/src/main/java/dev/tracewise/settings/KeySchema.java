package dev.tracewise.settings;

import dev.tracewise.settings.Sections.Section;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which keys there are: read off the records, so that it cannot differ from them. */
final class KeySchema {
  private final NavigableMap<String, Type> types = new TreeMap<>();

  static KeySchema of(List<Section> sections) {
    KeySchema schema = new KeySchema();
    sections.forEach(section -> schema.walk(section.path(), section.type()));
    return schema;
  }

  /** Every key, those that hold named entries once, without their entries. */
  NavigableMap<String, Type> types() {
    return types;
  }

  /** Whether a key, as a list of unquoted names below the root, is known. */
  boolean knows(String key) {
    return types.containsKey(key) || owner(key).isPresent();
  }

  /** The key with named entries that this key is an entry of. */
  Optional<String> owner(String key) {
    return types.entrySet().stream()
        .filter(entry -> entries(entry.getValue()).isPresent())
        .filter(entry -> key.startsWith(entry.getKey() + "."))
        .filter(entry -> fits(key.substring(entry.getKey().length() + 1), entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void walk(String path, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = path + "." + KeyNames.kebab(component.getName());
      Class<?> of = component.getType();
      if (of.isRecord()) {
        walk(key, of);
      } else if (SealedTypes.is(of) && !of.isEnum()) {
        types.put(key + "." + SealedTypes.SHAPE, String.class);
        SealedTypes.choices(of).forEach(choice -> walk(key, choice));
      } else {
        types.put(key, component.getGenericType());
      }
    }
  }

  private static boolean fits(String rest, Type map) {
    Class<?> of = (Class<?>) entries(map).orElseThrow();
    if (!of.isRecord()) {
      return true;
    }
    KeySchema inner = new KeySchema();
    inner.walk("entry", of);
    inner.types.remove("entry." + RecordBinder.ENTRY_NAME);
    return rest.contains(".") && inner.knows("entry" + rest.substring(rest.lastIndexOf('.')));
  }

  private static Optional<Type> entries(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Map.class
        ? Optional.of(generic.getActualTypeArguments()[1])
        : Optional.empty();
  }
}
