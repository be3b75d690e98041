#include "common.h"

#include <cstdlib>

namespace label_smoothing::bindings {

namespace {

/// Static data lies below 2 GiB.
std::int32_t text(const char* zero_terminated) {
  return reinterpret_cast<std::int32_t>(zero_terminated);
}

std::int32_t variant() {
#if defined(__wasm_relaxed_simd__)
  return text("relaxed-simd");
#elif defined(__wasm_simd128__)
  return text("simd");
#else
  return text("scalar");
#endif
}

std::int32_t status_name(std::int32_t status) {
  return text(label_smoothing::status_name(static_cast<Status>(status)));
}

/// `bytes` must be a multiple of 16. Answers 0 when there is no room.
double allocate(std::uint32_t bytes) {
  return reinterpret_cast<Address>(std::aligned_alloc(16, bytes));
}

void release(Address address) { std::free(pointer<void>(address)); }

}  // namespace

EMSCRIPTEN_BINDINGS(common) {
  function("_variant", &variant);
  function("_statusName", &status_name);
  function("_allocate", &allocate);
  function("_release", &release);
}

}  // namespace label_smoothing::bindings

// Without RTTI Embind's runtime formats the address of an unbound type with this integer-only
// sprintf, and nothing else does. Our bindings have no such type, so an empty text stands in for
// the C library's formatting, which would be a tenth of the module.
extern "C" int siprintf(char* text, const char* /*format*/, ...) {
  *text = '\0';
  return 0;
}

// Embind registers every type it knows, and the linker then keeps their JavaScript, a third of the
// glue. Our constants are integers: the linker puts these in the place of the registrations of the
// other types (--wrap in CMakeLists.txt).
extern "C" {
using Type = emscripten::internal::TYPEID;
void __wrap__embind_register_void(Type /*type*/, const char* /*name*/) {}
void __wrap__embind_register_float(Type /*type*/, const char* /*name*/, std::size_t /*size*/) {}
void __wrap__embind_register_bigint(Type /*type*/, const char* /*name*/, std::size_t /*size*/,
                                    std::int64_t /*min*/, std::uint64_t /*max*/) {}
void __wrap__embind_register_emval(Type /*type*/) {}
void __wrap__embind_register_memory_view(Type /*type*/, unsigned /*index*/, const char* /*name*/) {}
void __wrap__embind_register_std_string(Type /*type*/, const char* /*name*/) {}
void __wrap__embind_register_std_wstring(Type /*type*/, std::size_t /*size*/,
                                         const char* /*name*/) {}
}
