package dev.tracewise;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tracewise.model.Errors;
import dev.tracewise.model.TracewiseException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.Set;

/** The floors of the library: arrows point down, time and randomness come from outside. */
@AnalyzeClasses(packages = "dev.tracewise", importOptions = DoNotIncludeTests.class)
final class FloorsTest {
  private static final String[] SPARK = {
    "org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala.."
  };
  private static final String[] CLOCKLESS = {
    "dev.tracewise.learn..",
    "dev.tracewise.judge..",
    "dev.tracewise.source..",
    "dev.tracewise.llm..",
    "dev.tracewise.action..",
    "dev.tracewise.table.."
  };
  private static final Set<String> CLOCK_METHODS =
      Set.of(
          "systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes");

  @ArchTest
  static final ArchRule modelSeesOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.tracewise.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.tracewise.model..");

  @ArchTest
  static final ArchRule algorithmsAndFormatsDoNotSeeSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tracewise.learn..",
              "dev.tracewise.judge..",
              "dev.tracewise.source..",
              "dev.tracewise.llm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest static final ArchRule judgeSeesOnlyTheModel = onlySees("judge", "model");

  @ArchTest static final ArchRule learnSeesModelAndJudge = onlySees("learn", "model", "judge");

  @ArchTest static final ArchRule sourceSeesOnlyTheModel = onlySees("source", "model");

  @ArchTest static final ArchRule tableSeesOnlyTheModel = onlySees("table", "model");

  @ArchTest static final ArchRule llmSeesOnlyTheModel = onlySees("llm", "model");

  @ArchTest
  static final ArchRule settingsSeeWhatTheyAreRecordsOf =
      onlySees("settings", "model", "learn", "source");

  @ArchTest
  static final ArchRule actionsSeeEveryFloorBelow =
      onlySees("action", "model", "learn", "judge", "source", "table", "llm");

  @ArchTest
  static final ArchRule onlyTheFactoryMakesErrors =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Errors.class)
          .should()
          .callConstructorWhere(
              describe(
                  "of TracewiseException",
                  call -> call.getTargetOwner().isAssignableTo(TracewiseException.class)));

  @ArchTest
  static final ArchRule randomnessIsPassedIn =
      noClasses()
          .that()
          .resideInAnyPackage(CLOCKLESS)
          .and()
          .doNotHaveFullyQualifiedName("dev.tracewise.table.Conflicts") // waits, before a retry
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule timeIsPassedIn =
      noClasses()
          .that()
          .resideInAnyPackage(CLOCKLESS)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethodWhere(systemClock());

  private static DescribedPredicate<JavaCall<?>> systemClock() {
    return describe(
        "of a clock of the system",
        call ->
            call.getTargetOwner().isEquivalentTo(Clock.class)
                && CLOCK_METHODS.contains(call.getName()));
  }

  /** Of our own packages, a floor sees itself and the given ones. */
  private static ArchRule onlySees(String floor, String... below) {
    String own = "dev.tracewise." + floor + "..";
    Set<String> seen = Set.of(below);
    return noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            describe(
                "are ours and neither of " + floor + " nor of " + seen,
                type -> {
                  String name = type.getPackageName() + ".";
                  return name.startsWith("dev.tracewise.")
                      && !name.startsWith("dev.tracewise." + floor + ".")
                      && seen.stream().noneMatch(b -> name.startsWith("dev.tracewise." + b + "."));
                }));
  }
}
