package dev.tracewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may not write is told so: what, where, and what to do about it. */
class UnwritableWarehouseIT {
  private static final Shell SHELL = new Shell();

  @TempDir Path folder;

  @Test
  void aWarehouseUnderAFileIsNone() throws IOException {
    assertRefused(Files.createFile(folder.resolve("file")).resolve("warehouse"));
  }

  @Test
  void aPlaceThatIsReadOnlyEvenForRootIsNone() {
    Path system = Path.of("/sys/kernel");
    assumeTrue(Files.isDirectory(system), "only Linux has such a place for everybody");
    assertRefused(system.resolve("warehouse"));
  }

  @Test
  void aFolderWithoutPermissionIsNone() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "root may write everywhere");
    assertRefused(closed);
  }

  @Test
  void aTableWhosePlaceIsTakenCannotBeWritten() throws IOException {
    Path warehouse = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(warehouse.resolve("feedback"));

    assertFails(warehouse, "feedback", "record", "--interaction", "i", "--score", "1");
  }

  private void assertRefused(Path warehouse) {
    Path log = folder.resolve("log.jsonl");
    try {
      Files.writeString(
          log,
          "{\"interaction_id\":\"i\",\"time\":\"2026-10-01T12:00:00Z\",\"agent_id\":\"a\","
              + "\"options\":[\"x\",\"y\"],\"chosen\":\"x\"}\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertFails(warehouse, "ingest", log.toString());
    assertFails(warehouse, "feedback", "record", "--interaction", "i", "--score", "1");
    assertFails(warehouse, "optimize", "policy", "--agent", "a");
  }

  private static void assertFails(Path warehouse, String... command) {
    String[] all = java.util.Arrays.copyOf(command, command.length + 3);
    all[command.length] = "--json";
    all[command.length + 1] = "--warehouse";
    all[command.length + 2] = warehouse.toString();

    assertThat(SHELL.run(all).exitCode()).as(SHELL.err()).isEqualTo(1);

    assertThat(SHELL.json().path("status").asText()).isEqualTo("failed");
    assertThat(SHELL.err())
        .startsWith("Cannot ")
        .contains(warehouse.toString(), "warehouse")
        .doesNotContain("Cannot finish the command", "\tat ", "Exception");
    assertThat(SHELL.err().strip().lines()).hasSize(2);
  }
}
