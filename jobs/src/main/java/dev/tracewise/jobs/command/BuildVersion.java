package dev.tracewise.jobs.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.spark.package$;
import picocli.CommandLine.IVersionProvider;

/** What was built: the version of the project and the commit, written by the build. */
public final class BuildVersion implements IVersionProvider {
  /** Version and commit, such as {@code 0.1.0-SNAPSHOT (1a2b3c4)}. */
  public static String id() {
    Properties build = new Properties();
    try (InputStream file = BuildVersion.class.getResourceAsStream("/tracewise-build.properties")) {
      build.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = build.getProperty("commit", "");
    String version = build.getProperty("version", "");
    return commit.isBlank() || commit.startsWith("$") ? version : version + " (" + commit + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "tracewise " + id(),
      "Spark " + package$.MODULE$.SPARK_VERSION() + ", Java " + Runtime.version().feature()
    };
  }
}
