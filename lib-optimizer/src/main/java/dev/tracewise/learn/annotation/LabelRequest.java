package dev.tracewise.learn.annotation;

import dev.tracewise.model.Errors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a label.
 *
 * @param spanId the span to be labelled
 * @param priority how urgent it is
 * @param state where it stands
 * @param requestedAt when it was made
 * @param dueAt by when it is due
 * @param assignedTo who has it; null for nobody
 * @param closedAt when it was completed or expired; null while it is open
 */
public record LabelRequest(
    String spanId,
    Priority priority,
    RequestState state,
    Instant requestedAt,
    Instant dueAt,
    @Nullable String assignedTo,
    @Nullable Instant closedAt) {
  /** A request as it is made. */
  public static LabelRequest made(
      String spanId, Priority priority, Instant now, AnnotationSettings.Sla sla) {
    return new LabelRequest(
        spanId, priority, RequestState.PENDING, now, now.plus(sla.of(priority)), null, null);
  }

  /**
   * Given to somebody.
   *
   * @throws dev.tracewise.model.TracewiseException refused, unless it is pending
   */
  public LabelRequest assigned(String annotator) {
    return moved(RequestState.ASSIGNED, annotator, null);
  }

  /**
   * Labelled.
   *
   * @throws dev.tracewise.model.TracewiseException refused, unless it is open
   */
  public LabelRequest completed(Instant now) {
    return moved(RequestState.COMPLETED, assignedTo, now);
  }

  /** As it stands at a time: expired where it is open and overdue, else as it was. */
  public LabelRequest at(Instant now) {
    return state.isOpen() && now.isAfter(dueAt)
        ? moved(RequestState.EXPIRED, assignedTo, now)
        : this;
  }

  private LabelRequest moved(RequestState next, @Nullable String who, @Nullable Instant closed) {
    if (!state.mayBecome(next)) {
      throw Errors.refused(
          "make the request for span \"" + spanId + "\" " + next.id(),
          "it is " + state.id(),
          "Only a request that is "
              + String.join(" or ", RequestState.before(next))
              + " can become that.");
    }
    return new LabelRequest(spanId, priority, next, requestedAt, dueAt, who, closed);
  }
}
