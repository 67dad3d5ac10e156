//! Settings and the commands about them, as who starts the program meets them: exit codes and standard error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn monitor(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hailo-monitor"));
    command.args(args).env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

/// The proxy on free ports, so that a refusal is never about a port.
fn proxy(args: &[&str]) -> Command {
    let mut command = monitor(&["proxy", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]);
    command.args(args);
    command
}

fn refused(command: &mut Command) -> (i32, String) {
    let Output { status, stderr, stdout } = command.output().unwrap();
    assert!(stdout.is_empty(), "{stdout:?}");
    (status.code().expect("it ends by itself"), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_server_behind_the_proxy_that_can_not_be_is_refused_at_once_and_no_secret_is_said() {
    for (upstream, why) in [
        ("http://127.0.0.1:99999", "no port"),
        ("http://127.0.0.1:", "no port"),
        ("http://127.0.0.1:0", "no port"),
        ("http://user:secret@127.0.0.1:1", "password"),
        ("http://127.0.0.1:1/v1?key=secret", "query"),
        ("http://127.0.0.1:1,http://127.0.0.1:2", "no request would reach"),
        ("/a=http://127.0.0.1:1,/a/=http://127.0.0.1:2", "no request would reach"),
        ("http://no-such-host.invalid:1", "can't be resolved"),
        ("", "needs a scheme"),
    ] {
        for json in [false, true] {
            let log = if json { "json" } else { "human" };
            let by_flag = refused(proxy(&["--log", log]).args(["--upstream", upstream]));
            let by_variable = refused(proxy(&["--log", log]).env("HAILO_PROXY_UPSTREAM", upstream));
            assert_eq!(by_flag.0, 1, "{upstream}: {by_flag:?}");
            if !json {
                assert_eq!(by_flag, by_variable, "{upstream}");
            }
            let (_, text) = by_flag;
            assert!(text.contains(why) && !text.contains("secret"), "{upstream}: {text}");
            assert_eq!(text.lines().count(), 1, "{text}");
            if json {
                let line: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(line["level"], "ERROR", "{text}");
            }
        }
    }
}

#[test]
fn errors_at_the_start_have_the_shape_of_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("monitor.toml");
    std::fs::write(&file, "[serve]\nlog = \"json\"\nhef = \"/nowhere.hef\"\ndevice = \"simulated\"\n")
        .unwrap();
    let file = file.to_str().unwrap();
    let json = ["serve", "--listen", "127.0.0.1:0", "--log", "json"];
    for mut command in [
        // A flag that is none, one with a value that is none, a file that is not there, a file without the model.
        monitor(&[&json[..], &["--speeed", "2"]].concat()),
        monitor(&[&json[..], &["--speed", "0"]].concat()),
        monitor(&[&json[..], &["--config", "/nowhere.toml"]].concat()),
        monitor(&[&json[..], &["--device", "simulated", "--scenario", "none-such"]].concat()),
        monitor(&["serve", "--listen", "127.0.0.1:0", "--config", file]),
        monitor(&["serve", "--listen", "nowhere"]),
    ] {
        let (code, text) = refused(command.env("HAILO_MONITOR_LOG", "json"));
        assert!(code == 1 || code == 2, "{code}");
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
            assert!(line["message"].is_string());
        }
        assert!(text.contains("ERROR"), "{text}");
    }
    // The filter of log lines can't hide why the program ended.
    let (_, text) = refused(proxy(&["--upstream", "x", "--log", "json"]).env("RUST_LOG", "off"));
    assert!(text.contains("needs a scheme"), "{text}");
    let (code, text) = refused(proxy(&[]).env("RUST_LOG", "a=b=c"));
    assert!(code == 1 && text.contains("RUST_LOG"), "{text}");
}

#[test]
fn an_empty_variable_is_read_like_an_empty_flag() {
    for name in ["queue", "concurrency", "listen", "log", "canary-model"] {
        let variable = format!("HAILO_PROXY_{}", name.replace('-', "_").to_uppercase());
        let by_variable = refused(monitor(&["proxy"]).env(variable, ""));
        let by_flag = refused(&mut monitor(&["proxy", &format!("--{name}=")]));
        assert_eq!(by_variable, by_flag, "{name}");
        assert_ne!(by_flag.0, 0, "{name}");
    }
}

#[test]
fn a_closed_pipe_ends_a_report_quietly_and_a_full_disk_is_one_line() {
    for args in [
        &["doctor"][..],
        &["doctor", "--json"],
        &["config", "default"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let closed = monitor(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert!(matches!(closed.status.code(), Some(0 | 1)), "{args:?}: {closed:?}");
        assert!(closed.stderr.is_empty(), "{args:?}: {closed:?}");
        if args[0] == "--help" {
            continue;
        }
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let full = monitor(args).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(full.status.code(), Some(1), "{args:?}: {full:?}");
        let said = String::from_utf8(full.stderr).unwrap();
        assert!(said.lines().count() == 1 && said.contains("standard output"), "{args:?}: {said}");
    }
}

#[test]
fn the_printed_settings_file_passes_its_own_check() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("monitor.toml");
    let printed = monitor(&["config", "default"]).output().unwrap();
    std::fs::write(&file, printed.stdout).unwrap();
    let check = |expected: i32| {
        let output = monitor(&["config", "check"]).arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(check(0), "");
    std::fs::write(&file, "queue = 3\n").unwrap();
    let said = check(1);
    assert!(said.contains("monitor.toml:1: unknown field `queue`, expected `serve` or `proxy`"), "{said}");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let script = monitor(&["completions", "bash"]).output().unwrap().stdout;
    let dir = tempfile::tempdir().unwrap();
    assert!(monitor(&["man"]).arg(dir.path()).status().unwrap().success());
    for command in ["serve", "proxy", "doctor", "config"] {
        assert!(String::from_utf8_lossy(&script).contains(command));
        let page = dir.path().join(format!("hailo-monitor-{command}.1"));
        assert!(std::fs::metadata(&page).is_ok_and(|page| page.len() > 100), "{page:?}");
    }
}

#[test]
fn only_a_regular_file_is_read_as_a_model() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe.hef");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let link = dir.path().join("link.hef");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for (path, why) in [
        (pipe.as_path(), "not a regular file"),
        (link.as_path(), "not a regular file"),
        (std::path::Path::new("/dev/zero"), "not a regular file"),
        (dir.path(), "a directory"),
        (std::path::Path::new("/nowhere.hef"), "No such file"),
    ] {
        // One that waits for a writer never ends; the test does not either.
        let mut serve = monitor(&["serve", "--device", "simulated", "--listen", "127.0.0.1:0", "--hef"]);
        let (code, text) = refused(serve.arg(path));
        let last = text.lines().last().unwrap_or_default();
        assert!(code == 1 && last.contains(why) && last.contains(path.to_str().unwrap()), "{path:?}: {text}");
    }
}
