// The committed vectors of tests/golden: PyTorch and double precision.

#include "golden.h"

#include <string>

#include "support.h"

namespace label_smoothing::test {
namespace {

Convention convention_of(const Json& test_case) {
  const std::string name = text(test_case.at("convention"));
  if (name == "uniform") return Convention::uniform;
  if (name == "others") return Convention::others;
  if (name == "padded") return Convention::padded;
  if (name == "prior") return Convention::prior;
  throw std::runtime_error("unknown convention " + name);
}

Reduction reduction_of(const Json& test_case) {
  const std::string name = text(test_case.at("reduction"));
  if (name == "none") return Reduction::none;
  if (name == "sum") return Reduction::sum;
  if (name == "mean") return Reduction::mean;
  if (name == "batchmean") return Reduction::batchmean;
  throw std::runtime_error("unknown reduction " + name);
}

/// Options with the memory that they refer to.
struct Options {
  Floats prior;
  Floats weights;
  CrossEntropyOptions options;

  explicit Options(const Json& test_case)
      : prior(numbers<float>(test_case, "prior")),
        weights(numbers<float>(test_case, "classWeights")) {
    options.smoothing.label_smoothing = number(test_case.at("labelSmoothing"));
    options.smoothing.convention = convention_of(test_case);
    if (test_case.contains("paddingIndex")) {
      options.smoothing.padding_index = test_case.at("paddingIndex").get<std::int32_t>();
    }
    options.smoothing.prior = span(prior);
    options.class_weights = span(weights);
    options.z_loss = test_case.value("zLoss", options.z_loss);
  }
};

Floats smooth(const Indices& targets, const Smoothing& smoothing, std::size_t classes) {
  Floats q(targets.size() * classes);
  EXPECT_EQ(smooth_targets(span(targets), smoothing, output(q, targets.size())), Status::ok);
  return q;
}

TEST(Golden, ConventionsOfOneRow) {
  for (const Json& test_case : golden_cases("conventions")) {
    SCOPED_TRACE(text(test_case.at("convention")));
    const Options options(test_case);
    const Floats x = numbers<float>(test_case, "logits");
    const Indices target{static_cast<std::int32_t>(number(test_case.at("target")))};
    const Floats q = smooth(target, options.options.smoothing, x.size());
    EXPECT_TRUE(all_close(q, numbers<double>(test_case, "q"), 6e-8));

    const Result result = run_cross_entropy_and_gradient(view(x, 1), span(target), options.options);
    ASSERT_EQ(result.status, Status::ok);
    const bool weighted = !options.weights.empty();
    const double divisor = weighted ? static_cast<double>(options.weights[1]) : 1.0;
    EXPECT_TRUE(close(result.loss, number(test_case.at("crossEntropy")) / divisor, kLossTolerance));
    EXPECT_TRUE(all_close(result.gradient, numbers<double>(test_case, "gradient"), 0, 3e-7));

    double entropy_of_q = 0.0;
    ASSERT_EQ(entropy(view(q, 1), Reduction::sum, {&entropy_of_q, {}}), Status::ok);
    EXPECT_TRUE(close(entropy_of_q, number(test_case.at("entropy")), 1e-6));

    Floats log_probs(x.size());
    ASSERT_EQ(log_softmax(view(x, 1), output(log_probs, 1)), Status::ok);
    double kl = 0.0;
    ASSERT_EQ(kl_div(view(log_probs, 1), view(q, 1), {}, {&kl, {}}), Status::ok);
    EXPECT_TRUE(close(kl, number(test_case.at("klDiv")), 1e-6));
  }
}

TEST(Golden, CrossEntropyBatches) {
  for (const Json& test_case : golden_cases("cross_entropy")) {
    SCOPED_TRACE(text(test_case.at("name")));
    Options options(test_case);
    options.options.reduction = reduction_of(test_case);
    const auto rows = static_cast<std::size_t>(number(test_case.at("rows")));
    const Floats x = numbers<float>(test_case, "logits");
    const auto run = [&](auto targets) {
      const Result loss = run_cross_entropy(view(x, rows), targets, options.options);
      const Result both = run_cross_entropy_and_gradient(view(x, rows), targets, options.options);
      ASSERT_EQ(loss.status, Status::ok);
      ASSERT_EQ(both.status, Status::ok);
      for (const Result* result : {&loss, &both}) {
        if (options.options.reduction == Reduction::none) {
          EXPECT_TRUE(
              all_close(result->elements, numbers<double>(test_case, "loss"), kLossTolerance));
        } else {
          EXPECT_TRUE(close(result->loss, number(test_case.at("loss")), kLossTolerance));
        }
      }
      if (test_case.contains("gradient")) {
        EXPECT_TRUE(all_close(both.gradient, numbers<double>(test_case, "gradient"), 1e-6, 3e-7));
      }
    };
    if (test_case.contains("probabilities")) {
      const Floats targets = numbers<float>(test_case, "targets");
      run(view(targets, rows));
    } else {
      const Indices targets = numbers<std::int32_t>(test_case, "targets");
      run(span(targets));
    }
  }
}

TEST(Golden, KlDivergence) {
  for (const Json& test_case : golden_cases("kl_divergence")) {
    KlDivergenceOptions options;
    options.reduction = reduction_of(test_case);
    options.log_target = test_case.at("logTarget").get<bool>();
    SCOPED_TRACE(text(test_case.at("reduction")) + (options.log_target ? ", log target" : ""));
    const auto rows = static_cast<std::size_t>(number(test_case.at("rows")));
    const Floats log_probs = numbers<float>(test_case, "logProbs");
    const Floats target = numbers<float>(test_case, "target");
    Floats elements(options.reduction == Reduction::none ? target.size() : 0);
    Floats gradient(target.size());
    double reduced = 0.0;
    const LossOutput loss{&reduced, {elements.data(), elements.size()}};
    ASSERT_EQ(kl_div_and_gradient(view(log_probs, rows), view(target, rows), options, loss,
                                  output(gradient, rows)),
              Status::ok);
    if (options.reduction == Reduction::none) {
      EXPECT_TRUE(all_close(elements, numbers<double>(test_case, "loss"), 0, 4e-7));
    } else {
      EXPECT_TRUE(close(reduced, number(test_case.at("loss")), 1e-6, 1e-7));
    }
    EXPECT_TRUE(all_close(gradient, numbers<double>(test_case, "gradient"), 3e-7));
  }
}

/// KL(q || p) of the rows whose predictions are given as probabilities.
double kl_of_probabilities(const Floats& q, const std::vector<double>& p, std::size_t rows) {
  Floats log_probs;
  for (const double each : p) log_probs.push_back(static_cast<float>(std::log(each)));
  KlDivergenceOptions options;
  options.reduction = Reduction::sum;
  double kl = -1.0;
  EXPECT_EQ(kl_div(view(log_probs, rows), view(q, rows), options, {&kl, {}}), Status::ok);
  return kl;
}

TEST(Golden, FiguresOfTheArticle) {
  int figures = 0;
  for (const Json& test_case : golden_cases("seed")) {
    const std::string figure = text(test_case.at("figure"));
    SCOPED_TRACE(figure);
    const Options options(test_case);
    const Smoothing& smoothing = options.options.smoothing;
    const auto classes = static_cast<std::size_t>(number(test_case.at("classes")));
    ++figures;
    if (figure == "targets") {
      const Floats q =
          smooth({static_cast<std::int32_t>(number(test_case.at("target")))}, smoothing, classes);
      EXPECT_TRUE(all_close(q, numbers<double>(test_case, "q"), 6e-8));
    } else if (figure == "heatmap" || figure == "steps") {
      const Indices targets = numbers<std::int32_t>(test_case, "targets");
      const Floats q = smooth(targets, smoothing, classes);
      EXPECT_TRUE(same_bits(q, numbers<float>(test_case, "q")));
      if (figure == "heatmap") continue;
      std::vector<double> predictions;
      std::vector<double> floored;
      double sum = 0.0;
      for (const double p : numbers<double>(test_case, "predictions")) sum += p > 0.0 ? p : 1e-10;
      for (std::size_t r = 0; r < targets.size(); ++r) {
        for (const double p : numbers<double>(test_case, "predictions")) {
          predictions.push_back(p);
          floored.push_back((p > 0.0 ? p : 1e-10) / sum);
        }
      }
      EXPECT_EQ(kl_of_probabilities(q, predictions, targets.size()), INFINITY);
      EXPECT_TRUE(close(kl_of_probabilities(q, floored, targets.size()),
                        number(test_case.at("flooredKlDiv")), 1e-6));
      EXPECT_NEAR(number(test_case.at("flooredKlDiv")), 5.97115, 5e-6);
    } else if (figure == "loss-curve") {
      const Floats q =
          smooth({static_cast<std::int32_t>(number(test_case.at("target")))}, smoothing, classes);
      const std::vector<double> curve = numbers<double>(test_case, "klDiv");
      ASSERT_EQ(curve.size(), 99U);
      for (std::size_t i = 0; i < curve.size(); ++i) {
        const double x = static_cast<double>(i + 1);
        const double d = x + 3.0;
        const double sum = 1.0 + 1e-10;
        const double kl = kl_of_probabilities(
            q, {1e-10 / sum, x / d / sum, 1 / d / sum, 1 / d / sum, 1 / d / sum}, 1);
        EXPECT_TRUE(close(kl, curve[i], 0, 4e-7 * 3.0)) << "x = " << x;
      }
    } else {
      ASSERT_EQ(figure, "cross-entropy");
      const Floats x = numbers<float>(test_case, "logits");
      const Indices target{static_cast<std::int32_t>(number(test_case.at("target")))};
      const Result result = run_cross_entropy(view(x, 1), span(target), options.options);
      EXPECT_TRUE(close(result.loss, number(test_case.at("crossEntropy")), kLossTolerance));
    }
  }
  EXPECT_EQ(figures, 7);
}

/// Calibrates the rows in batches of two.
Calibrator calibrate(const Json& test_case, std::vector<double>& memory,
                     std::vector<Prediction>& predictions) {
  const auto classes = test_case.at("classes").get<std::size_t>();
  const auto bins = test_case.at("bins").get<std::size_t>();
  const Floats probs = numbers<float>(test_case, "probs");
  const Indices targets = numbers<std::int32_t>(test_case, "targets");
  memory.assign(Calibrator::memory_doubles(classes, bins), 0.0);
  predictions.resize(2 * targets.size());
  Calibrator calibrator(classes, bins, -100, {memory.data(), memory.size()});
  for (std::size_t r = 0; r < targets.size(); r += 2) {
    const std::size_t rows = std::min<std::size_t>(2, targets.size() - r);
    EXPECT_EQ(calibrator.add({probs.data() + r * classes, rows, classes},
                             {targets.data() + r, rows}, {predictions.data(), predictions.size()}),
              Status::ok);
  }
  return calibrator;
}

TEST(Golden, Calibration) {
  for (const Json& test_case : golden_cases("calibration")) {
    SCOPED_TRACE(test_case.at("rows").get<int>());
    std::vector<double> memory;
    std::vector<Prediction> predictions;
    const Calibrator calibrator = calibrate(test_case, memory, predictions);
    std::vector<CalibrationBin> bins(test_case.at("bins").get<std::size_t>());
    Calibration figures{};
    ASSERT_EQ(calibrator.measure(Binning::equal_width, {predictions.data(), predictions.size()},
                                 figures, {bins.data(), bins.size()}),
              Status::ok);
    const auto expect = [&](const char* name, double actual) {
      EXPECT_TRUE(close(actual, number(test_case.at(name)), 1e-12, 1e-15)) << name;
    };
    expect("ece", figures.ece);
    expect("mce", figures.mce);
    expect("nll", figures.nll);
    expect("accuracy", figures.accuracy);
    expect("confidence", figures.confidence);
    expect("classwiseEce", figures.classwise_ece);
    expect("adaptiveEce", figures.adaptive_ece);
    expect("rmsce", figures.rmsce);
    expect("ks", figures.ks);
    // Squares are summed in float, and a square root makes much of what little is left.
    EXPECT_TRUE(close(figures.brier, number(test_case.at("brier")), 2e-6));
    EXPECT_TRUE(close(figures.debiased_ece, number(test_case.at("debiasedEce")), 1e-9, 1e-9));

    const auto coverage = numbers<double>(test_case, "coverage");
    std::vector<double> kept(coverage.size());
    std::vector<double> risk(coverage.size());
    double aurc = 0.0;
    ASSERT_EQ(risk_coverage({predictions.data(), predictions.size()}, {kept.data(), kept.size()},
                            {risk.data(), risk.size()}, aurc),
              Status::ok);
    EXPECT_TRUE(all_close(kept, coverage, 1e-15));
    EXPECT_TRUE(all_close(risk, numbers<double>(test_case, "risk"), 1e-12));
    expect("aurc", aurc);
  }
}

TEST(Golden, CalibrationBootstrap) {
  for (const Json& test_case : golden_cases("calibration")) {
    SCOPED_TRACE(test_case.at("rows").get<int>());
    std::vector<double> memory;
    std::vector<Prediction> predictions;
    const Calibrator calibrator = calibrate(test_case, memory, predictions);
    std::vector<CalibrationBin> bins(test_case.at("bins").get<std::size_t>());
    Calibration figures{};
    ASSERT_EQ(calibrator.measure(Binning::equal_width, {}, figures, {bins.data(), bins.size()}),
              Status::ok);
    const BootstrapOptions options{20000, 1, 0.95};
    std::vector<double> scratch(2 * options.resamples);
    CalibrationBootstrap drawn{};
    ASSERT_EQ(calibration_bootstrap({bins.data(), bins.size()}, options,
                                    {scratch.data(), scratch.size()}, drawn),
              Status::ok);
    const Json& expected = test_case.at("bootstrap");
    // The standard error of a 2.5th percentile is 2.7 sigma / sqrt(resamples), that is a 200th of
    // the interval's width; accuracies are multiples of 1 / rows.
    const double rows = number(test_case.at("rows"));
    const auto expect_interval = [&](const char* name, double low, double high, double grain) {
      const auto ends = numbers<double>(expected, name);
      const double allowed = (ends[1] - ends[0]) / 50 + grain;
      EXPECT_NEAR(low, ends[0], allowed) << name;
      EXPECT_NEAR(high, ends[1], allowed) << name;
    };
    expect_interval("accuracy", drawn.accuracy_low, drawn.accuracy_high, 1.001 / rows);
    expect_interval("gap", drawn.gap_low, drawn.gap_high, 1e-12);
    EXPECT_NEAR(drawn.ece_mean, number(expected.at("eceMean")), 0.02 * drawn.ece_mean);
    EXPECT_NEAR(drawn.ece_high, number(expected.at("eceHigh")), 0.03 * drawn.ece_high);
  }
}

}  // namespace
}  // namespace label_smoothing::test
