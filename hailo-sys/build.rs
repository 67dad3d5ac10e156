//! Links libhailort (feature `linked`) and compares the installed header (feature `bindgen`). Without those features
//! it does nothing: the crate builds where nothing of Hailo's is installed.

#[cfg(feature = "bindgen")]
#[path = "build/bindings.rs"]
mod bindings;

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=HAILORT_LIB_DIR");
    // docs.rs has no libhailort and links nothing.
    if env::var_os("CARGO_FEATURE_LINKED").is_some() && env::var_os("DOCS_RS").is_none() {
        // HailoRT ships no pkg-config file. The linker looks in /usr/lib and /usr/local/lib by itself.
        if let Some(folder) = env::var_os("HAILORT_LIB_DIR") {
            println!("cargo:rustc-link-search=native={}", folder.display());
        }
        println!("cargo:rustc-link-lib=dylib=hailort");
    }
    #[cfg(feature = "bindgen")]
    if let Err(error) = bindings::compare() {
        println!("cargo:error=hailo-sys (bindgen): {error}");
    }
}
