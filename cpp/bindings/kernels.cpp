// The JavaScript boundary of the kernels.

#include "common.h"
#include "label_smoothing/label_smoothing.h"

namespace {

namespace ls = label_smoothing;
using namespace ls::bindings;

std::int32_t smooth_targets(Address address) {
  const auto& call = arguments<SmoothTargetsCall>(address);
  return raw(ls::smooth_targets(span<const std::int32_t>(call.targets, call.rows), smoothing(call),
                                matrix<float>(call.out, call.rows, call.classes)));
}

void transpose(Address address) {
  const auto& call = arguments<TransposeCall>(address);
  const std::size_t size = std::size_t{call.rows} * call.cols;
  const auto* from = pointer<const float>(call.from);
  auto* to = pointer<float>(call.to);
  for (std::uint32_t batch = 0; batch < call.batches; ++batch, from += size, to += size) {
    ls::transpose({from, call.rows, call.cols}, {to, call.cols, call.rows});
  }
}

std::int32_t descend(Address address) {
  const auto& call = arguments<DescendCall>(address);
  return raw(ls::descend(span<double>(call.logits, call.classes), call.target, smoothing(call),
                         call.learning_rate, call.steps));
}

std::int32_t softmax(Address address) {
  const auto& call = arguments<SoftmaxCall>(address);
  return raw(ls::softmax(matrix<const float>(call.logits, call.rows, call.classes),
                         matrix<float>(call.out, call.rows, call.classes), call.temperature));
}

std::int32_t log_softmax(Address address) {
  const auto& call = arguments<SoftmaxCall>(address);
  return raw(ls::log_softmax(matrix<const float>(call.logits, call.rows, call.classes),
                             matrix<float>(call.out, call.rows, call.classes), call.temperature));
}

/// Of the loss that is computed in parts; there is one at a time.
ls::LossParts parts;

void begin_parts(double all_rows) {
  parts = {};
  parts.all_rows = all_rows;
}

/// `count` is how many elements the loss has without reduction.
template <class Call>
ls::LossOutput loss_of(const Call& call, std::size_t count) {
  const bool by_row = static_cast<ls::Reduction>(call.reduction) == ls::Reduction::row;
  return {pointer<double>(call.reduced), span<float>(call.elements, by_row ? call.rows : count),
          call.in_parts == 0 ? nullptr : &parts};
}

ls::CrossEntropyOptions options_of(const CrossEntropyCall& call) {
  return {smoothing(call),
          static_cast<ls::Reduction>(call.reduction),
          call.ignore_index,
          span<const float>(call.class_weights, call.classes),
          call.z_loss,
          static_cast<ls::AllIgnored>(call.all_ignored),
          span<const float>(call.sample_weights, call.rows),
          call.temperature};
}

std::int32_t cross_entropy_totals(Address address) {
  const auto& call = arguments<CrossEntropyCall>(address);
  if (call.probabilities == 0) {
    return raw(ls::cross_entropy_totals(span<const std::int32_t>(call.targets, call.rows),
                                        call.classes, options_of(call), parts));
  }
  return raw(ls::cross_entropy_totals(
      matrix<const float>(call.probabilities, call.rows, call.classes), options_of(call), parts));
}

template <class Targets>
ls::Status cross_entropy_of(const CrossEntropyCall& call, Targets targets) {
  const ls::CrossEntropyOptions options = options_of(call);
  const auto logits = matrix<const float>(call.logits, call.rows, call.classes);
  const ls::LossOutput loss = loss_of(call, call.rows);
  if (call.gradient == 0) return ls::cross_entropy(logits, targets, options, loss);
  return ls::cross_entropy_and_gradient(logits, targets, options, loss,
                                        matrix<float>(call.gradient, call.rows, call.classes));
}

std::int32_t cross_entropy(Address address) {
  const auto& call = arguments<CrossEntropyCall>(address);
  return raw(call.probabilities == 0
                 ? cross_entropy_of(call, span<const std::int32_t>(call.targets, call.rows))
                 : cross_entropy_of(
                       call, matrix<const float>(call.probabilities, call.rows, call.classes)));
}

std::int32_t binary_cross_entropy(Address address) {
  const auto& call = arguments<BinaryCrossEntropyCall>(address);
  const ls::BinaryCrossEntropyOptions options{call.label_smoothing,
                                              span<const float>(call.pos_weight, call.pos_weights),
                                              static_cast<ls::Reduction>(call.reduction)};
  const auto logits = matrix<const float>(call.logits, call.rows, call.classes);
  const auto targets = matrix<const float>(call.targets, call.rows, call.classes);
  const ls::LossOutput loss = loss_of(call, call.rows * call.classes);
  if (call.gradient == 0) return raw(ls::binary_cross_entropy(logits, targets, options, loss));
  return raw(ls::binary_cross_entropy_and_gradient(
      logits, targets, options, loss, matrix<float>(call.gradient, call.rows, call.classes)));
}

std::int32_t kl_div(Address address) {
  const auto& call = arguments<KlDivCall>(address);
  const ls::KlDivergenceOptions options{static_cast<ls::Reduction>(call.reduction),
                                        call.log_target != 0};
  const auto log_probs = matrix<const float>(call.log_probs, call.rows, call.classes);
  const auto target = matrix<const float>(call.target, call.rows, call.classes);
  const ls::LossOutput loss = loss_of(call, call.rows * call.classes);
  if (call.gradient == 0) return raw(ls::kl_div(log_probs, target, options, loss));
  return raw(ls::kl_div_and_gradient(log_probs, target, options, loss,
                                     matrix<float>(call.gradient, call.rows, call.classes)));
}

std::int32_t entropy(Address address) {
  const auto& call = arguments<EntropyCall>(address);
  return raw(ls::entropy(matrix<const float>(call.probs, call.rows, call.classes),
                         static_cast<ls::Reduction>(call.reduction), loss_of(call, call.rows)));
}

/// More than 32 bits can count, where there are more classes than any memory holds.
double calibrator_bytes(std::uint32_t classes, std::uint32_t bins) {
  return static_cast<double>(ls::Calibrator::memory_doubles(classes, bins)) * sizeof(double);
}

template <class Call>
ls::Calibrator calibrator_of(const Call& call) {
  const auto doubles = ls::Calibrator::memory_doubles(call.classes, call.bin_count);
  return {call.classes, call.bin_count, call.ignore_index,
          span<double>(call.memory, static_cast<std::size_t>(doubles))};
}

/// Of the rows that `calibrator` counts and of `more`.
template <class Call>
ls::Span<ls::Prediction> predictions_of(const Call& call, const ls::Calibrator& calibrator,
                                        std::size_t more = 0) {
  return span<ls::Prediction>(call.predictions, 2 * (calibrator.rows() + more));
}

std::int32_t add_predictions(Address address) {
  const auto& call = arguments<AddPredictionsCall>(address);
  ls::Calibrator calibrator = calibrator_of(call);
  return raw(calibrator.add(matrix<const float>(call.probs, call.rows, call.classes),
                            span<const std::int32_t>(call.targets, call.rows),
                            predictions_of(call, calibrator, call.rows)));
}

std::int32_t measure_calibration(Address address) {
  const auto& call = arguments<MeasureCalibrationCall>(address);
  const ls::Calibrator calibrator = calibrator_of(call);
  return raw(calibrator.measure(
      static_cast<ls::Binning>(call.binning), predictions_of(call, calibrator),
      *pointer<ls::Calibration>(call.result), span<ls::CalibrationBin>(call.bins, call.bin_count)));
}

std::int32_t bootstrap(Address address) {
  const auto& call = arguments<BootstrapCall>(address);
  return raw(ls::calibration_bootstrap(span<const ls::CalibrationBin>(call.bins, call.bin_count),
                                       {call.resamples, call.seed, call.level},
                                       span<double>(call.scratch, 2 * call.resamples),
                                       *pointer<ls::CalibrationBootstrap>(call.result)));
}

std::int32_t risk_coverage(Address address) {
  const auto& call = arguments<RiskCoverageCall>(address);
  return raw(ls::risk_coverage(predictions_of(call, calibrator_of(call)),
                               span<double>(call.coverage, call.points),
                               span<double>(call.risk, call.points), *pointer<double>(call.aurc)));
}

/// Of the temperature that is looked for; there is one at a time.
ls::TemperatureSearch search(0);

void begin_fit(std::int32_t ignore_index) { search = ls::TemperatureSearch(ignore_index); }

std::int32_t add_to_fit(Address address) {
  const auto& call = arguments<AddToFitCall>(address);
  return raw(search.add(matrix<const float>(call.logits, call.rows, call.classes),
                        span<const std::int32_t>(call.targets, call.rows)));
}

bool end_pass_of_fit() { return search.end_pass(); }

std::int32_t read_fit(Address address) {
  return raw(search.result(*pointer<ls::TemperatureFit>(address)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(kernels) {
  using emscripten::enum_;
  using emscripten::function;

  enum_<ls::Reduction>("Reduction")
      .value("none", ls::Reduction::none)
      .value("sum", ls::Reduction::sum)
      .value("mean", ls::Reduction::mean)
      .value("batchmean", ls::Reduction::batchmean)
      .value("row", ls::Reduction::row);
  enum_<ls::AllIgnored>("AllIgnored")
      .value("nan", ls::AllIgnored::nan)
      .value("zero", ls::AllIgnored::zero)
      .value("throw", ls::AllIgnored::fail);
  enum_<ls::Binning>("Binning")
      .value("equal_width", ls::Binning::equal_width)
      .value("equal_mass", ls::Binning::equal_mass);

  // Each takes the address of its struct (calls.h) and answers a status.
  function("smoothTargets", &smooth_targets);
  function("transpose", &transpose);
  function("descend", &descend);
  function("softmax", &softmax);
  function("logSoftmax", &log_softmax);
  function("beginParts", &begin_parts);
  function("crossEntropyTotals", &cross_entropy_totals);
  function("crossEntropy", &cross_entropy);
  function("binaryCrossEntropy", &binary_cross_entropy);
  function("klDiv", &kl_div);
  function("entropy", &entropy);
  function("calibratorBytes", &calibrator_bytes);
  function("addPredictions", &add_predictions);
  function("measureCalibration", &measure_calibration);
  function("bootstrap", &bootstrap);
  function("riskCoverage", &risk_coverage);
  function("beginFit", &begin_fit);
  function("addToFit", &add_to_fit);
  function("endPassOfFit", &end_pass_of_fit);
  function("readFit", &read_fit);
}
