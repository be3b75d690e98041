// The JavaScript boundary of the kernels.

#include "common.h"
#include "label_smoothing/label_smoothing.h"

namespace {

namespace ls = label_smoothing;
using ls::bindings::Address;
using ls::bindings::function;
using ls::bindings::matrix;
using ls::bindings::pointer;
using ls::bindings::raw;
using ls::bindings::smoothing;
using ls::bindings::span;

std::int32_t smooth_targets(Address targets, std::uint32_t rows, std::uint32_t classes,
                            double alpha, std::int32_t convention, std::int32_t padding_index,
                            Address prior, Address out) {
  return raw(ls::smooth_targets(span<const std::int32_t>(targets, rows),
                                smoothing(alpha, convention, padding_index, prior, classes),
                                matrix<float>(out, rows, classes)));
}

std::int32_t softmax(Address logits, std::uint32_t rows, std::uint32_t classes, Address out) {
  return raw(
      ls::softmax(matrix<const float>(logits, rows, classes), matrix<float>(out, rows, classes)));
}

std::int32_t log_softmax(Address logits, std::uint32_t rows, std::uint32_t classes, Address out) {
  return raw(ls::log_softmax(matrix<const float>(logits, rows, classes),
                             matrix<float>(out, rows, classes)));
}

/// `gradient` is 0 when it is not wanted.
template <class Targets>
ls::Status cross_entropy_of(ls::MatrixView<const float> logits, Targets targets,
                            const ls::CrossEntropyOptions& options, const ls::LossOutput& loss,
                            Address gradient) {
  if (gradient == 0) return ls::cross_entropy(logits, targets, options, loss);
  return ls::cross_entropy_and_gradient(logits, targets, options, loss,
                                        matrix<float>(gradient, logits.rows, logits.cols));
}

/// One of `reduced` and `elements`, and `gradient` when it is not wanted, is 0.
std::int32_t cross_entropy(Address logits, Address targets, std::int32_t probability_targets,
                           std::uint32_t rows, std::uint32_t classes, double alpha,
                           std::int32_t convention, std::int32_t padding_index, Address prior,
                           std::int32_t ignore_index, Address class_weights, double z_loss,
                           std::int32_t reduction, std::int32_t all_ignored, Address reduced,
                           Address elements, Address gradient) {
  const ls::CrossEntropyOptions options{smoothing(alpha, convention, padding_index, prior, classes),
                                        static_cast<ls::Reduction>(reduction),
                                        ignore_index,
                                        span<const float>(class_weights, classes),
                                        z_loss,
                                        static_cast<ls::AllIgnored>(all_ignored)};
  const ls::LossOutput loss{pointer<double>(reduced), span<float>(elements, rows)};
  const auto x = matrix<const float>(logits, rows, classes);
  return raw(
      probability_targets != 0
          ? cross_entropy_of(x, matrix<const float>(targets, rows, classes), options, loss,
                             gradient)
          : cross_entropy_of(x, span<const std::int32_t>(targets, rows), options, loss, gradient));
}

/// As for `cross_entropy`.
std::int32_t kl_div(Address log_probs, Address target, std::uint32_t rows, std::uint32_t classes,
                    std::int32_t reduction, std::int32_t log_target, Address reduced,
                    Address elements, Address gradient) {
  const ls::KlDivergenceOptions options{static_cast<ls::Reduction>(reduction), log_target != 0};
  const ls::LossOutput loss{pointer<double>(reduced), span<float>(elements, rows * classes)};
  const auto input = matrix<const float>(log_probs, rows, classes);
  const auto t = matrix<const float>(target, rows, classes);
  if (gradient == 0) return raw(ls::kl_div(input, t, options, loss));
  return raw(
      ls::kl_div_and_gradient(input, t, options, loss, matrix<float>(gradient, rows, classes)));
}

std::int32_t entropy(Address probs, std::uint32_t rows, std::uint32_t classes,
                     std::int32_t reduction, Address reduced, Address elements) {
  return raw(ls::entropy(matrix<const float>(probs, rows, classes),
                         static_cast<ls::Reduction>(reduction),
                         {pointer<double>(reduced), span<float>(elements, rows)}));
}

/// `result` has room for a Calibration followed by `bin_count` bins; `scratch` for `rows` integers
/// or is 0.
std::int32_t calibration(Address probs, Address targets, std::uint32_t rows, std::uint32_t classes,
                         std::int32_t binning, std::uint32_t bin_count, Address scratch,
                         Address result) {
  auto* summary = pointer<ls::Calibration>(result);
  return raw(ls::calibration(
      matrix<const float>(probs, rows, classes), span<const std::int32_t>(targets, rows),
      static_cast<ls::Binning>(binning), span<std::uint64_t>(scratch, rows), *summary,
      {reinterpret_cast<ls::CalibrationBin*>(summary + 1), bin_count}));
}

std::int32_t fit_temperature(Address logits, Address targets, std::uint32_t rows,
                             std::uint32_t classes, std::int32_t ignore_index, Address result) {
  return raw(ls::fit_temperature(matrix<const float>(logits, rows, classes),
                                 span<const std::int32_t>(targets, rows), ignore_index,
                                 *pointer<ls::TemperatureFit>(result)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(label_smoothing) {
  function("_smoothTargets", &smooth_targets);
  function("_softmax", &softmax);
  function("_logSoftmax", &log_softmax);
  function("_crossEntropy", &cross_entropy);
  function("_klDiv", &kl_div);
  function("_entropy", &entropy);
  function("_calibration", &calibration);
  function("_fitTemperature", &fit_temperature);
}
