//! The loader against libraries made for the purpose by the C compiler that rustc links with.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test speaks and stops on surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hailo_sys::{
    Authority, Era, FUNCTIONS, Function, Library, LoadError, LoadOptions, Reason, Status, TableError, Version,
};
use tempfile::TempDir;

/// Builds a library whose functions all answer 0, of this release, without the functions in `leave_out`.
fn library(folder: &Path, name: &str, version: &str, answer: u32, leave_out: &[&str]) -> PathBuf {
    let era = Version::parse(version).and_then(|v| Era::assumed(v).ok()).unwrap_or(Era::V4_20);
    library_of_era(folder, name, version, era, answer, leave_out)
}

/// The same with the functions and the statuses of an era, whatever its number says.
fn library_of_era(
    folder: &Path,
    name: &str,
    version: &str,
    era: Era,
    answer: u32,
    leave_out: &[&str],
) -> PathBuf {
    let numbers: Vec<_> = version.split('.').collect();
    let mut source = format!(
        "unsigned hailo_get_library_version(unsigned *v) {{ v[0] = {}; v[1] = {}; v[2] = {}; return {answer}; }}\n",
        numbers[0], numbers[1], numbers[2]
    );
    let statuses: String =
        (0..).map_while(|s| Status(s).name_in(era)).map(|name| format!("\"{name}\", ")).collect();
    source += &format!(
        "static const char *const names[] = {{ {statuses} }};\n\
         const char *hailo_get_status_message(unsigned s) {{ return s < sizeof names / sizeof *names ? names[s] : 0; }}\n"
    );
    for Function { name, .. } in Function::all(era) {
        let written = ["hailo_get_library_version", "hailo_get_status_message"].contains(name);
        if !written && !leave_out.contains(name) {
            source += &format!("unsigned {name}(void) {{ return 0; }}\n");
        }
    }
    let (c, so) = (folder.join(format!("{name}.c")), folder.join(name));
    fs::write(&c, source).unwrap();
    let status = Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).arg(&so).arg(&c).status().unwrap();
    assert!(status.success());
    so
}

fn refused(error: &LoadError) -> &TableError {
    error.refusal().unwrap_or_else(|| panic!("not refused: {error}"))
}

#[test]
fn every_known_release_loads_with_its_era() {
    let folder = TempDir::new().unwrap();
    for version in Era::known_versions() {
        let path = library(folder.path(), &format!("lib{version}.so"), &version.to_string(), 0, &[]);
        let loaded = Library::load_from(&path).unwrap();
        assert_eq!((loaded.version, Ok(loaded.era)), (version, Era::of(version)));
        assert_eq!(loaded.path, Some(path));
        for function in &FUNCTIONS {
            assert_eq!(loaded.api.holds(function.name), function.is_in(loaded.era), "{}", function.name);
        }
    }
}

#[test]
fn a_file_that_is_not_there_or_is_no_library_is_named_with_the_reason() {
    let folder = TempDir::new().unwrap();
    let absent = folder.path().join("absent.so");
    let text = folder.path().join("text.so");
    fs::write(&text, "not a library").unwrap();
    for (path, word) in [(absent, "No such file"), (text, "file too short")] {
        let error = Library::load_from(&path).unwrap_err();
        assert!(matches!(error.attempts[0].reason, Reason::NotOpened(_)) && error.refusal().is_none());
        let text = error.to_string();
        assert!(text.contains(path.to_str().unwrap()) && text.contains(word), "{text}");
    }
}

#[test]
fn missing_functions_are_named() {
    let folder = TempDir::new().unwrap();
    let path = library(folder.path(), "a.so", "5.2.0", 0, &["hailo_infer"]);
    let error = Library::load_from(&path).unwrap_err();
    let TableError::MissingSymbols(missing) = refused(&error) else { panic!("{error}") };
    assert_eq!(missing.names, ["hailo_infer"]);
    assert!(error.to_string().contains("missing symbol hailo_infer"), "{error}");

    // Not in every era, so not needed to fill the table; but this release has it.
    let path = library(folder.path(), "b.so", "4.23.0", 0, &["hailo_scan_ethernet_devices"]);
    let error = Library::load_from(&path).unwrap_err();
    let TableError::MissingSymbols(missing) = refused(&error) else { panic!("{error}") };
    assert_eq!(missing.names, ["hailo_scan_ethernet_devices"]);
}

#[test]
fn unknown_releases_are_tested_and_refused_unless_the_caller_vouches_for_them() {
    let folder = TempDir::new().unwrap();
    // It answers success to all and fills nothing, which no release does.
    let newer = library(folder.path(), "newer.so", "5.9.1", 0, &[]);
    let error = Library::load_from(&newer).unwrap_err();
    let text = error.to_string();
    for word in ["5.9.1", "hailo_pcie_device_info_t.domain", "5.4.0"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(
        matches!(refused(&error), TableError::Disagrees { found, .. } if *found == Version::new(5, 9, 1))
    );

    let error = LoadOptions::new().path(&newer).known_only().load().unwrap_err();
    let text = error.to_string();
    for word in ["5.9.1", "5.4.0", "4.20.0", "assume_known_layout"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(matches!(refused(&error), TableError::Unsupported(u) if u.found == Version::new(5, 9, 1)));

    // SAFETY: the library is ours and never writes a record.
    let vouched = unsafe { LoadOptions::new().path(&newer).assume_known_layout() }.load().unwrap();
    assert_eq!((vouched.era, vouched.version), (Era::V5_3, Version::new(5, 9, 1)));
    assert_eq!(vouched.authority, Authority::Assumed);

    // An older one has layouts that are known to differ: vouching does not help.
    let older = library(folder.path(), "older.so", "4.19.0", 0, &[]);
    // SAFETY: as above.
    let error = unsafe { LoadOptions::new().path(&older).assume_known_layout() }.load().unwrap_err();
    assert!(matches!(refused(&error), TableError::Unsupported(_)), "{error}");
}

#[test]
fn a_library_that_crashes_when_asked_is_refused_and_the_process_lives() {
    let folder = TempDir::new().unwrap();
    let path = library(folder.path(), "trap.so", "5.9.2", 0, &["hailo_parse_pcie_device_info"]);
    let source = folder.path().join("trap.so.c");
    let text = fs::read_to_string(&source).unwrap();
    fs::write(&source, text + "unsigned hailo_parse_pcie_device_info(void) { __builtin_trap(); }\n").unwrap();
    let status = Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).arg(&path).arg(&source).status();
    assert!(status.unwrap().success());
    let error = Library::load_from(&path).unwrap_err();
    assert!(matches!(refused(&error), TableError::SelfTestEnded { .. }), "{error}");
    assert!(error.to_string().contains("5.9.2") && error.to_string().contains("signal"), "{error}");
}

#[test]
fn a_newer_release_is_asked_whatever_functions_it_lacks_but_not_without_its_number() {
    let folder = TempDir::new().unwrap();
    // It fills nothing, so it is refused for that, and not for the function that it lacks.
    let path = library(folder.path(), "less.so", "5.9.0", 0, &["hailo_infer"]);
    let error = Library::load_from(&path).unwrap_err();
    assert!(matches!(refused(&error), TableError::Disagrees { .. }), "{error}");

    let path = library(folder.path(), "mute.so", "5.9.0", 0, &[]);
    let source = folder.path().join("mute.so.c");
    let text =
        fs::read_to_string(&source).unwrap().replace("hailo_get_library_version", "hailo_get_no_version");
    fs::write(&source, text).unwrap();
    let status = Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).arg(&path).arg(&source).status();
    assert!(status.unwrap().success());
    let error = Library::load_from(&path).unwrap_err();
    let TableError::MissingSymbols(missing) = refused(&error) else { panic!("{error}") };
    assert_eq!(missing.names, ["hailo_get_library_version"]);
}

/// A build that has the number of 5.3.0 and the headers of 5.2.0: it does not know the last status of 5.3.
#[test]
fn a_development_build_is_not_taken_for_the_release_of_its_number() {
    let folder = TempDir::new().unwrap();
    let path = library_of_era(folder.path(), "early.so", "5.3.0", Era::V5_2_0, 0, &[]);
    let error = LoadOptions::new().path(&path).known_only().load().unwrap_err();
    assert!(matches!(refused(&error), TableError::Unsupported(_)), "{error}");
    let error = Library::load_from(&path).unwrap_err();
    assert!(matches!(refused(&error), TableError::Disagrees { .. }), "{error}");
}

#[test]
fn a_library_that_does_not_say_its_release_is_refused_with_its_status() {
    let folder = TempDir::new().unwrap();
    let path = library(folder.path(), "mute.so", "4.23.0", 8, &[]);
    let error = Library::load_from(path).unwrap_err();
    assert_eq!(*refused(&error), TableError::VersionUnknown(Status::INTERNAL_FAILURE));
}

struct Table(hailo_sys::Api);

// SAFETY: the functions of a library that is never unloaded.
unsafe impl hailo_sys::Runtime for Table {
    fn api(&self) -> hailo_sys::Api {
        self.0
    }

    fn shim_api(&self) -> Option<hailo_sys::ShimApi> {
        None
    }
}

#[test]
fn two_releases_live_in_one_process() {
    let folder = TempDir::new().unwrap();
    let four = Library::load_from(library(folder.path(), "four.so", "4.23.0", 0, &[])).unwrap();
    let five = Library::load_from(library(folder.path(), "five.so", "5.2.0", 0, &[])).unwrap();
    for loaded in [four, five] {
        let again = hailo_sys::Loaded::of(&Table(loaded.api)).unwrap();
        assert_eq!((again.version, again.era, again.path), (loaded.version, loaded.era, None));
    }
}

/// Runs `search_in_a_child` alone in a child with this environment, and answers what it printed.
fn search_with(environment: &[(&str, &Path)]) -> String {
    in_a_child("search_in_a_child", environment)
}

fn in_a_child(test: &str, environment: &[(&str, &Path)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--nocapture"]).env_remove("HAILORT_LIB").env_remove("HAILORT_LOGGER_PATH");
    for (name, value) in environment {
        child.env(name, value);
    }
    String::from_utf8(child.env("HAILO_TEST_CHILD", "1").output().unwrap().stdout).unwrap()
}

/// What `search_with` runs: prints the file found, or the error.
#[test]
fn search_in_a_child() {
    let found = Library::load();
    if std::env::var_os("HAILO_TEST_CHILD").is_some() {
        match found {
            Ok(loaded) => println!("found {}", loaded.path.unwrap().display()),
            Err(error) => println!("{error}"),
        }
    } else if let Err(error) = found {
        // Whatever this machine has: a failed search tried every known release by name.
        let tried: Vec<_> = error.attempts.iter().map(|a| a.path.clone()).collect();
        for version in Era::known_versions() {
            assert!(tried.contains(&PathBuf::from(format!("libhailort.so.{version}"))), "{version}");
        }
        assert!(tried.contains(&PathBuf::from("libhailort.so")));
    }
}

#[test]
fn the_search_prefers_the_variable_then_the_newest_versioned_name() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    library(path, "libhailort.so", "4.20.0", 0, &[]);
    library(path, "libhailort.so.4.23.0", "4.23.0", 0, &[]);
    let said = search_with(&[("LD_LIBRARY_PATH", path)]);
    assert!(said.contains(&format!("found {}", path.join("libhailort.so.4.23.0").display())), "{said}");

    let newest = library(path, "libhailort.so.5.2.0", "5.2.0", 0, &[]);
    let said = search_with(&[("LD_LIBRARY_PATH", path)]);
    assert!(said.contains(&format!("found {}", newest.display())), "{said}");

    let named = path.join("libhailort.so");
    let said = search_with(&[("LD_LIBRARY_PATH", path), ("HAILORT_LIB", &named)]);
    assert!(said.contains(&format!("found {}", named.display())), "{said}");

    // The variable is a decision, not a hint: what it names is the only candidate.
    let absent = path.join("absent.so");
    let said = search_with(&[("LD_LIBRARY_PATH", path), ("HAILORT_LIB", &absent)]);
    assert!(said.contains("absent.so") && !said.contains("found /"), "{said}");
}

/// A library that, like HailoRT, reads `HAILORT_LOGGER_PATH` in its constructor, and answers 0 only if it is `NONE`.
fn library_with_a_logger(folder: &Path) -> PathBuf {
    let path = library(folder, "logger.so", "4.23.0", 0, &[]);
    let source = folder.join("logger.so.c");
    let logger = "\n#include <stdlib.h>\n#include <string.h>\nstatic unsigned answer = 8;\n\
                  __attribute__((constructor)) static void read_environment(void) {\n\
                  const char *path = getenv(\"HAILORT_LOGGER_PATH\");\n\
                  if (path && strcmp(path, \"NONE\") == 0) answer = 0;\n}\n";
    let text = fs::read_to_string(&source).unwrap().replacen("return 0; }", "return answer; }", 1);
    fs::write(&source, format!("{logger}{text}")).unwrap();
    let status = Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).arg(&path).arg(&source).status();
    assert!(status.unwrap().success());
    path
}

#[test]
fn the_logger_path_is_set_before_the_library_reads_it_and_only_if_asked() {
    let folder = TempDir::new().unwrap();
    let Some(path) = std::env::var_os("HAILO_TEST_LOGGER").map(PathBuf::from) else {
        let path = library_with_a_logger(folder.path());
        let test = "the_logger_path_is_set_before_the_library_reads_it_and_only_if_asked";
        let said = in_a_child(test, &[("HAILO_TEST_LOGGER", &path)]);
        assert!(said.contains("1 passed"), "{said}");
        let error = Library::load_from(&path).unwrap_err();
        assert_eq!(*refused(&error), TableError::VersionUnknown(Status::INTERNAL_FAILURE));
        return;
    };
    // SAFETY: this child runs one test, and its other thread only waits for it.
    let options = unsafe { LoadOptions::new().path(path).logger_path("NONE") };
    assert_eq!(options.load().unwrap().version, Version::new(4, 23, 0));
}
