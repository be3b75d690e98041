# The kernels look at the macros that these flags make the compiler define (__AVX2__, __FMA__, __wasm_simd128__, …);
# LABEL_SMOOTHING_SCALAR makes them use none, where the architecture always has some.
set(simd_flags_simd -msimd128)
set(simd_flags_relaxed-simd -msimd128 -mrelaxed-simd)
set(simd_flags_scalar -DLABEL_SMOOTHING_SCALAR)
if(MSVC)
  set(label_smoothing_no_rtti /GR-)
  set(simd_flags_avx2 /arch:AVX2)
  set(simd_flags_native) # has no name there
  set(strict_flags /fp:precise /W4 /utf-8 $<$<BOOL:${LABEL_SMOOTHING_WARNINGS_AS_ERRORS}>:/WX>)
else()
  set(label_smoothing_no_rtti -fno-exceptions -fno-rtti)
  set(simd_flags_avx2 -mavx2 -mfma)
  set(simd_flags_native -march=native)
  set(strict_flags
      # Which products and sums are fused is written in the kernels, never left to the compiler.
      -ffp-contract=off
      -Wall
      -Wextra
      -Wpedantic
      -Wconversion
      -Wshadow
      $<$<BOOL:${LABEL_SMOOTHING_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
set(label_smoothing_flags ${strict_flags} ${simd_flags_${LABEL_SMOOTHING_SIMD}})

function(label_smoothing_set_flags target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE ${label_smoothing_flags})
endfunction()
