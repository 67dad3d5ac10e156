//! `cargo xtask release --dry-run`: whether a release of what is here would be whole, and what it would hold.
//!
//! It changes nothing but `target/`: publishing and tagging stay with a person.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::{Outcome, root};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The only way it runs: nothing is tagged or published
    #[arg(long, required = true)]
    dry_run: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    debug_assert!(options.dry_run, "clap demands it");
    let metadata: Value = serde_json::from_str(&said(&["metadata", "--format-version", "1", "--locked"])?)?;
    let ours = workspace(&metadata);
    let version = text(ours.first().ok_or("the workspace has no packages")?, "version").to_owned();
    let mut problems = versions(&ours, &version);

    let changelog = fs::read_to_string(root().join("CHANGELOG.md"))?;
    if !has_section(&changelog, &version) {
        problems.push(format!(
            "CHANGELOG.md has no text under `## [{version}]` (or `## [Unreleased]`, before it is named)"
        ));
    }
    let tag = format!("v{version}");
    let known = git(&["tag", "--list", &tag])?;
    if !known.is_empty() {
        problems.push(format!("the tag {tag} is there already: the version must rise"));
    }
    if !git(&["status", "--porcelain"])?.is_empty() {
        problems.push("there are changes that are not committed".to_owned());
    }

    let published: Vec<&str> =
        ours.iter().filter(|p| !p["publish"].is_array()).map(|p| text(p, "name")).collect();
    for name in &published {
        let files = said(&["package", "--list", "--allow-dirty", "--package", name])?;
        for needed in ["Cargo.toml", "README.md", "src/lib.rs"] {
            if !files.lines().any(|file| file == needed) {
                problems.push(format!("the package {name} would lack {needed}"));
            }
        }
        println!("{name} {version}: {} files", files.lines().count());
    }

    let sbom = root().join("target/sbom.cdx.json");
    let listed = components(&metadata);
    fs::create_dir_all(root().join("target"))?;
    fs::write(&sbom, serde_json::to_string_pretty(&bill_of_materials(&version, &listed))?)?;
    println!("{}: {} components", sbom.display(), listed.len());

    if problems.is_empty() {
        println!(
            "{tag} could be released: .ci/run, .ci/nightly, then tag it and `cargo publish --workspace`"
        );
        return Ok(());
    }
    Err(format!("{tag} can't be released:\n  {}", problems.join("\n  ")).into())
}

/// What a cargo command says.
fn said(arguments: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    output(Command::new(env!("CARGO")).args(arguments))
}

fn git(arguments: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    output(Command::new("git").args(arguments))
}

fn output(command: &mut Command) -> Result<String, Box<dyn std::error::Error>> {
    let output = command.current_dir(root()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(format!("{command:?} fails:\n{}", String::from_utf8_lossy(&output.stderr)).into())
}

fn text<'a>(package: &'a Value, field: &str) -> &'a str {
    package[field].as_str().unwrap_or_default()
}

/// The packages of the workspace.
fn workspace(metadata: &Value) -> Vec<&Value> {
    let members: BTreeSet<&str> =
        metadata["workspace_members"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages.filter(|package| members.contains(text(package, "id"))).collect()
}

/// Packages of another version, and dependencies between them that ask for another.
fn versions(ours: &[&Value], version: &str) -> Vec<String> {
    let names: BTreeSet<&str> = ours.iter().map(|package| text(package, "name")).collect();
    let mut problems = Vec::new();
    for package in ours {
        if text(package, "version") != version {
            problems.push(format!(
                "{} is {}, not {version}",
                text(package, "name"),
                text(package, "version")
            ));
        }
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let asked = text(dependency, "req");
            // A path without a version is one of an unpublished package, or of a crate on itself in its tests.
            if names.contains(text(dependency, "name")) && asked != "*" && asked != format!("^{version}") {
                let (from, to) = (text(package, "name"), text(dependency, "name"));
                problems.push(format!("{from} asks for {to} {asked}, not ^{version}"));
            }
        }
    }
    problems
}

/// Whether the changelog says something about a version, under its name or as not released yet.
fn has_section(changelog: &str, version: &str) -> bool {
    [format!("## [{version}]"), "## [Unreleased]".to_owned()].iter().any(|heading| {
        let section = changelog.split(heading.as_str()).nth(1).and_then(|rest| rest.split("\n## ").next());
        section
            .is_some_and(|section| section.lines().any(|line| line.starts_with('*') || line.starts_with('-')))
    })
}

/// Everything from elsewhere that can be part of a program built here.
fn components(metadata: &Value) -> Vec<Value> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let foreign = packages.filter(|package| package["source"].is_string());
    foreign
        .map(|package| {
            let (name, version) = (text(package, "name"), text(package, "version"));
            json!({
                "type": "library",
                "name": name,
                "version": version,
                "purl": format!("pkg:cargo/{name}@{version}"),
                "licenses": [{ "expression": text(package, "license") }],
            })
        })
        .collect()
}

/// A CycloneDX 1.6 document.
fn bill_of_materials(version: &str, components: &[Value]) -> Value {
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "hailo-telemetry", "version": version } },
        "components": components,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, asks: &str) -> Value {
        json!({ "name": name, "version": version, "dependencies": [{ "name": "a", "req": asks }] })
    }

    #[test]
    fn a_version_that_was_forgotten_is_named() {
        let (a, b) = (package("a", "1.1.0", "*"), package("b", "1.0.0", "^1.0.0"));
        let problems = versions(&[&a, &b], "1.1.0");
        assert_eq!(problems, ["b is 1.0.0, not 1.1.0", "b asks for a ^1.0.0, not ^1.1.0"]);
        assert!(versions(&[&a, &package("b", "1.1.0", "^1.1.0")], "1.1.0").is_empty());
    }

    #[test]
    fn a_changelog_must_say_something() {
        assert!(has_section("# C\n\n## [1.0.0]\n\n* new\n\n## [0.9.0]\n", "1.0.0"));
        assert!(has_section("## [Unreleased]\n\n* new\n", "1.0.0"));
        assert!(!has_section("## [Unreleased]\n\n## [1.0.0]\n\n## [0.9.0]\n\n* old\n", "1.0.0"));
    }
}
