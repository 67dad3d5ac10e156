//! `cargo xtask mock-so`: the simulated device as `target/mock/X.Y.Z/libhailort.so`, one folder per release.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::abi::Abi;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A known release such as 4.23.0, or `all` for the newest of each era
    #[arg(long = "era", default_values = ["4.23.0", "5.2.0"])]
    releases: Vec<String>,
    /// Optimise
    #[arg(long)]
    release: bool,
    /// Take it from a build of the whole workspace, where there is one: alone, it would be built anew with fewer features
    #[arg(long)]
    of_workspace: bool,
    /// Then run the C program (linked, and through dlopen; under valgrind too) and the Python script of tests/c
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(options: &Options) -> crate::Outcome {
    let abi = Abi::read()?;
    let newest = || abi.eras.iter().filter_map(|era| era.versions.last().cloned());
    let wanted: Vec<String> = options
        .releases
        .iter()
        .flat_map(|r| if r == "all" { newest().collect() } else { vec![r.clone()] })
        .collect();
    let archive = archive(options)?;
    for release in wanted {
        let era = abi
            .eras
            .iter()
            .position(|era| era.versions.contains(&release))
            .ok_or_else(|| format!("{release} is not a known release"))?;
        let folder = crate::root().join("target/mock").join(&release);
        fs::create_dir_all(&folder)?;
        let names: BTreeSet<String> = abi
            .functions
            .iter()
            .filter(|f| abi.indexes(&f.span).contains(&era))
            .map(|f| f.name.clone())
            .collect();
        let soname = format!("libhailort.so.{release}");
        link(&archive, &folder, &soname, &names, &release)?;
        let plain = folder.join("libhailort.so");
        let _ = fs::remove_file(&plain);
        std::os::unix::fs::symlink(&soname, &plain)?;
        link(
            &archive,
            &folder,
            "libhailo_shim.so",
            &crate::codegen::shim_functions()?.into_iter().collect(),
            &release,
        )?;
        println!("{}: exactly the {} functions of {release}", plain.display(), names.len());
        if options.check {
            check(&abi, era, &folder)?;
        }
    }
    Ok(())
}

/// Builds the archive and answers its path.
fn archive(options: &Options) -> Result<PathBuf, Box<dyn Error>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet"]).current_dir(crate::root());
    if options.of_workspace {
        // Examples ask for the same features as the tests.
        cargo.args(["--workspace", "--lib", "--examples"]);
    } else {
        cargo.args(["--package", "hailo-mock-so"]);
    }
    if options.release {
        cargo.arg("--release");
    }
    succeed(&mut cargo)?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from);
    Ok(target.join(if options.release { "release" } else { "debug" }).join("libhailo_mock_so.a"))
}

/// Links the archive as one library that exports these names and no other, and looks at the result.
fn link(
    archive: &Path,
    folder: &Path,
    soname: &str,
    names: &BTreeSet<String>,
    release: &str,
) -> crate::Outcome {
    let list: Vec<_> = names.iter().map(|name| format!("    {name};\n")).collect();
    let map = folder.join(format!("{soname}.map"));
    fs::write(&map, format!("{{\nglobal:\n{}local:\n    *;\n}};\n", list.concat()))?;
    let version = folder.join("version.c");
    let numbers = release.replace('.', ", ");
    fs::write(&version, format!("const unsigned hailo_mock_so_version[3] = {{ {numbers} }};\n"))?;
    let library = folder.join(soname);
    succeed(
        Command::new("cc")
            .args(["-shared", "-fPIC", "-Wl,--gc-sections", "-Wl,--no-undefined", "-Wl,-z,defs"])
            .arg(format!("-Wl,-soname,{soname}"))
            .arg(format!("-Wl,--version-script={}", map.display()))
            .arg("-o")
            .arg(&library)
            .arg(&version)
            .arg("-Wl,--whole-archive")
            .arg(archive)
            .args(["-Wl,--no-whole-archive", "-lgcc_s", "-lpthread", "-lm", "-ldl", "-lc"]),
    )?;
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(&library).output()?;
    let listing = String::from_utf8(output.stdout)?;
    let exported: BTreeSet<String> =
        listing.lines().filter_map(|line| Some(line.split_whitespace().nth(2)?.to_owned())).collect();
    if exported != *names {
        let extra: Vec<_> = exported.difference(names).take(5).collect();
        let missing: Vec<_> = names.difference(&exported).take(5).collect();
        return Err(format!("{soname}: extra symbols {extra:?}, missing {missing:?}").into());
    }
    Ok(())
}

/// Runs the C program and the Python script on the library.
fn check(abi: &Abi, era: usize, folder: &Path) -> crate::Outcome {
    let header = crate::c_header::write(abi, era)?;
    let sources = crate::root().join("tests/c");
    for (name, flags) in [("linked", vec!["-lhailort"]), ("through-dlopen", vec!["-DTHROUGH_DLOPEN", "-ldl"])]
    {
        let program = folder.join(name);
        succeed(
            Command::new("cc")
                .args(["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-g", "-I"])
                .arg(&header)
                .arg(sources.join("drive.c"))
                .arg("-o")
                .arg(&program)
                .arg("-L")
                .arg(folder)
                .args(flags),
        )?;
        let environment =
            [("LD_LIBRARY_PATH", folder.to_path_buf()), ("HAILORT_LIB", folder.join("libhailort.so"))];
        succeed(Command::new(&program).envs(environment.clone()))?;
        if abi.eras[era].era.starts_with('4') {
            // Under load a hot device raises its alarm; simulated minutes pass in real seconds.
            let hot = [("HAILO_MOCK_SCENARIO", "hot"), ("HAILO_MOCK_SPEED", "200")];
            succeed(Command::new(&program).arg("until-notified").envs(environment.clone()).envs(hot))?;
        }
        println!("{}: ran", program.display());
        if Command::new("valgrind").arg("--version").output().is_err() {
            println!("SKIPPED valgrind: not installed");
            continue;
        }
        // The host lives as long as the process, so what it still holds at the end is no leak.
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args([
                "--quiet",
                "--error-exitcode=9",
                "--leak-check=full",
                "--show-leak-kinds=definite",
                "--errors-for-leak-kinds=definite",
            ])
            .arg(&program)
            .envs(environment);
        succeed(&mut valgrind)?;
        println!("{}: clean under valgrind", program.display());
    }
    if Command::new("python3").arg("--version").output().is_err() {
        println!("SKIPPED Python: not installed");
        return Ok(());
    }
    succeed(Command::new("python3").arg(sources.join("smoke.py")).arg(folder))?;
    println!("{}: ran", sources.join("smoke.py").display());
    Ok(())
}

fn succeed(command: &mut Command) -> crate::Outcome {
    let status = command.status().map_err(|e| format!("{}: {e}", command.get_program().display()))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}
