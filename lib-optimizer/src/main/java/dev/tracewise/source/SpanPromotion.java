package dev.tracewise.source;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the span of a draft: what the conventions say becomes columns. A draft with a fault becomes
 * a rejection.
 */
final class SpanPromotion {
  /** Asked in this order; the first that knows an answer gives it. */
  private static final List<Convention> CONVENTIONS =
      List.of(new OpenInferenceConvention(), new GenAiConvention(), new VercelConvention());

  /** Where routers say which modalities they detected in a query. */
  private static final List<String> DETECTED =
      List.of("query.modality_intent", "routing.detected_modalities");

  /** What OTel's SDKs call a service that nobody named. */
  private static final String UNNAMED_SERVICE = "unknown_service";

  /** Langfuse's name of a call to a language model. */
  private static final String GENERATION = "GENERATION";

  private static final Problem UNKNOWN =
      new Problem("missing_field", null, "A field of the span's core is missing.");

  private SpanPromotion() {}

  /** The span and the feedback that it carries, or its rejection. */
  static List<Parsed> promote(SpanDraft draft) {
    Parsed parsed = span(draft);
    List<Judgement> annotations =
        Judgement.annotations(draft.attributes, MissingNode.getInstance());
    if (!(parsed instanceof Span span) || (annotations.isEmpty() && draft.evaluations.isEmpty())) {
      return List.of(parsed);
    }
    List<Parsed> all = new ArrayList<>();
    all.add(span);
    annotations.forEach(judgement -> all.add(judgement.feedback(draft, span)));
    draft.evaluations.forEach(judgement -> all.add(judgement.feedback(draft, span)));
    return all;
  }

  private static Parsed span(SpanDraft draft) {
    Attributes attributes = draft.attributes;
    PromotedKeys keys = draft.keys;
    Conversation input = side(draft, draft.input, Side.INPUT);
    Conversation output = side(draft, draft.output, Side.OUTPUT);
    Long inputTokens = attributes.count(keys.inputTokens());
    Long outputTokens = attributes.count(keys.outputTokens());
    Double cost = attributes.amount(keys.cost());
    String tenant = tenant(draft);
    Instant start = draft.startTime;
    Instant end = draft.endTime;
    if (start != null && end != null && end.isBefore(start)) {
      draft.faults.impossibleTime("end_time", "is before the start");
    }
    Problem fault = draft.faults.first();
    if (fault != null
        || draft.traceId == null
        || draft.spanId == null
        || draft.name == null
        || start == null
        || end == null) {
      return Rejections.of(draft.record, draft.origin, fault == null ? UNKNOWN : fault);
    }
    return new Span(
        tenant,
        draft.traceId,
        draft.spanId,
        draft.parentSpanId,
        draft.name,
        kind(attributes, keys),
        start,
        end,
        draft.status,
        agent(attributes, keys),
        attributes.text(keys.session()),
        attributes.text(keys.user()),
        modality(attributes, input, output),
        attributes.text(keys.model()),
        inputTokens,
        outputTokens,
        cost,
        input.text(),
        output.text(),
        input.messages(),
        output.messages(),
        attributes.values(),
        convention(draft));
  }

  private static Conversation side(SpanDraft draft, @Nullable Conversation given, Side side) {
    if (given != null) {
      return given;
    }
    Conversation plain = Conversation.EMPTY;
    for (Convention convention : CONVENTIONS) {
      Conversation found = convention.side(draft.attributes, side);
      if (!found.messages().isEmpty()) {
        return found;
      }
      plain = plain.isEmpty() ? found : plain;
    }
    Conversation events = side == Side.INPUT ? draft.eventInput : draft.eventOutput;
    return events.isEmpty() ? plain : events;
  }

  private static String kind(Attributes attributes, PromotedKeys keys) {
    String named = attributes.text(keys.kind());
    if (GENERATION.equals(named)) {
      return "LLM";
    }
    if (named != null && OpenInferenceConvention.KINDS.contains(named.toUpperCase(Locale.ROOT))) {
      return named.toUpperCase(Locale.ROOT);
    }
    for (Convention convention : CONVENTIONS) {
      String kind = convention.kind(attributes);
      if (kind != null && OpenInferenceConvention.KINDS.contains(kind)) {
        return kind;
      }
    }
    return "UNKNOWN";
  }

  private static @Nullable String agent(Attributes attributes, PromotedKeys keys) {
    String agent = attributes.text(keys.agent());
    return agent == null || agent.startsWith(UNNAMED_SERVICE) ? null : agent;
  }

  private static @Nullable String modality(
      Attributes attributes, Conversation input, Conversation output) {
    String named = attributes.text("tracewise.modality");
    Optional<Modality> given = named == null ? Optional.empty() : Modality.of(named);
    if (given.isPresent()) {
      return given.get().id();
    }
    Optional<Modality> detected = Modality.primary(names(attributes.text(DETECTED)));
    if (detected.isPresent()) {
      return detected.get().id();
    }
    Set<Modality> media = EnumSet.noneOf(Modality.class);
    media.addAll(input.media());
    media.addAll(output.media());
    if (media.size() > 1) {
      return Modality.MIXED.id();
    }
    if (!media.isEmpty()) {
      return media.iterator().next().id();
    }
    return input.isEmpty() && output.isEmpty() ? null : Modality.TEXT.id();
  }

  /** The words of a name, of names with commas, or of an array as JSON or Python write it. */
  private static List<String> names(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("[^\\p{L}]+", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private static String tenant(SpanDraft draft) {
    String named = draft.attributes.text("tracewise.tenant_id");
    String own = draft.origin.tenantId();
    if (named == null || named.equals(own)) {
      return own;
    }
    if (draft.origin.tenantField() == RecordOrigin.TenantField.TRUSTED) {
      return named;
    }
    draft.faults.add(
        "wrong_tenant",
        "tracewise.tenant_id",
        "The record belongs to tenant \"" + named + "\", not to \"" + own + "\".");
    return own;
  }

  private static String convention(SpanDraft draft) {
    if (draft.keys.path().isEmpty()) {
      return draft.format;
    }
    for (Convention convention : CONVENTIONS) {
      if (convention.appliesTo(draft.attributes)) {
        String version = convention.version(draft.scope);
        return version == null ? convention.name() : convention.name() + "/" + version;
      }
    }
    return draft.format;
  }
}
