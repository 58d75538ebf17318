package dev.tracewise.jobs.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of the demonstration's users. */
final class Phrasebook {
  static final List<Topic> TOPICS = topics();
  static final List<Phrase> ROUTER = router();
  static final List<Phrase> ANSWERER = answerer();
  static final List<String> OPENINGS =
      List.of("", "", "", "", "please ", "hey, ", "hi there, ", "quick one: ", "could you help? ");
  static final List<String> CLOSINGS =
      List.of(
          "",
          "",
          "",
          "",
          " thanks",
          " please",
          " for my class",
          " before the meeting at noon",
          " when you have a minute",
          " (again)");

  private static final double PRIMARY = 1.8;
  private static final double SECONDARY = 0.7;
  private static final double OTHER = -1.2;

  private Phrasebook() {}

  private static List<Topic> topics() {
    List<Topic> topics = new ArrayList<>();
    add(topics, "animal", "otters", "snow leopards", "honey bees");
    add(topics, "music", "jazz improvisation", "Beethoven's ninth", "the blues scale");
    add(topics, "cooking", "sourdough bread", "knife skills", "ramen broth");
    add(topics, "law", "tenancy law", "consent under the GDPR", "tax returns");
    add(topics, "medicine", "heart surgery", "vaccine trials", "sleep apnea");
    add(topics, "science", "quantum computing", "black holes", "plate tectonics");
    add(topics, "person", "Marie Curie", "Ada Lovelace", "Frida Kahlo");
    add(topics, "place", "Lisbon", "Kyoto", "the Atacama desert");
    add(topics, "craft", "bicycle repair", "knitting socks", "dovetail joints");
    return List.copyOf(topics);
  }

  private static void add(List<Topic> topics, String type, String... names) {
    for (String name : names) {
      topics.add(new Topic(name, type));
    }
  }

  private static List<Phrase> router() {
    List<Phrase> phrases = new ArrayList<>();
    ask(
        phrases,
        "video_search",
        "image_search",
        "show me videos about {t}",
        "I want to watch something on {t}",
        "how is {t} done, I have to see it in motion",
        "is there a recording of the talk on {t}");
    ask(
        phrases,
        "video_search",
        "summarizer",
        "find the moment where {t} comes up",
        "is there a tutorial on {t}");
    ask(
        phrases,
        "document_search",
        "summarizer",
        "find the paper on {t}",
        "where is it written how {t} works",
        "which section of the manual covers {t}",
        "what are the rules on {t}, word for word",
        "I need the document that says who may use footage of {t}");
    ask(
        phrases,
        "image_search",
        "video_search",
        "what does {t} look like",
        "show me {t}",
        "find the diagram of {t}",
        "is there a picture of {t} I can show to the class",
        "I need a cover illustration for the report on {t}");
    ask(
        phrases,
        "audio_analysis",
        "summarizer",
        "what did she say about {t} on the call",
        "who is speaking in the {t} clip",
        "transcribe the voice memo on {t}",
        "play me the podcast about {t}",
        "is that a violin in the recording of {t}");
    ask(
        phrases,
        "summarizer",
        "document_search",
        "summarize everything on {t}",
        "give me the gist of the {t} video",
        "what are the main points of the recording on {t}",
        "I missed the meeting on {t}, what happened",
        "tl;dr of the long report on {t}",
        "I have no time to watch the lecture on {t}, what do I need to know");
    return List.copyOf(phrases);
  }

  private static void ask(List<Phrase> phrases, String first, String second, String... templates) {
    Map<String, Double> pull = new HashMap<>();
    new RouterAgent().options().forEach(option -> pull.put(option, OTHER));
    pull.put(first, PRIMARY);
    pull.put(second, SECONDARY);
    for (String template : templates) {
      phrases.add(new Phrase(template, Map.copyOf(pull)));
    }
  }

  private static List<Phrase> answerer() {
    List<Phrase> phrases = new ArrayList<>();
    reply(
        phrases,
        1.6,
        -0.6,
        "what is {t}",
        "define {t} in one line",
        "how do you spell {t}",
        "translate {t} into Portuguese for a postcard to my aunt who collects stamps",
        "give me a title for a talk on {t}",
        "say something nice about {t}, just a few words");
    reply(
        phrases,
        0.2,
        0.2,
        "tell me more about {t}",
        "list five facts about {t}",
        "rewrite my note on {t} in a friendly tone",
        "what should I read first about {t}");
    reply(
        phrases,
        -2.0,
        0.4,
        "why does {t} matter, argue both sides",
        "compare {t} with its closest alternative step by step",
        "plan a week of lessons on {t} with goals, material and a test for each day",
        "prove me wrong on {t}",
        "what would change if {t} did not exist",
        "find the contradiction in these two claims about {t}");
    return List.copyOf(phrases);
  }

  private static void reply(List<Phrase> phrases, double small, double large, String... templates) {
    for (String template : templates) {
      phrases.add(
          new Phrase(template, Map.of(AnswererAgent.SMALL, small, AnswererAgent.LARGE, large)));
    }
  }
}
