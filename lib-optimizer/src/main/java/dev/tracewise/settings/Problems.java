package dev.tracewise.settings;

import dev.tracewise.model.Errors;
import java.util.ArrayList;
import java.util.List;

/** Everything wrong with a configuration, reported at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void add(String problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  boolean any() {
    return !found.isEmpty();
  }

  /** Throws one error that names all problems, if there are any. */
  void refuse() {
    if (any()) {
      throw Errors.usage("read the configuration", reasons(), "conf/tracewise.conf has every key.");
    }
  }

  private String reasons() {
    return found.size() == 1
        ? found.get(0)
        : found.size() + " problems\n- " + String.join("\n- ", found);
  }
}
