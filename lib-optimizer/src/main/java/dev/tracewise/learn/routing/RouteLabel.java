package dev.tracewise.learn.routing;

/**
 * A route with its truth.
 *
 * @param predicted where it went
 * @param actual where it should have gone
 * @param confidence how sure the router was, in [0, 1]
 * @param seconds how long it took
 */
public record RouteLabel(String predicted, String actual, double confidence, double seconds) {
  boolean correct() {
    return predicted.equals(actual);
  }
}
