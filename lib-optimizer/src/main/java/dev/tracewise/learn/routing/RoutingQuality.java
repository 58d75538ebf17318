package dev.tracewise.learn.routing;

import dev.tracewise.judge.calibration.Shares;
import dev.tracewise.model.Interval;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How often routes are right, where the truth is known.
 *
 * @param accuracy share of right routes, Wilson's interval
 * @param precision mean over classes of the share right among those that went there
 * @param recall mean over classes of the share right among those that belong there
 * @param f1 harmonic mean of the two
 * @param confidenceCorrelation correlation of confidence and being right; 0 where not defined
 * @param meanSeconds mean time
 * @param rows routes
 */
public record RoutingQuality(
    Interval accuracy,
    double precision,
    double recall,
    double f1,
    double confidenceCorrelation,
    double meanSeconds,
    long rows)
    implements Serializable {
  /**
   * Over the classes that occur as prediction or as truth: a class that never occurs says nothing.
   * Empty without routes.
   */
  public static Optional<RoutingQuality> of(List<RouteLabel> routes) {
    Set<String> classes = new TreeSet<>();
    routes.forEach(
        route -> {
          classes.add(route.predicted());
          classes.add(route.actual());
        });
    return over(classes, routes);
  }

  /**
   * Over the given classes, also those that do not occur, which count zero: the seed's program does
   * so. Empty without routes.
   */
  public static Optional<RoutingQuality> over(Collection<String> classes, List<RouteLabel> routes) {
    if (routes.isEmpty() || classes.isEmpty()) {
      return Optional.empty();
    }
    double precision = 0;
    double recall = 0;
    for (String name : classes) {
      long predicted = routes.stream().filter(r -> r.predicted().equals(name)).count();
      long actual = routes.stream().filter(r -> r.actual().equals(name)).count();
      long right = routes.stream().filter(r -> r.correct() && r.actual().equals(name)).count();
      precision += share(right, predicted) / classes.size();
      recall += share(right, actual) / classes.size();
    }
    double[] correct = routes.stream().mapToDouble(r -> r.correct() ? 1 : 0).toArray();
    double[] confidence = routes.stream().mapToDouble(RouteLabel::confidence).toArray();
    List<String> groups = IntStream.range(0, routes.size()).mapToObj(Integer::toString).toList();
    return Optional.of(
        new RoutingQuality(
            Shares.of(correct, groups),
            precision,
            recall,
            precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
            Correlation.pearson(confidence, correct),
            routes.stream().mapToDouble(RouteLabel::seconds).average().orElse(0),
            routes.size()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
