package dev.tracewise.jobs.demo;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends a question to one of five specialists. Its old rule looks for keywords, which is wrong
 * where somebody wants the gist of a video or a document about footage.
 */
final class RouterAgent implements DemoAgent {
  static final String ID = "router";

  private static final List<String> OPTIONS =
      List.of("video_search", "document_search", "image_search", "audio_analysis", "summarizer");
  private static final Map<String, List<String>> KEYWORDS =
      Map.of(
          "video_search", List.of("video", "watch", "clip", "footage", "show", "recording"),
          "document_search", List.of("document", "paper", "report", "manual"),
          "image_search", List.of("picture", "photo"),
          "audio_analysis", List.of("podcast", "song"),
          "summarizer", List.of("summarize", "overview"));
  private static final Map<String, Double> SECONDS =
      Map.of(
          "video_search", 4.0,
          "document_search", 2.0,
          "image_search", 2.5,
          "audio_analysis", 6.0,
          "summarizer", 8.0);
  private static final Map<String, Double> COSTS =
      Map.of(
          "video_search", 0.0021,
          "document_search", 0.0004,
          "image_search", 0.0009,
          "audio_analysis", 0.0032,
          "summarizer", 0.0047);
  private static final Map<String, Map<String, Double>> TOPIC_PULL =
      Map.of(
          "music", Map.of("audio_analysis", 0.6, "document_search", -0.3),
          "cooking", Map.of("video_search", 0.5, "document_search", -0.2),
          "craft", Map.of("video_search", 0.6, "image_search", 0.2),
          "law", Map.of("document_search", 0.6, "image_search", -0.5),
          "person", Map.of("image_search", 0.4, "summarizer", 0.2),
          "place", Map.of("image_search", 0.3, "video_search", 0.2),
          "medicine", Map.of("document_search", 0.4, "video_search", -0.2),
          "animal", Map.of("video_search", 0.3, "image_search", 0.2),
          "science", Map.of("document_search", 0.2, "summarizer", 0.2));

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> options() {
    return OPTIONS;
  }

  @Override
  public List<Phrase> phrases() {
    return Phrasebook.ROUTER;
  }

  @Override
  public double success(DemoQuery query, String option) {
    double logOdds =
        -0.2
            + query.phrase().pullOf(option)
            + TOPIC_PULL.getOrDefault(query.topic().type(), Map.of()).getOrDefault(option, 0.0)
            + circumstances(query, option);
    return Softmax.logistic(logOdds);
  }

  private static double circumstances(DemoQuery query, String option) {
    boolean phone = query.user().device().equals("phone");
    boolean lengthy = query.number("duration_minutes") > 30;
    double foreign = query.foreign() ? 1 : 0;
    return switch (option) {
      case "video_search" -> -0.2 * foreign - (lengthy ? 0.6 : 0);
      case "document_search" -> (phone ? -0.5 : 0.2) + 0.25 * query.number("attachments");
      case "audio_analysis" -> -0.7 * foreign - (lengthy ? 0.3 : 0);
      case "summarizer" -> (phone ? 0.4 : 0) + (lengthy ? 0.8 : 0);
      default -> 0;
    };
  }

  @Override
  public double medianSeconds(DemoQuery query, String option) {
    double listening = option.equals("audio_analysis") || option.equals("summarizer") ? 0.08 : 0.01;
    return requireNonNull(SECONDS.get(option)) + listening * query.number("duration_minutes");
  }

  @Override
  public double costUsd(String option) {
    return requireNonNull(COSTS.get(option));
  }

  @Override
  public String model(String option) {
    return option.equals("summarizer") ? "assistant-large-2" : "assistant-small-2";
  }

  @Override
  public Map<String, Double> loggingPolicy(DemoQuery query) {
    String text = query.text().toLowerCase(Locale.ROOT);
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String option : OPTIONS) {
      boolean named = requireNonNull(KEYWORDS.get(option)).stream().anyMatch(text::contains);
      scores.put(option, (named ? 1.6 : 0) + (option.equals("document_search") ? 0.5 : 0));
    }
    return Softmax.mixed(scores, 0.15);
  }
}
