// The JavaScript boundary of the kernels.

#include <emscripten/bind.h>

#include "common.h"
#include "label_smoothing/label_smoothing.h"

namespace {

namespace ls = label_smoothing;
using ls::bindings::Address;
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

/// Arguments that JavaScript wrote one after the other as doubles, which hold every address. Embind
/// converts an argument through a function pointer and three arrays: 17 of them cost as much as 25
/// rows of ten classes, this a quarter of it.
class Arguments {
 public:
  explicit Arguments(Address address) : next_(pointer<const double>(address)) {}
  double number() { return *next_++; }
  std::int32_t integer() { return static_cast<std::int32_t>(number()); }
  std::uint32_t address() { return static_cast<std::uint32_t>(number()); }
  std::size_t count() { return address(); }
  bool boolean() { return number() != 0.0; }

 private:
  const double* next_;
};

/// `_crossEntropy` of web/lib/raw-module.ts names the arguments.
std::int32_t cross_entropy(Address call) {
  Arguments arguments(call);
  const Address logits = arguments.address();
  const Address targets = arguments.address();
  const bool probability_targets = arguments.boolean();
  const std::size_t rows = arguments.count();
  const std::size_t classes = arguments.count();
  ls::CrossEntropyOptions options;
  options.smoothing.label_smoothing = arguments.number();
  options.smoothing.convention = static_cast<ls::Convention>(arguments.integer());
  options.smoothing.padding_index = arguments.integer();
  options.smoothing.prior = span<const float>(arguments.address(), classes);
  options.ignore_index = arguments.integer();
  options.class_weights = span<const float>(arguments.address(), classes);
  options.z_loss = arguments.number();
  options.reduction = static_cast<ls::Reduction>(arguments.integer());
  options.all_ignored = static_cast<ls::AllIgnored>(arguments.integer());
  auto* reduced = pointer<double>(arguments.address());
  const ls::LossOutput loss{reduced, span<float>(arguments.address(), rows)};
  const Address gradient = arguments.address();
  const auto x = matrix<const float>(logits, rows, classes);
  return raw(probability_targets ? cross_entropy_of(x, matrix<const float>(targets, rows, classes),
                                                    options, loss, gradient)
                                 : cross_entropy_of(x, span<const std::int32_t>(targets, rows),
                                                    options, loss, gradient));
}

/// `_klDiv` of web/lib/raw-module.ts names the arguments.
std::int32_t kl_div(Address call) {
  Arguments arguments(call);
  const Address log_probs = arguments.address();
  const Address target = arguments.address();
  const std::size_t rows = arguments.count();
  const std::size_t classes = arguments.count();
  ls::KlDivergenceOptions options;
  options.reduction = static_cast<ls::Reduction>(arguments.integer());
  options.log_target = arguments.boolean();
  auto* reduced = pointer<double>(arguments.address());
  const ls::LossOutput loss{reduced, span<float>(arguments.address(), rows * classes)};
  const Address gradient = arguments.address();
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
  emscripten::function("_smoothTargets", &smooth_targets);
  emscripten::function("_softmax", &softmax);
  emscripten::function("_logSoftmax", &log_softmax);
  emscripten::function("_crossEntropy", &cross_entropy);
  emscripten::function("_klDiv", &kl_div);
  emscripten::function("_entropy", &entropy);
  emscripten::function("_calibration", &calibration);
  emscripten::function("_fitTemperature", &fit_temperature);
}
