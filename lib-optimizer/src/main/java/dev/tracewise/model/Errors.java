package dev.tracewise.model;

import dev.tracewise.model.TracewiseException.Kind;
import java.util.regex.Pattern;

/**
 * The one factory of errors. Every message reads {@code "Cannot <what>: <why>."} and ends, on a
 * line of its own, with the way to mend it.
 */
public final class Errors {
  private static final Pattern LAST_PUNCTUATION = Pattern.compile("[\\s.,:;]+$");

  private Errors() {}

  /**
   * The command, its options, its input or the configuration are wrong.
   *
   * @param what what could not be done, without "Cannot", for example {@code optimize agent "a"}
   * @param why the reason, one clause without a full stop
   * @param remedy what to do about it, one or more sentences
   */
  public static TracewiseException usage(String what, String why, String remedy) {
    return new TracewiseException(Kind.USAGE, message(what, why, remedy), null);
  }

  /** The data cannot carry what was asked; parameters as in {@link #usage}. */
  public static TracewiseException refused(String what, String why, String remedy) {
    return new TracewiseException(Kind.REFUSED, message(what, why, remedy), null);
  }

  /** Somebody stopped it on purpose; parameters as in {@link #usage}. */
  public static TracewiseException cancelled(String what, String why, String remedy) {
    return new TracewiseException(Kind.CANCELLED, message(what, why, remedy), null);
  }

  /** The system failed at it; parameters as in {@link #usage}. */
  public static TracewiseException failed(String what, String why, String remedy, Throwable cause) {
    return new TracewiseException(Kind.FAILED, message(what, why, remedy), cause);
  }

  private static String message(String what, String why, String remedy) {
    return "Cannot " + what + ": " + clause(why) + "\n" + remedy;
  }

  /** Reasons of other libraries bring punctuation of their own: one full stop ends the clause. */
  private static String clause(String why) {
    String open = LAST_PUNCTUATION.matcher(why).replaceFirst("");
    return open.endsWith("?") || open.endsWith("!") ? open : open + ".";
  }
}
