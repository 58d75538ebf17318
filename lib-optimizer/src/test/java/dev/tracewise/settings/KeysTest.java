package dev.tracewise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final KeySchema schema = KeySchema.of(Sections.ALL);
  private final Config defaults = Layers.defaults().getConfig("tracewise").atPath("tracewise");

  @Test
  void everyKeyOfTheFileBelongsToARecord() {
    for (String path : paths()) {
      assertThat(schema.knows(path)).as(path).isTrue();
    }
  }

  @Test
  void everyComponentOfARecordIsInTheFile() {
    schema.types().keySet().forEach(key -> assertThat(defaults.hasPath(key)).as(key).isTrue());
  }

  @Test
  void everyKeyOfTheFileHasAComment() {
    for (Map.Entry<String, ConfigValue> entry : defaults.entrySet()) {
      if (schema.types().containsKey(entry.getKey())) {
        assertThat(entry.getValue().origin().comments()).as(entry.getKey()).isNotEmpty();
      }
    }
  }

  @Test
  void everyAliasStandsForAKey() {
    SeedVariables.KEYS.values().forEach(key -> assertThat(schema.knows(key)).as(key).isTrue());
  }

  @Test
  void noTwoKeysShareAVariable() {
    assertThat(schema.types().keySet().stream().map(KeyNames::variable)).doesNotHaveDuplicates();
  }

  private TreeSet<String> paths() {
    TreeSet<String> paths = new TreeSet<>();
    defaults.entrySet().forEach(e -> paths.add(String.join(".", ConfigUtil.splitPath(e.getKey()))));
    return paths;
  }
}
