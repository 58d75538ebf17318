package dev.tracewise.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tracewise.model.TracewiseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The command line is thin: tables and time come from below and from outside. */
@AnalyzeClasses(packages = "dev.tracewise.jobs", importOptions = DoNotIncludeTests.class)
final class FloorsTest {
  @ArchTest
  static final ArchRule deltaIsBehindTheTables =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..");

  @ArchTest
  static final ArchRule outputKnowsNeitherSparkNorCommands =
      noClasses()
          .that()
          .resideInAPackage("dev.tracewise.jobs.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "dev.tracewise.jobs.command..");

  @ArchTest
  static final ArchRule onlyTheFactoryMakesErrors =
      noClasses()
          .should()
          .callConstructorWhere(
              describe(
                  "of TracewiseException",
                  call -> call.getTargetOwner().isAssignableTo(TracewiseException.class)));

  @ArchTest
  static final ArchRule onlyTheEntryKnowsTheTime =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Tracewise.class)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule randomnessIsSeeded =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random");
}
