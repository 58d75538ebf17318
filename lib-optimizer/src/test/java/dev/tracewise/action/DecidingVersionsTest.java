package dev.tracewise.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tracewise.action.policy.MissingPropensity;
import dev.tracewise.action.policy.Subject;
import dev.tracewise.model.Scope;
import dev.tracewise.table.Provenance;
import dev.tracewise.table.VersionRow;
import dev.tracewise.table.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecidingVersionsTest {
  private static final VersionRow WHOLE = live("agent/router", 4);
  private static final VersionRow TEXT = live("agent/router/modality/text", 1);
  private static final VersionRow ALL_IMAGES = live("modality/image", 7);
  private static final VersionRow OTHER = live("agent/other", 2);

  @Test
  void theNarrowestScopeThatAContextIsInDecides() {
    DecidingVersions found =
        DecidingVersions.narrowest(List.of(OTHER, TEXT, ALL_IMAGES, WHOLE), subject(null));

    assertThat(found.byModality()).isEqualTo(Map.of("", WHOLE, "text", TEXT));
    assertThat(found.number("acme")).isNull();
    assertThat(found.labels("acme"))
        .containsExactly("router/routing_policy@4", "agent/router/modality/text/routing_policy@1");
  }

  @Test
  void oneModalityHasOneVersion() {
    List<VersionRow> live = List.of(OTHER, TEXT, WHOLE);

    assertThat(DecidingVersions.narrowest(live, subject("text")).byModality())
        .isEqualTo(Map.of("", TEXT));
    assertThat(DecidingVersions.narrowest(live, subject("video")).number("acme")).isEqualTo(4);
  }

  @Test
  void withoutAVersionOfTheAgentThatOfTheModalityDecides() {
    DecidingVersions found = DecidingVersions.narrowest(List.of(OTHER, ALL_IMAGES), subject(null));

    assertThat(found.byModality()).isEqualTo(Map.of("image", ALL_IMAGES));
    assertThat(found.number("acme")).isEqualTo(7);
  }

  @Test
  void withoutAnyNoVersionDecides() {
    DecidingVersions found = DecidingVersions.narrowest(List.of(OTHER), subject(null));

    assertThat(found.byModality()).isEmpty();
    assertThat(found.number("acme")).isNull();
  }

  @Test
  void whatAnotherTenantLendsIsSaidSoAndIsNoVersionOfOurs() {
    DecidingVersions lent = DecidingVersions.narrowest(List.of(WHOLE), subject(null));

    assertThat(lent.lender("newcomer")).isEqualTo("acme");
    assertThat(lent.number("newcomer")).isNull();
    assertThat(lent.labels("newcomer")).containsExactly("acme:router/routing_policy@4");
    assertThat(lent.lender("acme")).isNull();
  }

  private static Subject subject(@Nullable String modality) {
    return new Subject("acme", "router", modality, MissingPropensity.LEFT_OUT);
  }

  private static VersionRow live(String scope, long number) {
    Scope parsed = Scope.parse(scope);
    return new VersionRow(
        "acme",
        "routing_policy",
        scope,
        number,
        parsed.agentId(),
        parsed.modality(),
        VersionStatus.ACTIVE,
        "a",
        null,
        Map.of(),
        null,
        null,
        new Provenance(Map.of(), null, "c", "{}", 42, "test", null),
        Instant.EPOCH,
        "test",
        null,
        null,
        null);
  }
}
