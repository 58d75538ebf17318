package dev.tracewise.jobs.output;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is going on, on one line, with an estimate where there is enough to tell by. */
public final class Progress {
  private static final int WIDEST = 78;
  private static final Duration TOO_EARLY = Duration.ofSeconds(2);

  private final String command;
  private final Instant begun;
  private final Map<Integer, Work> works = new LinkedHashMap<>();

  /**
   * Progress of a command.
   *
   * @param command its name, for times when nothing else is known
   * @param begun when it began
   */
  public Progress(String command, Instant begun) {
    this.command = command;
    this.begun = begun;
  }

  /**
   * A piece of work began.
   *
   * @param id tells it from others that go on at the same time
   * @param what what it is, in words
   * @param tasks how many tasks it has
   */
  public synchronized void began(int id, String what, int tasks, Instant now) {
    works.put(id, new Work(what, tasks, now));
  }

  /** One of its tasks is done. */
  public synchronized void done(int id) {
    Work work = works.get(id);
    if (work != null) {
      work.done++;
    }
  }

  /** It ended. */
  public synchronized void ended(int id) {
    works.remove(id);
  }

  /** The line. */
  public synchronized String line(Instant now) {
    Work current = null;
    for (Work work : works.values()) {
      current = work;
    }
    String line =
        current == null
            ? command + ", " + told(Duration.between(begun, now))
            : current.what + current.state(now);
    return line.codePointCount(0, line.length()) <= WIDEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static String told(Duration time) {
    return time.toMinutes() == 0
        ? time.toSeconds() + " s"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  /** One piece of work. */
  private static final class Work {
    private final String what;
    private final int tasks;
    private final Instant begun;
    private int done;

    Work(String what, int tasks, Instant begun) {
      this.what = what;
      this.tasks = tasks;
      this.begun = begun;
    }

    String state(Instant now) {
      Duration gone = Duration.between(begun, now);
      if (tasks <= 1) {
        return ", " + told(gone);
      }
      String counted = ": " + done + "/" + tasks + " tasks";
      if (done == 0 || gone.compareTo(TOO_EARLY) < 0) {
        return counted;
      }
      return counted + ", about " + told(gone.multipliedBy(tasks - done).dividedBy(done)) + " left";
    }
  }
}
