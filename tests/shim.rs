//! The C++ shim's C surface: the header, the Rust table and the loader agree. Nothing here needs HailoRT.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::mem::{offset_of, size_of};
use std::path::{Path, PathBuf};
use std::process::Command;

use hailo_sys::shim::*;
use hailo_sys::{ShimApi, Version};

fn header() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../hailo-sys/shim/hailo_shim.h")
}

/// Runs the C compiler, or says why not.
fn cc(arguments: &[&str]) -> bool {
    match Command::new("cc").args(arguments).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(error) => {
            hailo_tests::skipped(format_args!("shim: no C compiler `cc` ({error})"));
            false
        }
    }
}

#[test]
fn the_header_and_the_table_name_the_same_functions() {
    let text = fs::read_to_string(header()).unwrap();
    let declared: BTreeSet<&str> = text
        .split("HAILO_SHIM_EXPORT ")
        .skip(1)
        .filter_map(|declaration| declaration.split('(').next()?.split_whitespace().last())
        .filter(|name| name.starts_with("hailo_shim_"))
        .collect();
    let table: BTreeSet<&str> = ShimApi::NAMES.iter().copied().collect();
    assert_eq!(declared, table);
    assert_eq!(table.len(), ShimApi::NAMES.len(), "no name twice");
    assert!(table.len() > 70, "the header was really read");
    assert!(text.contains(&format!("#define HAILO_SHIM_ABI_VERSION {HAILO_SHIM_ABI_VERSION}u")));
}

/// `asserts!(text; record { fields })`: C that compiles only if size and every offset are Rust's.
macro_rules! asserts {
    ($text:ident; $($record:ident { $($field:ident),* $(,)? })*) => {$(
        writeln!($text, "_Static_assert(sizeof({0}) == {1}, \"{0}\");", stringify!($record), size_of::<$record>()).unwrap();
        $(writeln!(
            $text,
            "_Static_assert(offsetof({0}, {1}) == {2}, \"{0}.{1}\");",
            stringify!($record),
            stringify!($field),
            offset_of!($record, $field)
        ).unwrap();)*
        // A field that is missing in the list above does not compile.
        #[allow(dead_code)]
        fn $record(record: $record) {
            let $record { $($field: _),* } = record;
        }
    )*};
}

#[test]
fn a_c_compiler_agrees_with_every_layout() {
    let mut text = format!("#include \"{}\"\n", header().display());
    asserts! { text;
        hailo_shim_slice { data, len }
        hailo_shim_version { major, minor, revision }
        hailo_shim_layout_row { name, kind, value, extra }
        hailo_shim_vdevice_params {
            device_count, scheduling_algorithm, multi_process_service, device_id_count, device_ids, group_id,
        }
        hailo_shim_quant { zero_point, scale, limit_min, limit_max }
        hailo_shim_stream_info {
            frame_size, format_type, format_order, format_flags, height, width, features, is_nms, nms_classes,
            nms_max_bboxes_per_class, nms_max_bboxes_total, nms_max_accumulated_mask_size, quant_count, quant, name_len,
            name,
        }
        hailo_shim_nms {
            score_threshold, iou_threshold, max_proposals_per_class, max_proposals_total, max_accumulated_mask_size,
        }
        hailo_shim_generator_params {
            temperature, top_p, top_k, frequency_penalty, max_generated_tokens, do_sample, seed,
        }
        hailo_shim_frame_info { frame_size, height, width, features, format_type, format_order }
        hailo_shim_speech_params { task, repetition_penalty, language }
        hailo_shim_power { average, average_time_ms, min, max, samples }
        hailo_shim_performance {
            ram_total, ram_used, cpu_utilization, nnc_utilization, ddr_noc_transactions, dsp_utilization,
        }
        hailo_shim_health_stats { on_die_temperature, on_die_voltage, bist_failure_mask }
        hailo_shim_throttling_level { threshold, hysteresis_threshold, nn_clock_hz }
        hailo_shim_health_info {
            overcurrent_protection_active, overcurrent_zone, red_overcurrent_threshold, overcurrent_throttling_active,
            temperature_throttling_active, temperature_zone, temperature_throttling_level, levels,
            orange_temperature_threshold, orange_hysteresis_temperature_threshold, red_temperature_threshold,
            red_hysteresis_temperature_threshold, requested_overcurrent_clock_hz, requested_temperature_clock_hz,
        }
        hailo_shim_temperature { ts0, ts1, samples }
    }
    for (name, value) in [
        ("HAILO_SHIM_FEATURE_INFER_MODEL", HAILO_SHIM_FEATURE_INFER_MODEL),
        ("HAILO_SHIM_FEATURE_DEVICE", HAILO_SHIM_FEATURE_DEVICE),
        ("HAILO_SHIM_FEATURE_LLM", HAILO_SHIM_FEATURE_LLM),
        ("HAILO_SHIM_FEATURE_LLM_CONTEXT", HAILO_SHIM_FEATURE_LLM_CONTEXT),
        ("HAILO_SHIM_FEATURE_LLM_TOOLS", HAILO_SHIM_FEATURE_LLM_TOOLS),
        ("HAILO_SHIM_FEATURE_VLM", HAILO_SHIM_FEATURE_VLM),
        ("HAILO_SHIM_FEATURE_SPEECH", HAILO_SHIM_FEATURE_SPEECH),
        ("HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY", HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY),
        ("HAILO_SHIM_LAYOUT_ABSENT", HAILO_SHIM_LAYOUT_ABSENT),
        ("HAILO_SHIM_LAYOUT_RECORD", HAILO_SHIM_LAYOUT_RECORD),
        ("HAILO_SHIM_LAYOUT_FIELD", HAILO_SHIM_LAYOUT_FIELD),
        ("HAILO_SHIM_LAYOUT_NUMBER", HAILO_SHIM_LAYOUT_NUMBER),
        ("HAILO_SHIM_INPUT", HAILO_SHIM_INPUT),
        ("HAILO_SHIM_OUTPUT", HAILO_SHIM_OUTPUT),
        ("HAILO_SHIM_KEEP", HAILO_SHIM_KEEP),
        ("HAILO_SHIM_GENERATING", HAILO_SHIM_GENERATING),
        ("HAILO_SHIM_MAX_TOKENS_REACHED", HAILO_SHIM_MAX_TOKENS_REACHED),
        ("HAILO_SHIM_LOGICAL_END", HAILO_SHIM_LOGICAL_END),
        ("HAILO_SHIM_ABORTED", HAILO_SHIM_ABORTED),
    ] {
        writeln!(text, "_Static_assert({name} == {value}u, \"{name}\");").unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("layouts.c");
    fs::write(&source, text).unwrap();
    cc(&["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", source.to_str().unwrap()]);
}

const IN_USE: Version = Version::new(5, 2, 0);

/// A library that defines what `text` says, if there is a compiler.
fn library(directory: &Path, name: &str, text: &str) -> Option<PathBuf> {
    let source = directory.join(name).with_extension("c");
    fs::write(&source, text).unwrap();
    let library = directory.join(name).with_extension("so");
    cc(&["-shared", "-fPIC", "-o", library.to_str().unwrap(), source.to_str().unwrap()]).then_some(library)
}

/// C of a shim that was built for `built`, is bound to `bound`, and can do nothing else.
fn hollow_shim(built: &str, bound: &str) -> String {
    let answers = [
        "hailo_shim_abi_version",
        "hailo_shim_built_for",
        "hailo_shim_library_version",
        "hailo_shim_features",
        "hailo_shim_layout",
    ];
    let mut text = format!(
        "unsigned hailo_shim_abi_version(void) {{ return {HAILO_SHIM_ABI_VERSION}; }}\n\
         unsigned hailo_shim_features(void) {{ return 3; }}\n\
         unsigned long hailo_shim_layout(void *rows) {{ return 0; }}\n\
         unsigned hailo_shim_built_for(unsigned *v) {{ {built} return 0; }}\n\
         unsigned hailo_shim_library_version(unsigned *v) {{ {bound} return 0; }}\n"
    );
    for name in ShimApi::NAMES.iter().filter(|name| !answers.contains(name)) {
        writeln!(text, "void {name}(void) {{}}").unwrap();
    }
    text
}

#[test]
fn a_missing_shim_says_what_was_tried_and_how_to_get_one() {
    let directory = tempfile::tempdir().unwrap();
    let text = directory.path().join("libhailo_shim.so");
    fs::write(&text, "no library").unwrap();
    let libhailort = directory.path().join("libhailort.so");
    // `HAILO_SHIM_LIB` of the environment would be tried alone.
    if std::env::var_os("HAILO_SHIM_LIB").is_some() {
        hailo_tests::skipped("shim: HAILO_SHIM_LIB is set");
        return;
    }
    let error = LoadedShim::load(&libhailort, IN_USE).unwrap_err();
    let ShimLoadError::NotFound { tried } = &error else { panic!("{error}") };
    assert_eq!(tried[0].0, text, "first beside libhailort");
    assert_eq!(tried[1].0, Path::new("libhailo_shim.so"), "then wherever the loader looks");
    let message = error.to_string();
    assert!(message.contains(text.to_str().unwrap()), "{message}");
    assert!(message.contains("cargo xtask shim build --hailort"), "{message}");
}

#[test]
fn a_shim_of_another_abi_version_is_refused_before_anything_else_of_it_is_used() {
    let directory = tempfile::tempdir().unwrap();
    let text = "unsigned hailo_shim_abi_version(void) { return 99; }";
    let Some(path) = library(directory.path(), "other_abi", text) else { return };
    let error = LoadedShim::load_from(&path, IN_USE).unwrap_err();
    assert!(matches!(error, ShimLoadError::Abi { found: 99, .. }), "{error}");
    let message = error.to_string();
    assert!(message.contains("99") && message.contains(&HAILO_SHIM_ABI_VERSION.to_string()), "{message}");
}

#[test]
fn a_shim_that_lacks_a_function_is_refused_with_its_name() {
    let directory = tempfile::tempdir().unwrap();
    let version = "v[0] = 5; v[1] = 2; v[2] = 0;";
    let text = hollow_shim(version, version).replace("void hailo_shim_llm_create(void) {}\n", "");
    let Some(path) = library(directory.path(), "lacking", &text) else { return };
    let error = LoadedShim::load_from(&path, IN_USE).unwrap_err();
    assert!(matches!(error, ShimLoadError::Symbol { name: "hailo_shim_llm_create", .. }), "{error}");
}

#[test]
fn built_bound_and_used_versions_must_be_one() {
    let directory = tempfile::tempdir().unwrap();
    let (right, other) = ("v[0] = 5; v[1] = 2; v[2] = 0;", "v[0] = 5; v[1] = 1; v[2] = 1;");
    let Some(path) = library(directory.path(), "right", &hollow_shim(right, right)) else { return };
    let shim = LoadedShim::load_from(&path, IN_USE).unwrap();
    assert_eq!((shim.built_for, shim.features, shim.path), (IN_USE, 3, path.clone()));

    let error = LoadedShim::load_from(&path, Version::new(5, 1, 1)).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, ShimLoadError::Version { .. }), "{message}");
    assert!(
        message.contains("5.2.0") && message.contains("5.1.1") && message.contains("rebuild"),
        "{message}"
    );

    let path = library(directory.path(), "bound_elsewhere", &hollow_shim(right, other)).unwrap();
    let error = LoadedShim::load_from(&path, IN_USE).unwrap_err();
    assert!(
        matches!(error, ShimLoadError::Version { library, .. } if library == Version::new(5, 1, 1)),
        "{error}"
    );
}
