//! What llama.cpp needs of the processor.

/// The extensions that llama.cpp is compiled for and this processor lacks. Their instructions would end the program.
#[cfg(target_arch = "x86_64")]
pub(super) fn missing_extensions() -> Vec<&'static str> {
    let needed = [
        ("SSE4.2", is_x86_feature_detected!("sse4.2")),
        ("AVX", is_x86_feature_detected!("avx")),
        ("AVX2", is_x86_feature_detected!("avx2")),
        ("BMI2", is_x86_feature_detected!("bmi2")),
        ("F16C", is_x86_feature_detected!("f16c")),
        ("FMA", is_x86_feature_detected!("fma")),
    ];
    needed
        .into_iter()
        .filter_map(|(name, is_there)| (!is_there).then_some(name))
        .collect()
}

/// Other processors have all that llama.cpp is compiled for.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn missing_extensions() -> Vec<&'static str> {
    Vec::new()
}
