package dev.tracewise.jobs.demo;

/**
 * How large the demonstration's world is.
 *
 * @param users people who use the assistant; rows are grouped by them, so several hundred are
 *     needed
 * @param routerInteractions logged decisions of the router in the first round
 * @param answererInteractions logged decisions of the answerer in the first round
 * @param servedInteractions decisions per agent that the learned versions serve in the second round
 * @param freshContexts contexts per agent on which true values are computed; never in any log
 * @param tracedShare share of the logged interactions that leave spans, in [0, 1]
 */
public record DemoSize(
    int users,
    int routerInteractions,
    int answererInteractions,
    int servedInteractions,
    int freshContexts,
    double tracedShare) {
  /** The size that the command {@code demo} uses. */
  public static DemoSize standard() {
    return new DemoSize(480, 6000, 4000, 1500, 2000, 0.4);
  }

  /** A world for measuring: every interaction leaves spans, about so many in all. */
  public static DemoSize ofSpans(int spans) {
    int router = (int) Math.round(0.22 * spans); // three spans each
    int answerer = (int) Math.round(0.17 * spans); // two spans each
    return new DemoSize(Math.max(480, spans / 250), router, answerer, 1, 1, 1);
  }

  int logged(DemoAgent agent) {
    return agent instanceof RouterAgent ? routerInteractions : answererInteractions;
  }
}
