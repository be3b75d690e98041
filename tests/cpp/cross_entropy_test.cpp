// Cross-entropy against the double-precision definitions: every size, convention and option.

#include "label_smoothing/cross_entropy.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "support.h"

namespace label_smoothing::test {
namespace {

constexpr Convention kConventions[] = {Convention::uniform, Convention::others, Convention::padded,
                                       Convention::prior};

/// Enough classes for the convention, and a padding class or prior where it wants one.
struct Scenario {
  Floats prior;
  Floats weights;
  CrossEntropyOptions options;

  Scenario(Convention convention, std::size_t classes, double alpha, bool weighted = false) {
    options.smoothing.label_smoothing = alpha;
    options.smoothing.convention = convention;
    options.reduction = Reduction::none;
    if (convention == Convention::padded) {
      options.smoothing.padding_index = static_cast<std::int32_t>(classes / 2);
    }
    if (convention == Convention::prior) {
      prior = random_probabilities(1, classes, 77);
      options.smoothing.prior = span(prior);
    }
    if (weighted) {
      weights = random_floats(classes, 0.2, 1.0, 78);
      for (float& weight : weights) weight = std::abs(weight);
      options.class_weights = span(weights);
    }
  }
};

bool enough_classes(Convention convention, std::size_t classes) {
  if (convention == Convention::others) return classes >= 2;
  if (convention == Convention::padded) return classes >= 3;
  return true;
}

std::string name_of(Convention convention, std::size_t classes) {
  return "convention " + std::to_string(static_cast<int>(convention)) +
         ", K = " + std::to_string(classes);
}

/// Runs with and without gradient and compares both with the definition.
template <class Targets>
void expect_definition(MatrixView<const float> logits, Targets targets,
                       const CrossEntropyOptions& options, double tolerance = kLossTolerance) {
  const reference::BatchLoss expected = reference::cross_entropy(logits, targets, options);
  const Result loss = run_cross_entropy(logits, targets, options);
  const Result both = run_cross_entropy_and_gradient(logits, targets, options);
  for (const Result* result : {&loss, &both}) {
    ASSERT_EQ(result->status, Status::ok);
    if (options.reduction == Reduction::none) {
      EXPECT_TRUE(all_close(result->elements, expected.elements, tolerance));
    } else {
      EXPECT_TRUE(close(result->loss, expected.reduced, tolerance));
    }
  }
  EXPECT_TRUE(all_close(both.gradient, expected.gradient, 2e-6, 3e-7));
}

TEST(CrossEntropy, EverySizeAndConvention) {
  for (const Convention convention : kConventions) {
    for (const std::size_t classes : interesting_sizes()) {
      if (!enough_classes(convention, classes)) continue;
      SCOPED_TRACE(name_of(convention, classes));
      const std::size_t rows = classes > 1000 ? 1 : 5;
      const Floats logits = random_floats(rows * classes, 3.0, 0.0, 1);
      const Indices targets = random_targets(rows, classes, 2);
      expect_definition(view(logits, rows), span(targets),
                        Scenario(convention, classes, 0.1).options);
    }
  }
}

TEST(CrossEntropy, EverySizeWithClassWeightsAndZLoss) {
  for (const Convention convention : kConventions) {
    for (const std::size_t classes : interesting_sizes()) {
      if (!enough_classes(convention, classes) || classes > 5000) continue;
      SCOPED_TRACE(name_of(convention, classes));
      const Floats logits = random_floats(3 * classes, 3.0, 0.0, 3);
      const Indices targets = random_targets(3, classes, 4);
      Scenario setup(convention, classes, 0.2, true);
      setup.options.z_loss = 1e-3;
      expect_definition(view(logits, 3), span(targets), setup.options);
    }
  }
}

TEST(CrossEntropy, EverySizeWithProbabilities) {
  for (const Convention convention : kConventions) {
    for (const std::size_t classes : interesting_sizes()) {
      if (!enough_classes(convention, classes) || classes > 5000) continue;
      SCOPED_TRACE(name_of(convention, classes));
      const Floats logits = random_floats(3 * classes, 3.0, 0.0, 5);
      const Floats targets = random_probabilities(3, classes, 6);
      const bool weighted = classes % 2 == 0;
      expect_definition(view(logits, 3), view(targets, 3),
                        Scenario(convention, classes, 0.3, weighted).options);
    }
  }
}

TEST(CrossEntropy, EverySmoothing) {
  for (const Convention convention : kConventions) {
    for (const double alpha : {0.0, 1e-6, 0.1, 0.5, 0.9, 0.999, 1.0}) {
      for (const std::size_t classes : Sizes{3, 10, 65, 1000}) {
        SCOPED_TRACE(name_of(convention, classes) + ", alpha " + std::to_string(alpha));
        const Floats logits = random_floats(4 * classes, 5.0, 0.0, 7);
        const Indices targets = random_targets(4, classes, 8);
        expect_definition(view(logits, 4), span(targets),
                          Scenario(convention, classes, alpha).options);
      }
    }
  }
}

TEST(CrossEntropy, LargeOffsetsAndScales) {
  // exp overflows at 89: 90 ... 100 works only when shifted first. At offsets of 1e5 the spacing of
  // floats is 1/128, and an unshifted sum of the logits has lost everything.
  struct {
    double scale;
    double offset;
  } const kCases[] = {{3, 95}, {1, 1e5}, {1, -1e5}, {80, 0}, {80, 1e5}, {0, 1e5}, {1e-4, 0}};
  for (const auto& each : kCases) {
    for (const Convention convention : kConventions) {
      for (const double alpha : {0.0, 0.1}) {
        for (const std::size_t classes : Sizes{3, 10, 64, 65, 1000, 50257}) {
          SCOPED_TRACE(name_of(convention, classes) + ", scale " + std::to_string(each.scale) +
                       ", offset " + std::to_string(each.offset));
          const std::size_t rows = classes > 1000 ? 1 : 6;
          const Floats logits = random_floats(rows * classes, each.scale, each.offset, 9);
          const Indices targets = random_targets(rows, classes, 10);
          expect_definition(view(logits, rows), span(targets),
                            Scenario(convention, classes, alpha).options);
        }
      }
    }
  }
}

TEST(CrossEntropy, ConfidentRowsKeepTheirDigits) {
  // One class leads by `lead`: the loss of a hard target is about (K - 1) exp(-lead). It may stand
  // in the first vector, in the middle, or behind the last whole vector.
  for (const std::size_t classes : Sizes{2, 3, 10, 64, 65, 257, 1000, 4099}) {
    for (const double lead : {0.5, 2.0, 8.0, 12.0, 20.0, 40.0, 80.0}) {
      for (const bool weighted : {false, true}) {
        SCOPED_TRACE("K = " + std::to_string(classes) + ", lead " + std::to_string(lead));
        const double tolerance = lead < 27.0 ? kLossTolerance : 6e-6;  // exp(-27) is 2e-12
        for (const std::size_t leader : Sizes{0, classes / 3, classes - 1}) {
          Floats logits = random_floats(classes, 0.3, 0.0, 11);
          const Indices targets{static_cast<std::int32_t>(leader)};
          logits[leader] = static_cast<float>(lead);
          expect_definition(view(logits, 1), span(targets),
                            Scenario(Convention::uniform, classes, 0.0, weighted).options,
                            tolerance);
          const Scenario smooth(Convention::uniform, classes, 1e-7, weighted);
          expect_definition(view(logits, 1), span(targets), smooth.options);
        }
      }
    }
  }
}

TEST(CrossEntropy, TargetFarBelowTheOthers) {
  // What the target class adds is large and, under `others` with a large alpha, must not be
  // subtracted from a sum that holds it.
  for (const Convention convention : kConventions) {
    for (const double alpha : {0.1, 0.95, 1.0}) {
      for (const std::size_t classes : Sizes{3, 10, 65, 1000}) {
        SCOPED_TRACE(name_of(convention, classes) + ", alpha " + std::to_string(alpha));
        Floats logits = random_floats(classes, 0.1, 0.0, 12);
        logits[0] = -30000.0F;
        const Indices targets{0};
        expect_definition(view(logits, 1), span(targets),
                          Scenario(convention, classes, alpha).options);
      }
    }
  }
}

TEST(CrossEntropy, RisingMaximumAcrossBlocks) {
  Floats logits(3000);
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = static_cast<float>(i) * 0.05F;
  const Indices targets{17};
  const Scenario setup(Convention::uniform, logits.size(), 0.1);
  expect_definition(view(logits, 1), span(targets), setup.options);
  std::reverse(logits.begin(), logits.end());
  expect_definition(view(logits, 1), span(targets), setup.options);
}

TEST(CrossEntropy, ThreeHundredThousandClasses) {
  const std::size_t classes = 300000;
  const Indices targets{123456};
  for (const double scale : {0.0, 1.0, 80.0}) {
    const Floats logits = random_floats(classes, scale, 3.0, 13);
    expect_definition(view(logits, 1), span(targets),
                      Scenario(Convention::uniform, classes, 0.1).options);
    expect_definition(view(logits, 1), span(targets),
                      Scenario(Convention::prior, classes, 0.1).options);
  }
}

TEST(CrossEntropy, EveryReduction) {
  const Floats logits = random_floats(7 * 10, 2.0, 0.0, 14);
  const Floats long_logits = random_floats(7 * 100, 2.0, 0.0, 14);
  const Indices targets{3, -100, 0, 9, 9, -100, 5};
  for (const Reduction reduction :
       {Reduction::none, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
    for (const bool weighted : {false, true}) {
      Scenario setup(Convention::uniform, 10, 0.1, weighted);
      setup.options.reduction = reduction;
      expect_definition(view(logits, 7), span(targets), setup.options);
      Scenario long_setup(Convention::others, 100, 0.1, weighted);
      long_setup.options.reduction = reduction;
      expect_definition(view(long_logits, 7), span(targets), long_setup.options);
      const Floats probabilities = random_probabilities(7, 10, 15);
      expect_definition(view(logits, 7), view(probabilities, 7), setup.options);
    }
  }
}

TEST(CrossEntropy, ClassWeightsNeverTouchTheZTerm) {
  // z-loss 0.1 of logits [1, 0]: -log p[0] + 0.1 lse^2, whatever the weight of class 0.
  const Floats logits{1.0F, 0.0F};
  const Indices targets{0};
  const Floats weights{10.0F, 10.0F};
  CrossEntropyOptions options;
  options.z_loss = 0.1;
  for (const bool weighted : {false, true}) {
    if (weighted) options.class_weights = span(weights);
    EXPECT_TRUE(
        close(run_cross_entropy(view(logits, 1), span(targets), options).loss, 0.485727, 0, 1e-6));
  }
}

TEST(CrossEntropy, EveryReductionWithZLossAndClassWeights) {
  const Indices targets{3, -100, 0, 9, 9, -100, 5};
  for (const std::size_t classes : Sizes{10, 100}) {
    const Floats logits = random_floats(7 * classes, 2.0, 0.0, 17);
    const Floats probabilities = random_probabilities(7, classes, 18);
    for (const Reduction reduction :
         {Reduction::none, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
      for (const Convention convention : kConventions) {
        Scenario setup(convention, classes, 0.1, true);
        for (float& weight : setup.weights) weight *= 4.0F;
        setup.options.reduction = reduction;
        setup.options.z_loss = 0.2;
        expect_definition(view(logits, 7), span(targets), setup.options);
        expect_definition(view(logits, 7), view(probabilities, 7), setup.options);
      }
    }
  }
}

TEST(CrossEntropy, SampleWeightsAndTemperature) {
  const Indices targets{3, -100, 0, 2, 2, -100, 5, 1, 4};
  const std::size_t rows = targets.size();
  Floats weights{0.5F, 2.0F, 0.0F, 3.0F, 1.0F, 0.0F, 0.25F, 1.0F, 0.0F};
  for (const std::size_t classes : Sizes{6, 10, 64, 65, 200}) {
    const Floats logits = random_floats(rows * classes, 2.0, 50.0, 19);
    const Floats probabilities = random_probabilities(rows, classes, 20);
    for (const Reduction reduction :
         {Reduction::none, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
      for (const Convention convention : kConventions) {
        for (const double temperature : {1.0, 0.25, 3.0}) {
          for (const bool weighted : {false, true}) {
            SCOPED_TRACE(name_of(convention, classes) + ", T " + std::to_string(temperature));
            Scenario setup(convention, classes, 0.1, weighted);
            setup.options.reduction = reduction;
            setup.options.sample_weights = span(weights);
            setup.options.temperature = temperature;
            setup.options.z_loss = weighted ? 0.01 : 0.0;
            expect_definition(view(logits, rows), span(targets), setup.options);
            expect_definition(view(logits, rows), view(probabilities, rows), setup.options);
          }
        }
      }
    }
  }
}

TEST(CrossEntropy, RowsOfWeightZeroAreInert) {
  for (const std::size_t classes : Sizes{5, 80}) {
    Floats logits = random_floats(3 * classes, 2.0, 0.0, 34);
    for (std::size_t i = 0; i < classes; ++i) logits[classes + i] = kNan;
    const Indices targets{0, 1, 2};
    const Floats probabilities = random_probabilities(3, classes, 35);
    const Floats weights{1.0F, 0.0F, 2.0F};
    CrossEntropyOptions options;
    options.sample_weights = span(weights);
    const auto expect_inert = [&](const Result& result) {
      EXPECT_TRUE(std::isfinite(result.loss));
      for (std::size_t i = 0; i < classes; ++i) {
        EXPECT_EQ(result.gradient[classes + i], 0.0F);
        EXPECT_TRUE(std::isfinite(result.gradient[i]));
      }
    };
    expect_inert(run_cross_entropy_and_gradient(view(logits, 3), span(targets), options));
    expect_inert(run_cross_entropy_and_gradient(view(logits, 3), view(probabilities, 3), options));
    const Floats none(3, 0.0F);
    options.sample_weights = span(none);
    options.all_ignored = AllIgnored::fail;
    EXPECT_EQ(run_cross_entropy(view(logits, 3), span(targets), options).status,
              Status::all_ignored);
  }
}

TEST(CrossEntropy, MaskedClassesAtEveryTemperature) {
  for (const std::size_t classes : Sizes{5, 80}) {
    for (const double temperature : {1e-30, 1e-3, 0.3, 7.0, 1e4, 1e30}) {
      Floats logits = random_floats(classes, 2.0, 0.0, 36);
      logits[3] = -kInfinity;
      const Indices targets{1};
      CrossEntropyOptions options;
      options.temperature = temperature;
      const Result result = run_cross_entropy_and_gradient(view(logits, 1), span(targets), options);
      const auto expected = reference::cross_entropy(view(logits, 1), span(targets), options);
      EXPECT_TRUE(close(result.loss, expected.reduced, 3e-6)) << temperature;
      EXPECT_EQ(result.gradient[3], 0.0F) << temperature;
    }
  }
}

TEST(CrossEntropy, PaddingIndexMakesRowsInertUnderEveryConvention) {
  for (const Convention convention : kConventions) {
    for (const std::size_t classes : Sizes{5, 80}) {
      SCOPED_TRACE(name_of(convention, classes));
      Scenario setup(convention, classes, 0.1);
      setup.options.smoothing.padding_index = 2;
      setup.options.reduction = Reduction::mean;
      const Floats logits = random_floats(4 * classes, 2.0, 0.0, 16);
      const Indices targets{2, 1, 2, 4};
      expect_definition(view(logits, 4), span(targets), setup.options);
      const Result result =
          run_cross_entropy_and_gradient(view(logits, 4), span(targets), setup.options);
      for (std::size_t i = 0; i < classes; ++i) EXPECT_EQ(result.gradient[i], 0.0F);
    }
  }
}

// --- identities --------------------------------------------------------------------------------

TEST(CrossEntropyIdentities, LessTheEntropyItIsTheKlDivergence) {
  for (const Convention convention : kConventions) {
    const std::size_t classes = 12;
    const Scenario setup(convention, classes, 0.2);
    const Floats logits = random_floats(classes, 2.0, 0.0, 20);
    const Indices targets{1};
    const Result ce = run_cross_entropy(view(logits, 1), span(targets), setup.options);
    Floats q(classes);
    Floats log_probs(classes);
    double kl = 0.0;
    double h = 0.0;
    ASSERT_EQ(smooth_targets(span(targets), setup.options.smoothing, output(q, 1)), Status::ok);
    ASSERT_EQ(log_softmax(view(logits, 1), output(log_probs, 1)), Status::ok);
    ASSERT_EQ(kl_div(view(log_probs, 1), view(q, 1), {}, {&kl, {}}), Status::ok);
    ASSERT_EQ(entropy(view(q, 1), Reduction::sum, {&h, {}}), Status::ok);
    EXPECT_NEAR(static_cast<double>(ce.elements[0]) - kl, h, 1e-6);
  }
}

TEST(CrossEntropyIdentities, UniformIsOthersWithLessSmoothing) {
  for (const std::size_t classes : Sizes{2, 10, 500}) {
    const auto k = static_cast<double>(classes);
    const Floats logits = random_floats(3 * classes, 2.0, 0.0, 21);
    const Indices targets = random_targets(3, classes, 22);
    const Result uniform = run_cross_entropy_and_gradient(
        view(logits, 3), span(targets), Scenario(Convention::uniform, classes, 0.3).options);
    const Result others = run_cross_entropy_and_gradient(
        view(logits, 3), span(targets),
        Scenario(Convention::others, classes, 0.3 * (k - 1) / k).options);
    EXPECT_TRUE(all_close(uniform.elements, others.elements, 1e-6));
    EXPECT_TRUE(all_close(uniform.gradient, others.gradient, 1e-6, 1e-7));
  }
}

TEST(CrossEntropyIdentities, PaddedIsOthersOnTheLiveClasses) {
  // A padding logit of -infinity takes the class out of the softmax altogether.
  for (const std::size_t classes : Sizes{5, 100}) {
    Floats logits = random_floats(classes, 2.0, 0.0, 23);
    const Floats live(logits.begin() + 1, logits.end());
    logits[0] = -kInfinity;
    Scenario padded(Convention::padded, classes, 0.2);
    padded.options.smoothing.padding_index = 0;
    const Indices target{3};
    const Indices live_target{2};
    const Result with =
        run_cross_entropy_and_gradient(view(logits, 1), span(target), padded.options);
    const Result without = run_cross_entropy_and_gradient(
        view(live, 1), span(live_target), Scenario(Convention::others, classes - 1, 0.2).options);
    EXPECT_TRUE(all_close(with.elements, without.elements, 1e-6));
    EXPECT_EQ(with.gradient[0], 0.0F);
    EXPECT_TRUE(all_close(Floats(with.gradient.begin() + 1, with.gradient.end()), without.gradient,
                          1e-6, 1e-7));
  }
}

TEST(CrossEntropyIdentities, PriorOfEqualSharesIsUniform) {
  const std::size_t classes = 16;
  const Floats logits = random_floats(2 * classes, 2.0, 0.0, 24);
  const Indices targets{0, 15};
  Scenario prior(Convention::prior, classes, 0.3);
  const Floats equal(classes, 1.0F / 16.0F);
  prior.options.smoothing.prior = span(equal);
  const Scenario uniform(Convention::uniform, classes, 0.3);
  EXPECT_TRUE(all_close(run_cross_entropy(view(logits, 2), span(targets), prior.options).elements,
                        run_cross_entropy(view(logits, 2), span(targets), uniform.options).elements,
                        1e-6));
}

TEST(CrossEntropyIdentities, OneHotProbabilitiesAreIndices) {
  for (const Convention convention : kConventions) {
    const std::size_t classes = 9;
    const Floats logits = random_floats(3 * classes, 2.0, 0.0, 25);
    const Indices targets{8, 4, 0};
    Floats one_hot(3 * classes, 0.0F);
    for (std::size_t r = 0; r < 3; ++r)
      one_hot[r * classes + static_cast<std::size_t>(targets[r])] = 1;
    const Scenario setup(convention, classes, 0.2);
    const Result indices =
        run_cross_entropy_and_gradient(view(logits, 3), span(targets), setup.options);
    const Result given =
        run_cross_entropy_and_gradient(view(logits, 3), view(one_hot, 3), setup.options);
    EXPECT_TRUE(all_close(given.elements, indices.elements, 1e-6));
    EXPECT_TRUE(all_close(given.gradient, indices.gradient, 1e-6, 1e-7));
  }
}

TEST(CrossEntropyIdentities, GradientIsTheFiniteDifferenceOfTheDefinition) {
  for (const Convention convention : kConventions) {
    for (const bool weighted : {false, true}) {
      const std::size_t classes = 6;
      Scenario setup(convention, classes, 0.2, weighted);
      setup.options.reduction = Reduction::mean;
      setup.options.z_loss = 0.01;
      const Floats logits = random_floats(3 * classes, 1.0, 0.0, 26);
      const Indices targets{1, -100, 5};
      const Result result =
          run_cross_entropy_and_gradient(view(logits, 3), span(targets), setup.options);
      for (std::size_t i = 0; i < logits.size(); ++i) {
        const float step = 0x1p-10F;
        Floats above = logits;
        Floats below = logits;
        above[i] += step;
        below[i] -= step;
        const double difference =
            reference::cross_entropy(view(above, 3), span(targets), setup.options).reduced -
            reference::cross_entropy(view(below, 3), span(targets), setup.options).reduced;
        const double width = static_cast<double>(above[i]) - static_cast<double>(below[i]);
        EXPECT_NEAR(static_cast<double>(result.gradient[i]), difference / width, 1e-6);
      }
    }
  }
}

TEST(CrossEntropyIdentities, GradientRowsOfDistributionsAddUpToZero) {
  for (const Convention convention : kConventions) {
    for (const std::size_t classes : Sizes{3, 10, 64, 65, 1000}) {
      const Floats logits = random_floats(classes, 3.0, 0.0, 27);
      const Indices targets{0};
      const Result result = run_cross_entropy_and_gradient(
          view(logits, 1), span(targets), Scenario(convention, classes, 0.1).options);
      double sum = 0.0;
      for (const float each : result.gradient) sum += static_cast<double>(each);
      EXPECT_NEAR(sum, 0.0, 5e-7) << name_of(convention, classes);
    }
  }
}

TEST(CrossEntropyIdentities, ShiftingALogitRowChangesNothing) {
  for (const std::size_t classes : Sizes{10, 300}) {
    Floats logits = random_floats(classes, 2.0, 0.0, 28);
    for (float& x : logits) x = std::round(x * 64.0F) / 64.0F;  // so that adding 1024 is exact
    Floats shifted = logits;
    for (float& x : shifted) x += 1024.0F;
    const Indices targets{3};
    const Scenario setup(Convention::uniform, classes, 0.1);
    const Result before =
        run_cross_entropy_and_gradient(view(logits, 1), span(targets), setup.options);
    const Result after =
        run_cross_entropy_and_gradient(view(shifted, 1), span(targets), setup.options);
    EXPECT_TRUE(same_bits(after.elements, before.elements));
    EXPECT_TRUE(same_bits(after.gradient, before.gradient));
  }
}

TEST(CrossEntropyIdentities, PermutingClassesPermutesTheGradient) {
  for (const std::size_t classes : Sizes{10, 300}) {
    const Floats logits = random_floats(classes, 2.0, 0.0, 29);
    const Floats reversed(logits.rbegin(), logits.rend());
    const Scenario setup(Convention::uniform, classes, 0.1);
    const Indices target{3};
    const Indices reversed_target{static_cast<std::int32_t>(classes) - 4};
    const Result plain =
        run_cross_entropy_and_gradient(view(logits, 1), span(target), setup.options);
    Result turned =
        run_cross_entropy_and_gradient(view(reversed, 1), span(reversed_target), setup.options);
    std::reverse(turned.gradient.begin(), turned.gradient.end());
    EXPECT_TRUE(all_close(turned.elements, plain.elements, 1e-6));
    EXPECT_TRUE(all_close(turned.gradient, plain.gradient, 1e-6, 1e-7));
  }
}

// --- memory ------------------------------------------------------------------------------------

TEST(CrossEntropy, RowsDoNotDependOnNeighborsOrAlignment) {
  for (const std::size_t classes : Sizes{3, 10, 63, 64, 65, 300}) {
    for (const bool weighted : {false, true}) {
      SCOPED_TRACE(classes);
      const std::size_t rows = 11;
      const Floats logits = random_floats(rows * classes, 2.0, 0.0, 30);
      const Indices targets = random_targets(rows, classes, 31);
      const Scenario setup(Convention::uniform, classes, 0.1, weighted);
      const Result all =
          run_cross_entropy_and_gradient(view(logits, rows), span(targets), setup.options);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t offset = 0; offset < 5; ++offset) {
          Floats moved(offset, 1e9F);
          moved.insert(moved.end(), logits.begin() + static_cast<std::ptrdiff_t>(r * classes),
                       logits.begin() + static_cast<std::ptrdiff_t>((r + 1) * classes));
          const MatrixView<const float> row{moved.data() + offset, 1, classes};
          const Result one = run_cross_entropy_and_gradient(
              row, Span<const std::int32_t>{&targets[r], 1}, setup.options);
          EXPECT_TRUE(same_bits(one.elements, {all.elements[r]}));
          EXPECT_TRUE(same_bits(
              one.gradient,
              Floats(all.gradient.begin() + static_cast<std::ptrdiff_t>(r * classes),
                     all.gradient.begin() + static_cast<std::ptrdiff_t>((r + 1) * classes))));
        }
      }
    }
  }
}

TEST(CrossEntropy, GradientMayReplaceTheLogits) {
  for (const std::size_t classes : interesting_sizes()) {
    if (classes < 3 || classes > 5000) continue;
    for (const Convention convention : kConventions) {
      SCOPED_TRACE(name_of(convention, classes));
      const Scenario setup(convention, classes, 0.1);
      const Floats logits = random_floats(5 * classes, 2.0, 0.0, 32);
      const Indices targets = random_targets(5, classes, 33);
      const Result apart =
          run_cross_entropy_and_gradient(view(logits, 5), span(targets), setup.options);
      Floats memory = logits;
      Floats elements(5);
      ASSERT_EQ(cross_entropy_and_gradient(view(memory, 5), span(targets), setup.options,
                                           {nullptr, {elements.data(), 5}}, output(memory, 5)),
                Status::ok);
      EXPECT_TRUE(same_bits(elements, apart.elements));
      EXPECT_TRUE(same_bits(memory, apart.gradient));
    }
  }
}

}  // namespace
}  // namespace label_smoothing::test
