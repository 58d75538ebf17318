package dev.tracewise.learn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tracewise.learn.fusion.FusionRecommendation.Verdict;
import dev.tracewise.learn.modality.MetaModel;
import dev.tracewise.learn.routing.ExponentialMean;
import dev.tracewise.model.Interval;
import dev.tracewise.model.Modality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTest {
  private static final ModalityPair VIDEO_DOCUMENT =
      new ModalityPair(Modality.VIDEO, Modality.DOCUMENT);
  private static final ModalityPair IMAGE_TEXT = new ModalityPair(Modality.IMAGE, Modality.TEXT);

  private static ModalityConfidence sure(Modality modality, double confidence) {
    return new ModalityConfidence(modality, confidence);
  }

  @Test
  void check26AgreementAsTheProgramMeasuresIt() {
    Agreement gap = Agreement.CONFIDENCE_GAP;
    assertThat(gap.of(sure(Modality.VIDEO, .8), sure(Modality.TEXT, .75)))
        .isEqualTo(.975, within(1e-12));
    assertThat(gap.of(sure(Modality.VIDEO, .9), sure(Modality.TEXT, .3)))
        .isEqualTo(.7, within(1e-12));
    for (Agreement rule : Agreement.values()) {
      assertThat(rule.of(sure(Modality.VIDEO, .8), null)).isEqualTo(1);
      assertThat(rule.of(sure(Modality.VIDEO, .8), sure(Modality.VIDEO, .1))).isEqualTo(1);
    }
  }

  /** In the seed's program two modalities of equal confidence agree fully. */
  @Test
  void modalitiesThatAreEquallyLikelyDoNotAgree() {
    Agreement ours = Agreement.DOMINANCE;
    assertThat(Agreement.CONFIDENCE_GAP.of(sure(Modality.VIDEO, .8), sure(Modality.TEXT, .8)))
        .isEqualTo(1);
    assertThat(ours.of(sure(Modality.VIDEO, .8), sure(Modality.TEXT, .8))).isZero();
    assertThat(ours.of(sure(Modality.VIDEO, .9), sure(Modality.TEXT, .3)))
        .isEqualTo(2.0 / 3, within(1e-12));
    assertThat(ours.of(sure(Modality.TEXT, .3), sure(Modality.VIDEO, .9)))
        .isEqualTo(2.0 / 3, within(1e-12));
    assertThat(ours.of(sure(Modality.VIDEO, .9), sure(Modality.TEXT, 0))).isEqualTo(1);
    assertThat(ours.of(sure(Modality.VIDEO, 0), sure(Modality.TEXT, 0))).isZero();
  }

  @ParameterizedTest(name = "check 27: {0}, {1}, {2} is {3}")
  @CsvSource({
    "test query, .5, 0, .53",
    "test query, .95, 0, .215",
    "test query, .6, .65, .6525",
    "show me videos or documents, .8, 0, .38",
    "test it, .8, 0, .32",
  })
  void check27Ambiguity(String query, double primary, double secondary, double expected) {
    assertThat(Ambiguity.of(query, primary, secondary)).isEqualTo(expected, within(1e-12));
  }

  /** The seed's program finds "or" in "tutorial" and "and" in "pandas". */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a tutorial on pandas please, .29",
    "surplus bothersome plushies alsoran, .29",
    "video as well as slides please, .38",
    "video or text, .38",
  })
  void joiningWordsAreWholeWords(String query, double expected) {
    assertThat(Ambiguity.of(query, .8, 0)).isEqualTo(expected, within(1e-12));
  }

  @Test
  void check28TheExponentialMeanOfAPair() {
    ExponentialMean one = new ExponentialMean(.1, 1, PairHistory.PRIOR).plus(1);
    ExponentialMean two = one.plus(1);
    assertThat(one.value()).isEqualTo(.73, within(1e-12));
    assertThat(two.value()).isEqualTo(.757, within(1e-12));
    assertThat(two.plus(0).value()).isEqualTo(.6813, within(1e-12));
  }

  /** One fusion that helped by so much. */
  private static PairBucket success(ModalityPair pair, long epochDay, double improvement) {
    return new PairBucket(pair, epochDay, 1, 1, Math.round(1e6 * improvement));
  }

  private static PairBucket failure(ModalityPair pair, long epochDay) {
    return new PairBucket(pair, epochDay, 1, 0, 0);
  }

  @Test
  void historyIsAdditiveAndForgetsOnReading() {
    List<PairBucket> buckets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      buckets.add(
          i % 4 == 0
              ? failure(VIDEO_DOCUMENT, 100 + i % 3)
              : success(VIDEO_DOCUMENT, 100 + i % 3, .1));
    }
    PairHistory whole = PairHistory.of(buckets, 30);
    Collections.shuffle(buckets, new Random(1));
    PairBucket joined = buckets.get(0);
    List<PairBucket> rest = new ArrayList<>();
    for (PairBucket bucket : buckets.subList(1, 40)) {
      if (bucket.epochDay() == joined.epochDay()) {
        joined = joined.plus(bucket);
      } else {
        rest.add(bucket);
      }
    }
    rest.add(joined);
    PairHistory cut = PairHistory.of(rest, 30);
    assertThat(cut.successRate(VIDEO_DOCUMENT, 130))
        .isEqualTo(whole.successRate(VIDEO_DOCUMENT, 130));
    assertThat(cut.totals()).isEqualTo(whole.totals());
    assertThat(whole.totals().get(0).meanImprovement()).isEqualTo(.075, within(1e-12));

    PairHistory one = PairHistory.of(List.of(success(VIDEO_DOCUMENT, 100, .2)), 30);
    assertThat(one.successRate(VIDEO_DOCUMENT, 100)).isEqualTo(.73, within(1e-12));
    assertThat(one.successRate(VIDEO_DOCUMENT, 130)).isEqualTo(6.8 / 9.5, within(1e-12));
    assertThat(one.successRate(IMAGE_TEXT, 130)).isEqualTo(.7, within(1e-12));
  }

  @Test
  void check30Statistics() {
    PairHistory history =
        PairHistory.of(
            List.of(
                success(VIDEO_DOCUMENT, 1, .1),
                success(VIDEO_DOCUMENT, 1, .3),
                failure(VIDEO_DOCUMENT, 2),
                success(IMAGE_TEXT, 2, .2)),
            30);
    assertThat(history.overallSuccessRate()).isEqualTo(.75);
    assertThat(history.totals())
        .extracting(t -> t.pair().id())
        .containsExactly("video+document", "image+text");
    assertThat(history.totals().get(0).successRate()).isEqualTo(.6667, within(5e-5));
    assertThat(history.totals().get(1).successRate()).isEqualTo(1);
    assertThat(PairHistory.of(List.of(), 30).overallSuccessRate()).isNull();
    assertThat(new PairBucket(IMAGE_TEXT, 1, 0, 0, 0).meanImprovement()).isZero();
  }

  @Test
  void check29TheRule() {
    assertThat(new FusionContext(.5, .6, .2, .8, .7).benefitByRule()).isEqualTo(.72, within(1e-12));
    assertThat(new FusionContext(.5, .3, .9, .2, .7).benefitByRule()).isEqualTo(.21, within(1e-12));
    assertThat(new FusionContext(.5, 1, 0, 1, .7).benefitByRule()).isEqualTo(1, within(1e-12));
    assertThat(FusionContext.DEFAULTS.benefitByRule()).isEqualTo(.57, within(1e-12));
    assertThat(FusionContext.DEFAULTS.features())
        .containsExactly(.5, .3, 0, .5, .7)
        .hasSize(MetaModel.FUSION_BENEFIT.featureNames().size());
    assertThatThrownBy(() -> new FusionContext(.5, Double.NaN, 0, .5, .7))
        .hasMessageContaining("the confidence of the second modality is NaN");
    assertThatThrownBy(() -> sure(Modality.VIDEO, Double.POSITIVE_INFINITY))
        .hasMessageContaining("the confidence of video is Infinity");
  }

  @Test
  void check31Recommendation() {
    PairHistory history = PairHistory.of(List.of(), 30);
    List<ModalityConfidence> two = List.of(sure(Modality.TEXT, .4), sure(Modality.VIDEO, .8));
    FusionAdvice sureOfIt = expecting(history, List.of(), .8);
    FusionRecommendation fuse = sureOfIt.recommend("videos and text please", two, 1);
    assertThat(fuse.verdict()).isEqualTo(Verdict.FUSE);
    assertThat(fuse.primary()).isEqualTo(Modality.VIDEO);
    assertThat(fuse.secondary()).isEqualTo(Modality.TEXT);
    assertThat(fuse.expectedBenefit()).isEqualTo(.8);
    assertThat(fuse.decidedBy()).isEqualTo("version:3");
    assertThat(fuse.reason())
        .isEqualTo(
            "expected benefit 0.800, at least 0.5: confidences 0.80 and 0.40, agreement 0.50,"
                + " ambiguity 0.52, the pair helped in 70 %");
    FusionRecommendation little = expecting(history, List.of(), .3).recommend("videos", two, 1);
    assertThat(little.verdict().id()).isEqualTo("insufficient_benefit");
    assertThat(little.fuses()).isFalse();
    assertThat(fuse.fuses()).isTrue();
    assertThat(fuse.verdict().cause()).isEqualTo("sufficient_benefit");
    FusionRecommendation alone =
        byRule(history)
            .recommend("videos", List.of(sure(Modality.VIDEO, .8), sure(Modality.VIDEO, .9)), 1);
    assertThat(alone.verdict().id()).isEqualTo("only_one_modality");
    assertThat(alone.secondary()).isNull();
    assertThat(alone.decidedBy()).isEqualTo("rule");
    assertThat(alone.primary()).isEqualTo(Modality.VIDEO);
    assertThat(alone.reason()).isEqualTo("only video was detected, two are needed");
    FusionRecommendation nothing = sureOfIt.recommend("videos", List.of(), 1);
    assertThat(nothing.primary()).isNull();
    assertThat(nothing.verdict().cause()).isEqualTo("only_one_modality");
    assertThat(nothing.reason()).isEqualTo("no modality was detected, two are needed");
  }

  private static FusionAdvice byRule(PairHistory history) {
    return new FusionAdvice(
        Agreement.DOMINANCE, history, List.of(), (pair, context) -> FusionBenefit.byRule(context));
  }

  private static FusionAdvice expecting(
      PairHistory history, List<FusionPattern> patterns, double benefit) {
    return new FusionAdvice(
        Agreement.DOMINANCE,
        history,
        patterns,
        (pair, context) -> new FusionBenefit(benefit, .5, "version:3"));
  }

  @Test
  void whatEarnedLessBeyondDoubtIsNotFusedWhateverIsExpected() {
    PairHistory history = PairHistory.of(List.of(), 30);
    List<ModalityConfidence> two = List.of(sure(Modality.DOCUMENT, .8), sure(Modality.VIDEO, .7));
    FusionPattern worse =
        new FusionPattern("sessions", VIDEO_DOCUMENT, 41, 50, new Interval(-.1, -.15, -.05));
    FusionRecommendation advice =
        expecting(history, List.of(worse), .9).recommend("videos and notes", two, 1);
    assertThat(advice.verdict()).isEqualTo(Verdict.EARNED_LESS);
    assertThat(advice.fuses()).isFalse();
    assertThat(advice.expectedBenefit()).isEqualTo(.9);
    assertThat(advice.reason())
        .isEqualTo(
            "41 sessions with video+document earned -0.1000 (-0.1500 to -0.0500) beside 50 with"
                + " one of the two");
    FusionPattern doubtful =
        new FusionPattern("sessions", VIDEO_DOCUMENT, 41, 50, new Interval(-.1, -.25, .05));
    FusionPattern other =
        new FusionPattern("sessions", IMAGE_TEXT, 41, 50, new Interval(-.1, -.15, -.05));
    FusionRecommendation fuse =
        expecting(history, List.of(doubtful, other), .9).recommend("videos and notes", two, 1);
    assertThat(fuse.verdict()).isEqualTo(Verdict.FUSE);
    assertThat(fuse.reason())
        .startsWith("expected benefit 0.900, at least 0.5: ")
        .endsWith(
            "; 41 sessions with video+document earned -0.1000 (-0.2500 to +0.0500) beside 50 with"
                + " one of the two");
  }

  /** A rule gives a score, a model the reward that is gained. */
  @Test
  void theBenefitOfAModelIsWorthwhileFromLess() {
    assertThat(FusionBenefit.byModel(.03, "modality/video/fusion_benefit@2").isWorthwhile())
        .isTrue();
    assertThat(FusionBenefit.byModel(.01, "v").isWorthwhile()).isFalse();
    assertThat(FusionBenefit.byModel(-.4, "v").expected()).isZero();
    assertThat(FusionBenefit.byRule(FusionContext.DEFAULTS))
        .isEqualTo(new FusionBenefit(FusionContext.DEFAULTS.benefitByRule(), .5, "rule"));
  }

  @Test
  void whatWasKnownBeforeADayHasNothingOfThatDay() {
    PairHistory history =
        PairHistory.of(List.of(success(VIDEO_DOCUMENT, 100, .2), failure(VIDEO_DOCUMENT, 101)), 30);
    assertThat(history.successRateBefore(VIDEO_DOCUMENT, 100)).isEqualTo(.7, within(1e-12));
    double weight = Math.pow(2, -1.0 / 30);
    assertThat(history.successRateBefore(VIDEO_DOCUMENT, 101))
        .isEqualTo((6.3 + weight) / (9 + weight), within(1e-12));
    assertThat(history.successRateBefore(IMAGE_TEXT, 101)).isEqualTo(.7, within(1e-12));
  }

  @Test
  void theTwoLikeliestAreFused() {
    FusionRecommendation byRule =
        byRule(PairHistory.of(List.of(), 30))
            .recommend(
                "show it as video or as text",
                List.of(
                    sure(Modality.AUDIO, .1), sure(Modality.TEXT, .7), sure(Modality.VIDEO, .7)),
                1);
    assertThat(byRule.verdict()).isEqualTo(Verdict.FUSE);
    assertThat(byRule.primary()).isEqualTo(Modality.VIDEO);
    assertThat(byRule.secondary()).isEqualTo(Modality.TEXT);
    // .4 · .7 + .3 · 1 + .3 · (.7 · (.3 + 1) / 2 + .3 · .8)
    assertThat(byRule.expectedBenefit()).isEqualTo(.28 + .3 + .3 * .695, within(1e-12));
  }

  @Test
  void patternsAreDiscoveredFromSessionsThatUsedTwo() {
    List<SessionReward> sessions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double noise = i % 2 == 0 ? .05 : -.05;
      sessions.add(
          new SessionReward("u" + i, Set.of(Modality.VIDEO, Modality.DOCUMENT), .8 + noise));
      sessions.add(new SessionReward("v" + i, Set.of(Modality.VIDEO), .6 + noise));
      sessions.add(new SessionReward("w" + i, Set.of(Modality.TEXT), .5 + noise));
      sessions.add(new SessionReward("x" + i, Set.of(Modality.VIDEO, Modality.TEXT), .4 + noise));
    }
    List<FusionPattern> patterns = FusionPattern.discover("sessions", sessions);
    assertThat(patterns)
        .extracting(p -> p.pair().id())
        .containsExactly("video+document", "video+text");
    FusionPattern best = patterns.get(0);
    assertThat(best.difference().estimate()).isEqualTo(.2, within(1e-12));
    assertThat(best.difference().low()).isGreaterThan(.17);
    assertThat(best.together()).isEqualTo(40);
    assertThat(best.alone()).isEqualTo(40);
    assertThat(FusionPattern.discover("sessions", sessions.subList(0, 100))).isEmpty();
  }
}
