package dev.tracewise.learn.data;

import dev.tracewise.model.Modality;
import java.util.List;

/**
 * How people ask for something of a modality, and about what where nobody asked yet. Data for the
 * generator.
 *
 * @param templates queries with {@link #TOPIC} in the place of the topic
 * @param fallbackTopics topics where none was mined
 */
public record QueryTemplates(List<String> templates, List<String> fallbackTopics) {
  /** Place of the topic. */
  public static final String TOPIC = "{topic}";

  private static final List<String> TOPICS =
      List.of(
          "machine learning",
          "climate change",
          "renewable energy",
          "project management",
          "data security",
          "software testing",
          "healthy cooking",
          "world history",
          "financial planning",
          "space exploration");

  /** Copies the lists. */
  public QueryTemplates {
    templates = List.copyOf(templates);
    fallbackTopics = List.copyOf(fallbackTopics);
  }

  /** The templates of a modality. */
  public static QueryTemplates of(Modality modality) {
    return switch (modality) {
      case VIDEO ->
          about(
              "show me videos about {topic}",
              "find a tutorial on {topic}",
              "I want to watch something on {topic}",
              "a video that explains {topic}",
              "how to get started with {topic} video",
              "is there a demonstration of {topic}?",
              "play the walkthrough of {topic}",
              "which clips cover {topic}?",
              "watch an introduction to {topic}",
              "video lecture on {topic}");
      case DOCUMENT ->
          about(
              "find documents about {topic}",
              "papers on {topic}",
              "where can I read about {topic}?",
              "the documentation of {topic}",
              "a detailed guide to {topic}",
              "research articles on {topic}",
              "technical specification for {topic}",
              "whitepaper about {topic}",
              "which study covers {topic}?",
              "reference material on {topic}");
      case IMAGE ->
          about(
              "show me pictures of {topic}",
              "a diagram of {topic}",
              "find images about {topic}",
              "chart that shows {topic}",
              "infographic on {topic}",
              "is there an illustration of {topic}?",
              "screenshots of {topic}",
              "a flowchart for {topic}",
              "annotated picture of {topic}",
              "visualization of {topic}");
      case AUDIO ->
          about(
              "find podcasts about {topic}",
              "I want to listen to a talk on {topic}",
              "audio recording about {topic}",
              "interview on {topic}",
              "is there a spoken introduction to {topic}?",
              "a discussion of {topic} to listen to",
              "lecture recording on {topic}",
              "which speech was about {topic}?",
              "transcript of a podcast on {topic}",
              "play the audio about {topic}");
      case TEXT ->
          about(
              "tell me about {topic}",
              "what is {topic}?",
              "summarize {topic} for me",
              "explain {topic} in plain words",
              "why does {topic} matter?",
              "give me an overview of {topic}",
              "what are the main points of {topic}?",
              "compare approaches to {topic}",
              "who should know about {topic}?",
              "write a short note on {topic}");
      case MIXED ->
          about(
              "videos and documents about {topic}",
              "images and text on {topic}",
              "everything you have on {topic}",
              "a video with its slides on {topic}",
              "papers and talks about {topic}",
              "pictures as well as articles on {topic}",
              "podcast and transcript about {topic}",
              "show me {topic} in video and in writing",
              "diagrams and a guide for {topic}",
              "any material on {topic}, whatever the form");
    };
  }

  private static QueryTemplates about(String... templates) {
    return new QueryTemplates(List.of(templates), TOPICS);
  }
}
