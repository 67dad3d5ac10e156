//! `cargo xtask abi`: what the tables say, as C, and C compilers' opinion of it.
//!
//! For each era a header of our own (declarations only, made from the tables) and a file of static assertions go to
//! `target/abi/<era>`. The assertions are compiled against that header by every C compiler at hand, so that gcc agrees
//! with the sizes, offsets and packing on x86-64 and aarch64; and against the installed `hailo/hailort.h`, if there is
//! one, so that HailoRT agrees with the tables.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::abi::{Abi, CType, Field, FieldType, Function, Kind, Layout};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The folder that holds hailo/hailort.h; the system's folders if absent
    #[arg(long, env = "HAILORT_INCLUDE")]
    include: Option<PathBuf>,
    /// The release of that header; without it any known one may agree
    #[arg(long, env = "HAILORT_VERSION")]
    version: Option<String>,
}

const COMPILERS: [&str; 2] = ["gcc", "aarch64-linux-gnu-gcc"];

pub(crate) fn run(options: &Options) -> crate::Outcome {
    let abi = Abi::read()?;
    for compiler in COMPILERS {
        if Command::new(compiler).arg("--version").output().is_err() {
            println!("SKIPPED {compiler}: not installed");
            continue;
        }
        for (index, era) in abi.eras.iter().enumerate() {
            let folder = write(&abi, index)?;
            let assertions = compile(compiler, &folder, &folder)??;
            println!("{compiler} agrees with the {assertions} numbers of {}", era.era);
        }
    }
    installed(&abi, options)
}

/// Holds the installed header against the tables.
fn installed(abi: &Abi, options: &Options) -> crate::Outcome {
    let system = ["/usr/include", "/usr/local/include"].map(PathBuf::from);
    let mut folders = options.include.iter().chain(&system);
    let Some(include) = folders.find(|folder| folder.join("hailo/hailort.h").is_file()) else {
        if let Some(folder) = &options.include {
            return Err(format!("there is no hailo/hailort.h in {}", folder.display()).into());
        }
        println!("SKIPPED installed header: no hailo/hailort.h (set HAILORT_INCLUDE)");
        return Ok(());
    };
    let mut complaints = Vec::new();
    for (index, era) in abi.eras.iter().enumerate() {
        if options.version.as_ref().is_some_and(|version| !era.versions.contains(version)) {
            continue;
        }
        match compile("gcc", include, &write(abi, index)?)? {
            Ok(assertions) => {
                println!("{}: the {assertions} numbers of {} hold", include.display(), era.era);
                return Ok(());
            }
            Err(complaint) => complaints.push(format!("as {}: {complaint}", era.era)),
        }
    }
    if complaints.is_empty() {
        return Err("HAILORT_VERSION is not a known release".into());
    }
    Err(format!("{} agrees with no era:\n{}", include.display(), complaints.join("\n")).into())
}

/// Writes header and assertions of an era, and answers their folder.
pub(crate) fn write(abi: &Abi, era: usize) -> Result<PathBuf, Box<dyn Error>> {
    let folder = crate::root().join("target/abi").join(&abi.eras[era].era);
    fs::create_dir_all(folder.join("hailo"))?;
    fs::write(folder.join("hailo/hailort.h"), header(abi, era)?)?;
    fs::write(folder.join("assertions.c"), assertions(abi, era)?)?;
    Ok(folder)
}

/// Compiles the assertions of an era against the header in `include`: their number, or the compiler's first words.
fn compile(compiler: &str, include: &Path, era: &Path) -> Result<Result<usize, String>, Box<dyn Error>> {
    let source = era.join("assertions.c");
    let output = Command::new(compiler)
        .args(["-std=gnu11", "-Wall", "-Werror", "-Wno-deprecated-declarations", "-fsyntax-only", "-I"])
        .arg(include)
        .arg(&source)
        .output()?;
    if output.status.success() {
        return Ok(Ok(fs::read_to_string(source)?.matches("_Static_assert").count()));
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let errors = words.lines().filter(|line| line.contains("error:")).take(5);
    let errors: Vec<_> = errors.map(|line| line.split_once("error: ").map_or(line, |(_, e)| e)).collect();
    Ok(Err(errors.join("\n  ")))
}

/// The header of an era: types, constants, prototypes.
pub(crate) fn header(abi: &Abi, era: usize) -> Result<String, Box<dyn Error>> {
    let mut out = String::from(
        "/* Made by `cargo xtask abi` from the ABI tables of hailo-sys. */\n#ifndef HAILORT_H_OF_THE_TABLES\n\
         #define HAILORT_H_OF_THE_TABLES\n#include <netinet/in.h>\n#include <stdbool.h>\n#include <stddef.h>\n\
         #include <stdint.h>\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n",
    );
    for (name, target) in &abi.typedefs {
        writeln!(out, "typedef {} {name};", target.as_str().ok_or("a typedef is text")?)?;
    }
    for constant in abi.constants.iter().filter(|c| abi.indexes(&c.span).contains(&era)) {
        writeln!(out, "#define {} ({})", constant.name, constant.value)?;
    }
    for e in abi.enums.iter().filter(|e| abi.indexes(&e.span).contains(&era)) {
        let values = e.values.iter().filter(|v| abi.indexes(v.span(&e.span)).contains(&era));
        let list: Vec<_> = values.map(|v| format!("{} = {}", v.name(), v.value())).collect();
        writeln!(out, "typedef enum {{\n  {}\n}} {};", list.join(",\n  "), e.name)?;
    }
    for handle in &abi.handles {
        writeln!(out, "typedef struct _{handle} *{handle};")?;
    }
    for name in &abi.opaque {
        writeln!(out, "typedef struct _{name} {name};")?;
    }
    for record in &abi.records {
        let Some(layout) = abi.layout(record, era) else { continue };
        let packed = abi.packed(record.kind, layout, era)?;
        let (before, after) =
            if packed { ("#pragma pack(push, 1)\n", "#pragma pack(pop)\n") } else { ("", "") };
        write!(
            out,
            "{before}typedef {} {{\n{}}} {};\n{after}",
            keyword(record.kind),
            members(&layout.fields),
            record.name
        )?;
    }
    for callback in &abi.callbacks {
        writeln!(out, "typedef void (*{})({});", callback.name, parameters(&callback.params))?;
    }
    for f in abi.functions.iter().filter(|f| abi.indexes(&f.span).contains(&era)) {
        writeln!(out, "{} {}({});", f.ret, f.name, parameters(&f.params))?;
    }
    out.push_str("#ifdef __cplusplus\n}\n#endif\n#endif\n");
    Ok(out)
}

fn keyword(kind: Kind) -> &'static str {
    if kind == Kind::Struct { "struct" } else { "union" }
}

fn members(fields: &[Field]) -> String {
    let mut out = String::new();
    for Field(name, _, t) in fields {
        out.push_str(&match t {
            FieldType::Named(t) => format!("  {};\n", declare(t, name)),
            FieldType::Anonymous { kind, fields, .. } => {
                format!("  {} {{\n{}  }};\n", keyword(*kind), members(fields))
            }
        });
    }
    out
}

/// `char[128]` and `name` make `char name[128]`.
fn declare(c_type: &str, name: &str) -> String {
    match CType::parse(c_type).array {
        Some(length) => format!("{} {name}[{length}]", c_type.split('[').next().unwrap_or_default()),
        None => format!("{c_type} {name}"),
    }
}

fn parameters(params: &[(String, String)]) -> String {
    let list: Vec<_> = params.iter().map(|(name, t)| declare(t, name)).collect();
    if list.is_empty() { "void".to_owned() } else { list.join(", ") }
}

/// One assertion for each number of an era, and one for each prototype.
fn assertions(abi: &Abi, era: usize) -> Result<String, Box<dyn Error>> {
    let mut out = String::from("#include <hailo/hailort.h>\n#include <stdbool.h>\n#include <stddef.h>\n");
    for record in &abi.records {
        let Some(layout) = abi.layout(record, era) else { continue };
        let Layout { size, align, .. } = layout;
        let name = &record.name;
        writeln!(out, "_Static_assert(sizeof({name}) == {size}, \"{name}: size is not {size}\");")?;
        writeln!(out, "_Static_assert(_Alignof({name}) == {align}, \"{name}: alignment is not {align}\");")?;
        offsets(abi, era, name, 0, &layout.fields, &mut out)?;
    }
    for e in &abi.enums {
        for value in e.values.iter().filter(|v| abi.indexes(v.span(&e.span)).contains(&era)) {
            let (name, value) = (value.name(), value.value());
            writeln!(out, "_Static_assert({name} == {value}u, \"{name} is not {value}\");")?;
        }
    }
    for constant in abi.constants.iter().filter(|c| abi.indexes(&c.span).contains(&era)) {
        let (name, value) = (&constant.name, &constant.value);
        if value.is_number() {
            writeln!(out, "_Static_assert((unsigned long){name} == {value}ul, \"{name} is not {value}\");")?;
        } else {
            writeln!(out, "_Static_assert(__builtin_strcmp({name}, {value}) == 0, \"{name} differs\");")?;
        }
    }
    for Function { name, ret, params, .. } in
        abi.functions.iter().filter(|f| abi.indexes(&f.span).contains(&era))
    {
        let types: Vec<_> = params.iter().map(|(_, t)| t.as_str()).collect();
        let types = if types.is_empty() { "void".to_owned() } else { types.join(", ") };
        writeln!(
            out,
            "_Static_assert(__builtin_types_compatible_p(__typeof__({name}), {ret}({types})), \"{name}: prototype\");"
        )?;
    }
    Ok(out)
}

fn offsets(
    abi: &Abi,
    era: usize,
    record: &str,
    base: usize,
    fields: &[Field],
    out: &mut String,
) -> crate::Outcome {
    for Field(name, offset, t) in fields {
        let offset = base + offset;
        match t {
            FieldType::Named(t) => {
                let (size, _) = abi.measure(t, era)?;
                writeln!(
                    out,
                    "_Static_assert(offsetof({record}, {name}) == {offset}, \"{record}.{name}: offset is not {offset}\");"
                )?;
                writeln!(
                    out,
                    "_Static_assert(sizeof((({record} *)0)->{name}) == {size}, \"{record}.{name}: size is not {size}\");"
                )?;
            }
            FieldType::Anonymous { fields, .. } => offsets(abi, era, record, offset, fields, out)?,
        }
    }
    Ok(())
}
