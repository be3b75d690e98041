// All operations except cross-entropy, with any shapes, options and floats.

#include <algorithm>
#include <cmath>

#include "fuzz_input.h"
#include "label_smoothing/label_smoothing.h"

using namespace label_smoothing;  // NOLINT(google-build-using-namespace)

namespace {

void smoothing(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  Smoothing options;
  options.label_smoothing = input.number();
  options.convention = input.pick<Convention>(4);
  options.padding_index = input.index(classes);
  const std::vector<float> prior = input.distribution(input.size_near(classes));
  options.prior = {prior.data(), prior.size()};
  const std::vector<std::int32_t> targets = input.indices(input.size_near(rows), classes);
  std::vector<float> q(rows * classes, fuzz::kUntouched);
  const Status status =
      smooth_targets({targets.data(), targets.size()}, options, {q.data(), rows, classes});
  if (status != Status::ok) {
    fuzz::expect_untouched(q);
    return;
  }
  for (std::size_t r = 0; r < rows; ++r) {
    double sum = 0.0;
    for (std::size_t i = 0; i < classes; ++i) sum += static_cast<double>(q[r * classes + i]);
    const bool empty =
        options.convention == Convention::padded && targets[r] == options.padding_index;
    fuzz::expect(std::abs(sum - (empty ? 0.0 : 1.0)) < 2e-4, "a smoothed target does not sum to 1");
  }
}

void normalization(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  const std::vector<float> logits = input.floats(rows * classes);
  std::vector<float> p(rows * classes, fuzz::kUntouched);
  std::vector<float> log_p(rows * classes, fuzz::kUntouched);
  const MatrixView<const float> x{logits.data(), rows, classes};
  fuzz::expect(softmax(x, {p.data(), rows, classes}) == Status::ok, "softmax");
  fuzz::expect(log_softmax(x, {log_p.data(), rows, classes}) == Status::ok, "log_softmax");
  for (std::size_t i = 0; i < p.size(); ++i) {
    fuzz::expect(std::isnan(p[i]) == std::isnan(log_p[i]), "NaN in one of the softmaxes only");
    fuzz::expect(std::isnan(p[i]) || (p[i] >= 0.0F && p[i] <= 1.0001F), "no probability");
    fuzz::expect(std::isnan(p[i]) || log_p[i] <= 1e-6F, "no log-probability");
  }
}

/// Mostly as many elements as the reduction leaves.
std::size_t elements_of(Reduction reduction, fuzz::Input& input, std::size_t rows,
                        std::size_t classes) {
  if (reduction == Reduction::none) return input.size_near(rows * classes);
  return reduction == Reduction::row ? input.size_near(rows) : 0;
}

void divergence(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  KlDivergenceOptions options;
  options.reduction = input.pick<Reduction>(5);
  options.log_target = input.flag();
  std::vector<float> log_probs = input.floats(rows * classes);
  const std::vector<float> target =
      options.log_target ? input.floats(rows * classes) : input.distribution(rows * classes);
  std::vector<float> elements(elements_of(options.reduction, input, rows, classes),
                              fuzz::kUntouched);
  std::vector<float> gradient(rows * classes, fuzz::kUntouched);
  double reduced = fuzz::kUntouched;
  const LossOutput loss{&reduced, {elements.data(), elements.size()}};
  const MatrixView<const float> lp{log_probs.data(), rows, classes};
  const MatrixView<const float> t{target.data(), rows, classes};
  const Status status = kl_div_and_gradient(lp, t, options, loss, {gradient.data(), rows, classes});
  fuzz::expect(kl_div(lp, t, options, loss) == status, "status depends on the gradient");
  if (status != Status::ok) {
    fuzz::expect(reduced == static_cast<double>(fuzz::kUntouched), "the loss was written");
    fuzz::expect_untouched(elements);
    fuzz::expect_untouched(gradient);
    return;
  }
  (void)kl_div_and_gradient(lp, t, options, loss, {log_probs.data(), rows, classes});
  fuzz::expect_same(log_probs, gradient);
}

void binary(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  BinaryCrossEntropyOptions options;
  options.label_smoothing = input.number();
  options.reduction = input.pick<Reduction>(5);
  const std::vector<float> weights =
      input.distribution(input.flag() ? input.size_near(classes) : 0);
  options.pos_weight = {weights.data(), weights.size()};
  std::vector<float> logits = input.floats(rows * classes);
  const std::vector<float> labels = input.distribution(rows * classes);
  std::vector<float> elements(elements_of(options.reduction, input, rows, classes),
                              fuzz::kUntouched);
  std::vector<float> gradient(rows * classes, fuzz::kUntouched);
  double reduced = fuzz::kUntouched;
  const LossOutput loss{&reduced, {elements.data(), elements.size()}};
  const MatrixView<const float> x{logits.data(), rows, classes};
  const MatrixView<const float> y{labels.data(), rows, classes};
  const Status status =
      binary_cross_entropy_and_gradient(x, y, options, loss, {gradient.data(), rows, classes});
  fuzz::expect(binary_cross_entropy(x, y, options, loss) == status,
               "status depends on the gradient");
  if (status != Status::ok) {
    fuzz::expect(reduced == static_cast<double>(fuzz::kUntouched), "the loss was written");
    fuzz::expect_untouched(elements);
    fuzz::expect_untouched(gradient);
    return;
  }
  for (const float each : elements) fuzz::expect(!(each < 0.0F), "a negative loss");
  (void)binary_cross_entropy_and_gradient(x, y, options, loss, {logits.data(), rows, classes});
  fuzz::expect_same(logits, gradient);
}

void row_entropy(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  const Reduction reduction = input.pick<Reduction>(5);
  const std::vector<float> probs = input.distribution(rows * classes);
  std::vector<float> elements(elements_of(reduction, input, rows, 1), fuzz::kUntouched);
  double reduced = fuzz::kUntouched;
  const Status status = entropy({probs.data(), rows, classes}, reduction,
                                {&reduced, {elements.data(), elements.size()}});
  if (status != Status::ok) {
    fuzz::expect(reduced == static_cast<double>(fuzz::kUntouched), "the entropy was written");
    fuzz::expect_untouched(elements);
  }
}

void calibrate(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  const Binning binning = input.pick<Binning>(2);
  std::vector<CalibrationBin> bins(input.size(20));
  std::vector<Prediction> predictions(2 * input.size_near(rows));
  std::vector<double> memory(Calibrator::memory_doubles(classes, bins.size()));
  const std::vector<float> probs = input.distribution(rows * classes);
  const std::vector<std::int32_t> targets = input.indices(input.size_near(rows), classes);
  Calibration figures{};
  const Status status =
      calibration({probs.data(), rows, classes}, {targets.data(), targets.size()}, binning,
                  {memory.data(), memory.size()}, {predictions.data(), predictions.size()}, figures,
                  {bins.data(), bins.size()});
  if (status != Status::ok) return;
  double count = 0.0;
  for (const CalibrationBin& bin : bins) count += bin.count;
  const auto ignored = std::count(targets.begin(), targets.end(), -100);
  fuzz::expect(count == static_cast<double>(rows) - static_cast<double>(ignored),
               "a row is in no bin or in two");
  fuzz::expect(!(figures.ece < 0.0 || figures.classwise_ece < 0.0 || figures.ks < 0.0),
               "a negative error");

  double coverage[5];
  double risk[5];
  double aurc = 0.0;
  const auto kept = static_cast<std::size_t>(count);
  if (predictions.size() < 2 * kept) return;
  (void)risk_coverage({predictions.data(), 2 * kept}, {coverage, 5}, {risk, 5}, aurc);
  fuzz::expect(!(aurc < 0.0 || aurc > 1.0), "an area outside [0, 1]");
  std::vector<double> scratch(20);
  CalibrationBootstrap drawn{};
  (void)calibration_bootstrap({bins.data(), bins.size()}, {10, 1, 0.9}, {scratch.data(), 20},
                              drawn);
  fuzz::expect(!(drawn.accuracy_low > drawn.accuracy_high || drawn.gap_low > drawn.gap_high),
               "an interval whose ends are swapped");
}

void temperature(fuzz::Input& input, std::size_t rows, std::size_t classes) {
  const std::vector<float> logits = input.floats(rows * classes);
  const std::vector<std::int32_t> targets = input.indices(input.size_near(rows), classes);
  TemperatureFit fit{};
  const Status status =
      fit_temperature({logits.data(), rows, classes}, {targets.data(), targets.size()}, -100, fit);
  if (status != Status::ok) return;
  fuzz::expect(std::isnan(fit.nll_after) || fit.temperature >= 0.0, "no temperature");
  fuzz::expect(!(fit.nll_after > fit.nll_before * (1 + 1e-5) + 1e-5), "worse than before");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  constexpr void (*kOperations[])(fuzz::Input&, std::size_t, std::size_t) = {
      smoothing, normalization, divergence, binary, row_entropy, calibrate, temperature};
  const std::size_t operation = input.size(6);
  const std::size_t rows = input.size(20);
  const std::size_t classes = input.size(140);
  kOperations[operation](input, rows, classes);
  return 0;
}
