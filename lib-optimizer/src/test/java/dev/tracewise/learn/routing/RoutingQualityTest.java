package dev.tracewise.learn.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingQualityTest {
  private static final List<String> ALL = List.of("video", "text", "both");

  private static RouteLabel route(
      String predicted, String actual, double confidence, double seconds) {
    return new RouteLabel(predicted, actual, confidence, seconds);
  }

  @Test
  void check16ThreeRoutes() {
    List<RouteLabel> routes =
        List.of(
            route("video", "video", .9, 50),
            route("text", "text", .8, 45),
            route("video", "text", .6, 60));
    RoutingQuality peer = RoutingQuality.over(ALL, routes).orElseThrow();
    assertThat(peer.accuracy().estimate()).isEqualTo(.6667, within(5e-5));
    assertThat(peer.precision()).isEqualTo(.5, within(1e-12));
    assertThat(peer.recall()).isEqualTo(.5, within(1e-12));
    assertThat(peer.f1()).isEqualTo(.5, within(1e-12));
    assertThat(peer.meanSeconds()).isEqualTo(51.667, within(5e-4));
    assertThat(peer.confidenceCorrelation()).isEqualTo(.9449112, within(5e-8));
    assertThat(peer.rows()).isEqualTo(3);
    // "both" never occurs: it says nothing
    RoutingQuality ours = RoutingQuality.of(routes).orElseThrow();
    assertThat(ours.precision()).isEqualTo(.75, within(1e-12));
    assertThat(ours.recall()).isEqualTo(.75, within(1e-12));
    assertThat(ours.accuracy().low()).isBetween(.2, .21);
  }

  @Test
  void check17FiveRoutes() {
    List<RouteLabel> routes =
        List.of(
            route("video", "video", .9, 50),
            route("video", "text", .7, 50),
            route("text", "text", .8, 40),
            route("text", "video", .6, 45),
            route("both", "both", .85, 55));
    RoutingQuality quality = RoutingQuality.of(routes).orElseThrow();
    assertThat(quality.accuracy().estimate()).isEqualTo(.6, within(1e-12));
    assertThat(quality.precision()).isEqualTo(.6667, within(5e-5));
    assertThat(quality.recall()).isEqualTo(.6667, within(5e-5));
    assertThat(quality.f1()).isEqualTo(.6667, within(5e-5));
    assertThat(quality.confidenceCorrelation()).isEqualTo(.9097177, within(5e-8));
    assertThat(RoutingQuality.over(ALL, routes)).contains(quality);
  }

  @Test
  void check18AClassThatIsOnlyPredicted() {
    List<RouteLabel> routes =
        List.of(
            route("video", "video", .95, 50),
            route("text", "text", .9, 40),
            route("both", "video", .3, 60));
    RoutingQuality quality = RoutingQuality.of(routes).orElseThrow();
    assertThat(quality.precision()).isEqualTo(.6667, within(5e-5));
    assertThat(quality.recall()).isEqualTo(.5, within(1e-12));
    assertThat(quality.f1()).isEqualTo(.5714286, within(5e-8));
    assertThat(quality.confidenceCorrelation()).isEqualTo(.9976087, within(2e-7));
  }

  @Test
  void check19ClassesThatAreAbsentDoNotLowerAPerfectScore() {
    List<RouteLabel> routes =
        List.of(
            route("video", "video", .9, 1),
            route("video", "video", .9, 1),
            route("video", "video", .9, 1));
    RoutingQuality quality = RoutingQuality.of(routes).orElseThrow();
    assertThat(quality.confidenceCorrelation()).isZero();
    assertThat(quality.precision()).isEqualTo(1);
    assertThat(quality.f1()).isEqualTo(1);
    assertThat(RoutingQuality.over(ALL, routes).orElseThrow().precision())
        .isEqualTo(.3333, within(5e-5));
  }

  @Test
  void withoutTruthThereIsNoQuality() {
    assertThat(RoutingQuality.of(List.of())).isEmpty();
    RoutingQuality wrong = RoutingQuality.of(List.of(route("video", "text", .5, 1))).orElseThrow();
    assertThat(wrong.f1()).isZero();
  }
}
