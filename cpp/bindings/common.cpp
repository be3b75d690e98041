#include "common.h"

#include <emscripten/bind.h>

#include <cstdlib>

namespace label_smoothing::bindings {

namespace {

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
  return reinterpret_cast<Address>(label_smoothing::status_name(static_cast<Status>(status)));
}

/// `bytes` must be a multiple of 16. Answers 0 when there is no room.
Address allocate(std::uint32_t bytes) {
  return reinterpret_cast<Address>(std::aligned_alloc(16, bytes));
}

void release(Address address) { std::free(pointer<void>(address)); }

}  // namespace

EMSCRIPTEN_BINDINGS(common) {
  emscripten::function("_variant", &variant);
  emscripten::function("_statusName", &status_name);
  emscripten::function("_allocate", &allocate);
  emscripten::function("_release", &release);
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
