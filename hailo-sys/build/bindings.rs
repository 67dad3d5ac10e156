//! Bindings of the installed `hailo/hailort.h`, and assertions that hold them against the ABI tables. A difference is a
//! compile error of this crate that names the record and the field.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const TABLES: &str = "abi/hailort.json";

/// Writes `installed.rs` (bindings) and `assertions.rs` to the build's output folder; both are empty where there is no
/// header, which is not an error unless one was promised by `HAILORT_INCLUDE`.
pub(crate) fn compare() -> Result<(), Box<dyn Error>> {
    for variable in ["HAILORT_INCLUDE", "HAILORT_VERSION", "DOCS_RS"] {
        println!("cargo:rerun-if-env-changed={variable}");
    }
    println!("cargo:rerun-if-changed=build/bindings.rs");
    println!("cargo:rerun-if-changed={TABLES}");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let (bindings, assertions) = match header()? {
        Some(include) => generate(&include)?,
        None => (String::new(), String::new()),
    };
    fs::write(out.join("installed.rs"), bindings)?;
    fs::write(out.join("assertions.rs"), assertions)?;
    Ok(())
}

/// The folder that holds `hailo/hailort.h`.
fn header() -> Result<Option<PathBuf>, Box<dyn Error>> {
    let is_there = |folder: &Path| folder.join("hailo/hailort.h").is_file();
    if let Some(folder) = env::var_os("HAILORT_INCLUDE").map(PathBuf::from) {
        return if is_there(&folder) {
            Ok(Some(folder))
        } else {
            Err(format!("no hailo/hailort.h in HAILORT_INCLUDE ({})", folder.display()).into())
        };
    }
    let found = ["/usr/include", "/usr/local/include"].map(PathBuf::from).into_iter().find(|f| is_there(f));
    if found.is_none() && env::var_os("DOCS_RS").is_none() {
        println!("cargo:warning=no hailo/hailort.h is installed (set HAILORT_INCLUDE): nothing to compare");
    }
    Ok(found)
}

fn generate(include: &Path) -> Result<(String, String), Box<dyn Error>> {
    let file = include.join("hailo/hailort.h");
    let bindings = bindgen::builder()
        .header(file.to_string_lossy())
        .clang_arg(format!("-I{}", include.display()))
        .allowlist_item("_?hailo_.*|HAILO_.*")
        .prepend_enum_name(false)
        .layout_tests(false)
        .generate_comments(false)
        .parse_callbacks(Box::new(bindgen::CargoCallbacks::new()))
        .generate()?
        .to_string();
    let tables: Value = serde_json::from_str(&fs::read_to_string(TABLES)?)?;
    let era = era(&tables, &bindings)?;
    let assertions = Tables { tables: &tables, era }.assertions()?;
    Ok((bindings, assertions))
}

/// The era to compare with: that of `HAILORT_VERSION`, or the one with the header's own counts of statuses and of
/// notifications, which no two eras share.
fn era(tables: &Value, bindings: &str) -> Result<usize, Box<dyn Error>> {
    let eras = tables["eras"].as_array().ok_or("eras")?;
    if let Ok(version) = env::var("HAILORT_VERSION") {
        let has = |era: &Value| era["versions"].as_array().is_some_and(|v| v.iter().any(|v| *v == *version));
        return eras
            .iter()
            .position(has)
            .ok_or_else(|| format!("HAILORT_VERSION {version} is unknown").into());
    }
    let count = |name: &str| -> Option<u64> {
        let (_, rest) = bindings.split_once(&format!("pub const {name}:"))?;
        rest.split_once('=')?.1.split(';').next()?.trim().parse().ok()
    };
    let names = ["HAILO_STATUS_COUNT", "HAILO_NOTIFICATION_ID_COUNT"];
    for index in 0..eras.len() {
        let era = Tables { tables, era: index };
        if names.iter().all(|name| era.constant(name).is_some_and(|value| count(name) == Some(value))) {
            return Ok(index);
        }
    }
    Err("the header is of a release that the tables do not know; set HAILORT_VERSION to one they do to see what differs".into())
}

/// The tables of one era.
struct Tables<'a> {
    tables: &'a Value,
    era: usize,
}

impl Tables<'_> {
    fn list(&self, key: &str) -> impl Iterator<Item = &Value> {
        self.tables[key].as_array().into_iter().flatten()
    }

    fn is_in(&self, item: &Value) -> bool {
        let position =
            |key: &str| item.get(key).and_then(|name| self.list("eras").position(|era| era["era"] == *name));
        position("since").is_none_or(|first| first <= self.era)
            && position("until").is_none_or(|last| self.era <= last)
    }

    /// Enum constants as (name, value).
    fn constants(&self) -> impl Iterator<Item = (&str, u64)> {
        self.list("enums").flat_map(move |e| {
            let values = e["values"].as_array().into_iter().flatten();
            values
                .filter(move |v| self.is_in(v.get(2).unwrap_or(e)))
                .filter_map(|v| Some((v[0].as_str()?, v[1].as_u64()?)))
        })
    }

    fn constant(&self, name: &str) -> Option<u64> {
        self.constants().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    fn assertions(&self) -> Result<String, Box<dyn Error>> {
        let era = self.list("eras").nth(self.era).and_then(|e| e["era"].as_str()).unwrap_or_default();
        let mut out = String::new();
        for record in self.list("records") {
            let name = record["name"].as_str().ok_or("name")?;
            let mut layouts = record["layouts"].as_array().into_iter().flatten();
            let Some(layout) = layouts.find(|l| self.is_in(l)) else { continue };
            let (size, align) = (&layout["size"], &layout["align"]);
            let says = format!("differs from hailo-sys's tables of HailoRT {era}");
            writeln!(
                out,
                "const _: () = assert!(size_of::<installed::{name}>() == {size}, \"size of {name} {says}\");"
            )?;
            writeln!(
                out,
                "const _: () = assert!(align_of::<installed::{name}>() == {align}, \"alignment of {name} {says}\");"
            )?;
            offsets(name, "", 0, &layout["fields"], &says, &mut out)?;
            if record["kind"] == "struct" {
                // Names every field: one that the header has and the tables do not is an error here.
                let names: Vec<_> = names(&layout["fields"]).iter().map(|n| format!("{n}: _")).collect();
                writeln!(
                    out,
                    "const _: fn(installed::{name}) = |r| {{ let installed::{name} {{ {} }} = r; }};",
                    names.join(", ")
                )?;
            }
        }
        for (name, value) in self.constants() {
            writeln!(
                out,
                "const _: () = assert!(installed::{name} as u64 == {value}, \"{name} differs from hailo-sys's tables of HailoRT {era}\");"
            )?;
        }
        for function in self.list("functions").filter(|f| self.is_in(f)) {
            let name = function["name"].as_str().ok_or("name")?;
            let arguments = vec!["_"; function["params"].as_array().map_or(0, Vec::len)].join(", ");
            writeln!(
                out,
                "const _: () = {{ let _: unsafe extern \"C\" fn({arguments}) -> _ = installed::{name}; }};"
            )?;
        }
        Ok(out)
    }
}

/// bindgen's names of the fields of a record: nameless ones are numbered.
fn names(fields: &Value) -> Vec<String> {
    let mut nameless = 0;
    let of = |field: &Value| match field[0].as_str() {
        Some(name @ ("type" | "box")) => format!("{name}_"),
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => {
            nameless += 1;
            format!("__bindgen_anon_{nameless}")
        }
    };
    fields.as_array().into_iter().flatten().map(of).collect()
}

fn offsets(
    record: &str,
    path: &str,
    base: u64,
    fields: &Value,
    says: &str,
    out: &mut String,
) -> Result<(), Box<dyn Error>> {
    for (field, name) in fields.as_array().into_iter().flatten().zip(names(fields)) {
        let offset = base + field[1].as_u64().ok_or("offset")?;
        let path = format!("{path}{name}");
        if let Some(inner) = field[2].get("fields") {
            offsets(record, &format!("{path}."), offset, inner, says, out)?;
        } else {
            writeln!(
                out,
                "const _: () = assert!(core::mem::offset_of!(installed::{record}, {path}) == {offset}, \"offset of {record}.{path} {says}\");"
            )?;
        }
    }
    Ok(())
}
