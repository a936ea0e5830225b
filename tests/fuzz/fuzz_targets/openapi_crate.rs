//! libFuzzer around `fuzz::openapi_crate`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: {
        // One thread: starting others costs more than they do.
        let one = rayon::ThreadPoolBuilder::new().num_threads(1);
        drop(one.use_current_thread().build_global());
    },
    |bytes: &[u8]| fuzz::openapi_crate::run(bytes)
);
