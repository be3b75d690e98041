// The JavaScript boundary: free functions over addresses and sizes, and nothing else. Embind then
// needs neither strings nor classes, which keeps the glue small, and a call converts numbers only.
// Types, shapes and options are checked in web/lib, values by the core.

#include <emscripten/bind.h>

#include <cstdint>
#include <cstdlib>

#include "label_smoothing/label_smoothing.h"

namespace {

namespace ls = label_smoothing;
using Address = std::uint32_t;

template <class T>
T* pointer(Address address) {
  return reinterpret_cast<T*>(address);
}

/// Address 0 stands for an argument that was not given.
template <class T>
ls::Span<T> span(Address address, std::size_t size) {
  return {pointer<T>(address), address == 0 ? 0 : size};
}

template <class T>
ls::MatrixView<T> matrix(Address address, std::size_t rows, std::size_t cols) {
  return {pointer<T>(address), rows, cols};
}

std::int32_t raw(ls::Status status) { return static_cast<std::int32_t>(status); }

Address variant() {
#if defined(__wasm_relaxed_simd__)
  return reinterpret_cast<Address>("relaxed-simd");
#elif defined(__wasm_simd128__)
  return reinterpret_cast<Address>("simd");
#else
  return reinterpret_cast<Address>("scalar");
#endif
}

Address status_name(std::int32_t status) {
  return reinterpret_cast<Address>(ls::status_name(static_cast<ls::Status>(status)));
}

/// `bytes` must be a multiple of 16. Answers 0 when there is no room.
Address allocate(std::uint32_t bytes) {
  return reinterpret_cast<Address>(std::aligned_alloc(16, bytes));
}

void release(Address address) { std::free(pointer<void>(address)); }

ls::Smoothing smoothing(double alpha, std::int32_t convention, std::int32_t padding_index,
                        Address prior, std::uint32_t classes) {
  return {alpha, static_cast<ls::Convention>(convention), padding_index,
          span<const float>(prior, classes)};
}

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

// Without RTTI Embind's runtime formats the address of an unbound type with this integer-only
// sprintf, and nothing else does. Our bindings have no such type, so an empty text stands in for
// the C library's formatting, which would be a tenth of the module.
extern "C" int siprintf(char* text, const char* /*format*/, ...) {
  *text = '\0';
  return 0;
}

// Embind registers every type it knows, and the linker then keeps their JavaScript, a third of the
// glue. Our signatures have numbers only: the linker puts these in the place of the registrations
// of the other types (--wrap in CMakeLists.txt).
extern "C" {
using Type = emscripten::internal::TYPEID;
void __wrap__embind_register_bigint(Type /*type*/, const char* /*name*/, std::size_t /*size*/,
                                    std::int64_t /*min*/, std::uint64_t /*max*/) {}
void __wrap__embind_register_emval(Type /*type*/) {}
void __wrap__embind_register_memory_view(Type /*type*/, unsigned /*index*/, const char* /*name*/) {}
void __wrap__embind_register_std_string(Type /*type*/, const char* /*name*/) {}
void __wrap__embind_register_std_wstring(Type /*type*/, std::size_t /*size*/,
                                         const char* /*name*/) {}
}

EMSCRIPTEN_BINDINGS(label_smoothing) {
  emscripten::function("_variant", &variant);
  emscripten::function("_statusName", &status_name);
  emscripten::function("_allocate", &allocate);
  emscripten::function("_release", &release);
  emscripten::function("_smoothTargets", &smooth_targets);
  emscripten::function("_softmax", &softmax);
  emscripten::function("_logSoftmax", &log_softmax);
  emscripten::function("_crossEntropy", &cross_entropy);
  emscripten::function("_klDiv", &kl_div);
  emscripten::function("_entropy", &entropy);
  emscripten::function("_calibration", &calibration);
  emscripten::function("_fitTemperature", &fit_temperature);
}
