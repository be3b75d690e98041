// Cross-entropy with any shapes, options and floats: no sanitizer objects, refused calls write
// nothing, and results obey the edge rules.

#include <cmath>

#include "fuzz_input.h"
#include "label_smoothing/label_smoothing.h"

using namespace label_smoothing;  // NOLINT(google-build-using-namespace)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t rows = input.size(20);
  const std::size_t classes = input.size(140);
  CrossEntropyOptions options;
  options.smoothing.label_smoothing = input.number();
  options.smoothing.convention = input.pick<Convention>(4);
  options.smoothing.padding_index = input.index(classes);
  options.reduction = input.pick<Reduction>(5);
  options.ignore_index = input.index(classes);
  options.z_loss = input.flag() ? input.number() : 0.0;
  options.all_ignored = input.pick<AllIgnored>(3);
  options.temperature = input.flag() ? input.number() : 1.0;
  const std::vector<float> sample_weights = input.floats(input.flag() ? input.size_near(rows) : 0);
  options.sample_weights = {sample_weights.data(), sample_weights.size()};
  // Allocated to the exact size, so that the sanitizer guards the ends.
  const std::vector<float> prior = input.distribution(input.size_near(classes));
  const std::vector<float> weights = input.floats(input.flag() ? input.size_near(classes) : 0);
  options.smoothing.prior = {prior.data(), prior.size()};
  options.class_weights = {weights.data(), weights.size()};
  const std::vector<std::int32_t> targets = input.indices(input.size_near(rows), classes);
  const std::vector<float> probabilities = input.distribution(rows * classes);
  std::vector<float> logits = input.floats(rows * classes);

  const bool none = options.reduction == Reduction::none || options.reduction == Reduction::row;
  double reduced = fuzz::kUntouched;
  std::vector<float> elements(none ? input.size_near(rows) : 0, fuzz::kUntouched);
  std::vector<float> gradient(rows * classes, fuzz::kUntouched);
  const LossOutput loss{&reduced, {elements.data(), elements.size()}};
  const MatrixView<const float> x{logits.data(), rows, classes};
  const MatrixView<const float> t{probabilities.data(), rows, classes};
  const Span<const std::int32_t> y{targets.data(), targets.size()};
  const bool with_probabilities = input.flag();

  const Status status =
      with_probabilities
          ? cross_entropy_and_gradient(x, t, options, loss, {gradient.data(), rows, classes})
          : cross_entropy_and_gradient(x, y, options, loss, {gradient.data(), rows, classes});
  if (status != Status::ok) {
    fuzz::expect(reduced == static_cast<double>(fuzz::kUntouched), "the loss was written");
    fuzz::expect_untouched(elements);
    fuzz::expect_untouched(gradient);
  }

  // Without the gradient the loss agrees up to rounding; in place it has the same bits.
  double reduced_alone = fuzz::kUntouched;
  std::vector<float> elements_alone(elements.size(), fuzz::kUntouched);
  const LossOutput loss_alone{&reduced_alone, {elements_alone.data(), elements_alone.size()}};
  const Status status_alone = with_probabilities ? cross_entropy(x, t, options, loss_alone)
                                                 : cross_entropy(x, y, options, loss_alone);
  fuzz::expect(status == status_alone, "status depends on the gradient");
  if (status != Status::ok) return 0;
  fuzz::expect(std::isnan(reduced) == std::isnan(reduced_alone), "NaN depends on the gradient");
  for (std::size_t i = 0; i < elements.size(); ++i) {
    fuzz::expect(std::isnan(elements[i]) == std::isnan(elements_alone[i]),
                 "NaN of a row depends on the gradient");
  }
  const std::vector<float> before = gradient;
  const MatrixView<float> in_place{logits.data(), rows, classes};
  if (with_probabilities) {
    (void)cross_entropy_and_gradient(x, t, options, loss, in_place);
  } else {
    (void)cross_entropy_and_gradient(x, y, options, loss, in_place);
  }
  fuzz::expect_same(logits, before);
  return 0;
}
