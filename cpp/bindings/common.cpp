#include "common.h"

#include <cstdlib>
#include <cstring>

namespace label_smoothing::bindings {

namespace {

/// The vector instructions that the module is built for.
enum class Variant : std::int32_t { scalar, simd, relaxed_simd };

Variant variant() {
#if defined(__wasm_relaxed_simd__)
  return Variant::relaxed_simd;
#elif defined(__wasm_simd128__)
  return Variant::simd;
#else
  return Variant::scalar;
#endif
}

/// `bytes` must be a multiple of 16. Answers 0 when there is no room.
Address allocate(std::uint32_t bytes) {
  return reinterpret_cast<Address>(std::aligned_alloc(16, bytes));
}

void release(Address address) { std::free(pointer<void>(address)); }

}  // namespace

EMSCRIPTEN_BINDINGS(common) {
  emscripten::enum_<Variant>("Variant")
      .value("scalar", Variant::scalar)
      .value("simd", Variant::simd)
      .value("relaxed_simd", Variant::relaxed_simd);
  emscripten::enum_<Convention>("Convention")
      .value("uniform", Convention::uniform)
      .value("others", Convention::others)
      .value("padded", Convention::padded)
      .value("prior", Convention::prior);
  emscripten::enum_<Status> statuses("Status");
  for (std::int32_t number = 0;; ++number) {
    const auto status = static_cast<Status>(number);
    // What status_name answers beyond the last.
    if (std::strcmp(status_name(status), "unknown") == 0) break;
    statuses.value(status_name(status), status);
  }
  emscripten::function("variant", &variant);
  emscripten::function("allocate", &allocate);
  emscripten::function("release", &release);
}

}  // namespace label_smoothing::bindings
