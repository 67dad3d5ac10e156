//! `cargo xtask codegen`: the Rust of hailo-sys that follows from the ABI tables.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use hailo_mock::hef::{HefBuilder, LayerSpec, Quant};

use crate::abi::{Abi, CType, Field, FieldType, Function, Kind, Layout, Record, Span};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Fail if a generated file is not what the tables say, and write nothing
    #[arg(long)]
    check: bool,
}

type Text = Result<String, Box<dyn Error>>;

const HEAD: &str =
    "// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.\n\n";

pub(crate) fn run(options: &Options) -> crate::Outcome {
    let abi = Abi::read()?;
    let files = [
        ("hailo-sys/src/generated/types.rs", types(&abi)?),
        ("hailo-sys/src/generated/era.rs", eras(&abi)?),
        ("hailo-sys/src/generated/api.rs", api(&abi)?),
        ("hailo-sys/src/generated/linked.rs", linked(&abi)?),
        ("hailo-sys/src/generated/status.rs", status(&abi)?),
        ("hailo-sys/src/generated/layout.rs", layout(&abi)?),
        ("hailo-sys/src/generated/facts.rs", crate::facts::rust(&abi)?),
        ("crates/hailo/src/call/generated.rs", crate::calls::rust(&abi)?),
        ("crates/hailo-mock/src/generated.rs", simulated(&abi)?),
        ("crates/hailo-mock-so/src/generated/exports.rs", exports(&abi)?),
        ("crates/hailo-mock-so/src/generated/shim_exports.rs", shim_exports()?),
    ];
    let mut stale = Vec::new();
    for (path, text) in files {
        let text = format(&format!("{HEAD}{text}"))?;
        let full = crate::root().join(path);
        if fs::read_to_string(&full).is_ok_and(|old| old == text) {
            continue;
        }
        stale.push(path);
        if !options.check {
            fs::write(full, text)?;
        }
    }
    let cpp = ("hailo-sys/shim/layout.cpp", crate::facts::cpp(&abi)?.into_bytes());
    for (path, bytes) in self_test_models().into_iter().chain([cpp]) {
        let full = crate::root().join(path);
        if fs::read(&full).is_ok_and(|old| old == bytes) {
            continue;
        }
        stale.push(path);
        if !options.check {
            fs::write(full, bytes)?;
        }
    }
    if options.check && !stale.is_empty() {
        return Err(format!("stale, run `cargo xtask codegen`: {}", stale.join(", ")).into());
    }
    println!("{} generated files changed", stale.len());
    if !stale.is_empty() {
        println!("lines that name an era, to be looked at when one is added:");
        for folder in ["hailo-sys/src", "crates/hailo/src", "crates/hailo-mock/src"] {
            eras_named(&crate::root().join(folder))?;
        }
    }
    Ok(())
}

/// Prints the lines of hand-written sources that name an era.
fn eras_named(path: &Path) -> crate::Outcome {
    if path.is_dir() {
        let mut inside: Vec<_> =
            fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| eras_named(path));
    }
    let text = fs::read_to_string(path)?;
    if text.starts_with(HEAD.trim_end()) {
        return Ok(());
    }
    for (line, text) in text.lines().enumerate().filter(|(_, text)| text.contains("Era::V")) {
        let path = path.strip_prefix(crate::root()).unwrap_or(path);
        println!("  {}:{}: {}", path.display(), line + 1, text.trim());
    }
    Ok(())
}

/// The model files of hailo-sys's self-test, whose numbers `self_test.rs` knows.
fn self_test_models() -> [(&'static str, Vec<u8>); 2] {
    let quant = |zero_point, scale, min, max| Quant { zero_point, scale, min, max };
    let model = HefBuilder::new("self_test")
        .input(LayerSpec::nhcw("self_test/in_a", 5, 7, 3).quant(quant(3.0, 0.25, -0.75, 63.0)))
        .input(LayerSpec::nhcw("self_test/in_b", 9, 13, 2).quant(quant(4.0, 0.5, -2.0, 125.5)))
        .output(LayerSpec::nhcw("self_test/out_a", 11, 6, 17).quant(quant(8.0, 2.0, -16.0, 494.0)))
        .output(LayerSpec::vector("self_test/out_b", 10).quant(quant(12.0, 0.125, -1.5, 30.375)));
    let detections = HefBuilder::new("self_test_nms")
        .input(LayerSpec::nhcw("self_test_nms/in", 32, 32, 3))
        .output(LayerSpec::nhcw("self_test_nms/boxes", 4, 8, 16))
        .nms("self_test_nms/nms", 19, 23, 0.3);
    [
        ("hailo-sys/data/self_test.hef", model.build()),
        ("hailo-sys/data/self_test_nms.hef", detections.build()),
    ]
}

/// The text as rustfmt writes it, so that generated files pass `cargo fmt --check`.
fn format(text: &str) -> Text {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(crate::root().join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("rustfmt has no standard input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("rustfmt refuses the generated text".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Rust's name of a C field or parameter.
pub(crate) fn name(c: &str) -> &str {
    match c {
        "type" => "type_",
        "box" => "box_",
        _ => c,
    }
}

/// Rust's spelling of a C type. By value a C `bool` is a `bool`; in memory that C writes it is a byte.
pub(crate) fn spell(c: &str, in_memory: bool) -> String {
    let t = CType::parse(c);
    let base = match t.base.as_str() {
        "void" => "c_void",
        "char" => "c_char",
        "int" => "c_int",
        "bool" if !in_memory && t.pointers == 0 => "bool",
        "bool" | "uint8_t" => "u8",
        "int8_t" => "i8",
        "uint16_t" => "u16",
        "uint32_t" => "u32",
        "int32_t" => "i32",
        "uint64_t" => "u64",
        "int64_t" => "i64",
        "size_t" => "usize",
        "float" => "f32",
        "double" => "f64",
        "struct sockaddr_in" => "sockaddr_in",
        other => other,
    };
    let mut text = base.to_owned();
    for depth in 0..t.pointers {
        let mutability = if depth == 0 && t.is_const { "const" } else { "mut" };
        text = format!("*{mutability} {text}");
    }
    match t.array {
        Some(length) => format!("[{text}; {length}]"),
        None => text,
    }
}

/// A C declaration's parameter list in Rust.
fn parameters(params: &[(String, String)]) -> String {
    let list: Vec<_> = params.iter().map(|(n, t)| format!("{}: {}", name(n), spell(t, false))).collect();
    list.join(", ")
}

/// The declaration as the C header has it.
pub(crate) fn prototype(f: &Function) -> String {
    let list: Vec<_> =
        f.params.iter().map(|(n, t)| format!("{t}{}{n}", if t.ends_with('*') { "" } else { " " })).collect();
    let star = if f.ret.ends_with('*') { "" } else { " " };
    format!("{}{star}{}({})", f.ret, f.name, list.join(", "))
}

pub(crate) fn note(abi: &Abi, span: &Span) -> String {
    abi.describe(span).map(|when| format!(", {when}")).unwrap_or_default()
}

fn types(abi: &Abi) -> Text {
    let mut out = String::from(
        "//! The C types that are the same in every era that has them, under their C names.\n//!\n\
         //! Enums are integers with constants: C may answer a number that no header names. A C `bool` in memory is a\n\
         //! byte for the same reason. A nameless union is the field `u`, a nameless struct the field `s`; a name that is\n\
         //! a Rust keyword gets a trailing underscore.\n\n\
         #![allow(non_camel_case_types)]\n\nuse core::ffi::{c_char, c_int, c_void};\n\n\
         /// `struct sockaddr_in` of Linux.\n#[repr(C)] #[derive(Clone, Copy, Debug)] pub struct sockaddr_in {\n\
         /// Address family.\npub sin_family: u16,\n/// Port, big-endian.\npub sin_port: u16,\n\
         /// IPv4 address, big-endian.\npub sin_addr: u32,\n/// Padding.\npub sin_zero: [u8; 8],\n}\n\n",
    );
    for (name, target) in &abi.typedefs {
        let target = spell(target.as_str().ok_or("a typedef is text")?, true);
        writeln!(out, "/// C `{name}`.\npub type {name} = {target};")?;
    }
    for name in &abi.handles {
        let tag = format!("_{name}");
        writeln!(out, "/// What a `{name}` points to; only HailoRT looks inside.")?;
        writeln!(out, "#[repr(C)] #[derive(Debug)] pub struct {tag} {{ _private: [u8; 0] }}")?;
        writeln!(out, "/// C handle `{name}`.\npub type {name} = *mut {tag};")?;
    }
    for name in &abi.opaque {
        writeln!(out, "/// C `{name}`: declared and never defined; pass null.")?;
        writeln!(out, "#[repr(C)] #[derive(Debug)] pub struct {name} {{ _private: [u8; 0] }}")?;
    }
    for callback in &abi.callbacks {
        writeln!(out, "/// C callback `{}`; `None` is a null pointer.", callback.name)?;
        let list = parameters(&callback.params);
        writeln!(out, "pub type {} = Option<unsafe extern \"C\" fn({list})>;", callback.name)?;
    }
    for constant in &abi.constants {
        writeln!(out, "/// C `{}`{}.", constant.name, note(abi, &constant.span))?;
        match &constant.value {
            serde_json::Value::String(text) => {
                writeln!(out, "pub const {}: &core::ffi::CStr = c{text:?};", constant.name)?;
            }
            value => writeln!(out, "pub const {}: u32 = {};", constant.name, decimal(value)?)?,
        }
    }
    for e in &abi.enums {
        writeln!(out, "/// C enum `{}`{}.", e.name, note(abi, &e.span))?;
        writeln!(out, "pub type {} = u32;", e.name)?;
        for value in &e.values {
            // A name whose value depends on the era (the counts) is a constant of the era modules.
            if e.values.iter().filter(|other| other.name() == value.name()).count() == 1 {
                let when = note(abi, value.span(&e.span));
                writeln!(
                    out,
                    "/// `{}`{when}.\npub const {0}: {1} = {2};",
                    value.name(),
                    e.name,
                    number(value.value())
                )?;
            }
        }
    }
    for record in &abi.records {
        if abi.is_common(record) {
            let layout = &record.layouts[0];
            let span = &layout.span;
            let era = *abi.indexes(span).start();
            writeln!(out, "{}", define(abi, record, layout, era, &note(abi, span))?)?;
        } else {
            writeln!(
                out,
                "/// C `{0}`: its layout depends on the era, see [`crate::era`]; here only pointed to.\n\
                 #[repr(C)] #[derive(Debug)] pub struct {0} {{ _private: [u8; 0] }}",
                record.name
            )?;
        }
    }
    Ok(out)
}

fn decimal(value: &serde_json::Value) -> Text {
    let number_value = value.as_u64().ok_or("a constant is text or a number that fits u32")?;
    Ok(number(u32::try_from(number_value)?))
}

/// Sentinels read better in hexadecimal.
fn number(value: u32) -> String {
    if value >= 0x1000_0000 { format!("0x{value:08x}") } else { value.to_string() }
}

/// One record as Rust, with its nameless parts.
fn define(abi: &Abi, record: &Record, layout: &Layout, era: usize, when: &str) -> Text {
    let packed = abi.packed(record.kind, layout, era).map_err(|e| format!("{}: {e}", record.name))?;
    let doc = format!("C `{}`{when}: {} bytes.", record.name, layout.size);
    let mut out = String::new();
    body(abi, &record.name, &doc, record.kind, packed, &layout.fields, era, &mut out)?;
    writeln!(
        out,
        "// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value."
    )?;
    writeln!(
        out,
        "unsafe impl crate::Record for {0} {{ const NAME: &'static str = \"{0}\"; }}",
        record.name
    )?;
    Ok(out)
}

#[allow(clippy::too_many_arguments, reason = "a recursive writer")]
fn body(
    abi: &Abi,
    name_: &str,
    doc: &str,
    kind: Kind,
    packed: bool,
    fields: &[Field],
    era: usize,
    out: &mut String,
) -> crate::Outcome {
    let mut inner = String::new();
    let keyword = if kind == Kind::Struct { "struct" } else { "union" };
    let derive =
        if kind == Kind::Struct { "#[derive(Clone, Copy, Debug)]" } else { "#[derive(Clone, Copy)]" };
    writeln!(
        out,
        "/// {doc}\n#[repr({})] {derive} pub {keyword} {name_} {{",
        if packed { "C, packed" } else { "C" }
    )?;
    for Field(field, offset, t) in fields {
        match t {
            FieldType::Named(t) => {
                let note = if CType::parse(t).base == "bool" { "; 0 or 1" } else { "" };
                writeln!(out, "/// `{t}` at {offset}{note}\npub {}: {},", name(field), spell(t, true))?;
            }
            FieldType::Anonymous { kind, size, align, fields } => {
                let part = part(*kind);
                let child = format!("{name_}__{part}");
                writeln!(out, "/// Nameless in C, at {offset}\npub {part}: {child},")?;
                let doc = format!("The nameless part of `{name_}`: {size} bytes.");
                let packed = abi.pack_of(*kind, *size, *align, fields, era)?;
                body(abi, &child, &doc, *kind, packed, fields, era, &mut inner)?;
            }
        }
    }
    writeln!(out, "}}")?;
    if kind == Kind::Union {
        writeln!(
            out,
            "impl core::fmt::Debug for {name_} {{ fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result \
             {{ f.debug_struct(\"{name_}\").finish_non_exhaustive() }} }}"
        )?;
    }
    out.push_str(&inner);
    Ok(())
}

/// Our name of a nameless part: `u` for a union, `s` for a struct. No C record has two of one kind.
fn part(kind: Kind) -> &'static str {
    if kind == Kind::Union { "u" } else { "s" }
}

fn eras(abi: &Abi) -> Text {
    let mut out = String::from(
        "//! The eras of the ABI, and the records whose layout depends on them.\n//!\n\
         //! Each module is the whole header of its releases: the common types, and its own layout of the others.\n\n\
         #![allow(non_camel_case_types)]\n\nuse crate::Version;\n\n/// A group of HailoRT releases whose C structures have the same layout.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum Era {\n",
    );
    for era in &abi.eras {
        writeln!(out, "/// {}\n{},", era.versions.join(", "), era.variant())?;
    }
    writeln!(
        out,
        "}}\n\nimpl Era {{\n/// Every era, oldest first.\npub const ALL: [Self; {}] = [",
        abi.eras.len()
    )?;
    for era in &abi.eras {
        writeln!(out, "Self::{},", era.variant())?;
    }
    out.push_str("];\n/// The releases of this era, oldest first.\n#[must_use]\npub const fn versions(self) -> &'static [Version] { match self {\n");
    for era in &abi.eras {
        let list: Vec<_> =
            era.versions.iter().map(|v| format!("Version::new({})", v.replace('.', ", "))).collect();
        writeln!(out, "Self::{} => const {{ &[{}] }},", era.variant(), list.join(", "))?;
    }
    out.push_str(
        "} } }\n\n/// Runs the same code with the records of the era that is only known at run time.\n///\n\
         /// `with_era!(era, e => body)` is a `match` whose arms all hold `body`, in which `e` is that era's module.\n\
         /// The body must compile for every era, so it may use only fields that all of them have.\n///\n\
         /// ```\n/// use hailo_sys::{Era, with_era};\n\
         /// let bytes = with_era!(Era::V5_2_0, e => size_of::<e::hailo_configure_params_t>());\n\
         /// assert_eq!(bytes, 64008);\n/// ```\n#[macro_export]\nmacro_rules! with_era {\n\
         ($era:expr, $module:ident => $body:expr) => { match $era {\n",
    );
    for era in &abi.eras {
        writeln!(
            out,
            "$crate::Era::{} => {{ #[allow(unused_imports)] use $crate::era::{} as $module; $body }}",
            era.variant(),
            era.module()
        )?;
    }
    out.push_str("} };\n}\n\n");
    for (index, era) in abi.eras.iter().enumerate() {
        writeln!(
            out,
            "/// The C types of HailoRT {}: those of [`crate::types`], and the true layout of those that vary.\npub mod {} {{",
            era.versions.join(", "),
            era.module()
        )?;
        out.push_str(
            "#[allow(unused_imports)] use core::ffi::{c_char, c_int, c_void};\npub use crate::types::*;\n",
        );
        for e in &abi.enums {
            for value in &e.values {
                let varies = e.values.iter().filter(|other| other.name() == value.name()).count() > 1;
                if varies && abi.indexes(value.span(&e.span)).contains(&index) {
                    writeln!(
                        out,
                        "/// `{}` of this era.\npub const {0}: {1} = {2};",
                        value.name(),
                        e.name,
                        value.value()
                    )?;
                }
            }
        }
        for record in abi.records.iter().filter(|r| !abi.is_common(r)) {
            match (abi.layout(record, index), abi.home(record, index)) {
                (Some(layout), Some(home)) if home == index => {
                    writeln!(out, "{}", define(abi, record, layout, index, "")?)?;
                }
                (_, Some(home)) => {
                    for name in with_parts(abi, record, home) {
                        writeln!(out, "pub use super::{}::{name};", abi.eras[home].module())?;
                    }
                }
                _ => {}
            }
        }
        out.push_str("}\n\n");
    }
    Ok(out)
}

/// The record's name and those of its nameless parts.
fn with_parts(abi: &Abi, record: &Record, era: usize) -> Vec<String> {
    fn walk(name: &str, fields: &[Field], out: &mut Vec<String>) {
        out.push(name.to_owned());
        for Field(_, _, t) in fields {
            if let FieldType::Anonymous { kind, fields, .. } = t {
                walk(&format!("{name}__{}", part(*kind)), fields, out);
            }
        }
    }
    let mut names = Vec::new();
    if let Some(layout) = abi.layout(record, era) {
        walk(&record.name, &layout.fields, &mut names);
    }
    names
}

fn api(abi: &Abi) -> Text {
    let mut out = String::from(
        "use core::ffi::{CStr, c_char, c_int, c_void};\n\nuse crate::types::*;\nuse crate::{Era, Function};\n\n\
         /// The C API of HailoRT as a table: one field per function, with the C name.\n///\n\
         /// A function that some supported release lacks is an `Option`. Signatures are the same in every era;\n\
         /// a record whose layout is not is an opaque type here, to be cast from the era's own (see [`crate::era`]).\n\
         /// Every call is unsafe: the pointers must be what the HailoRT header asks for.\n\
         #[derive(Clone, Copy)]\npub struct Api {\n",
    );
    for f in &abi.functions {
        let when = note(abi, &f.span);
        writeln!(out, "/// `{}`{when}", prototype(f))?;
        writeln!(out, "pub {}: {},", f.name, pointer(abi, f))?;
    }
    out.push_str(
        "}\n\nimpl Api {\n/// Fills the table by name, and answers the names that every era has and `lookup` does not find: those\n\
         /// fields answer `HAILO_NOT_IMPLEMENTED`, or nothing where they answer no status.\n///\n\
         /// # Safety\n/// What `lookup` returns is null or a C function of HailoRT's with that name, and stays so while the table is used.\n\
         pub unsafe fn from_symbols(mut lookup: impl FnMut(&'static CStr) -> *const c_void) -> (Self, Vec<&'static str>) {\n\
         let mut missing = Vec::new();\nlet mut find = |name: &'static CStr, required: bool| {\nlet found = lookup(name);\n\
         if required && found.is_null() { missing.push(name.to_str().unwrap_or_default()); }\nfound\n};\n",
    );
    for f in &abi.functions {
        writeln!(out, "let {0} = find(c\"{0}\", {1});", f.name, abi.everywhere(&f.span))?;
    }
    out.push_str("let table = Self {\n");
    for f in &abi.functions {
        let (name, vouched) = (&f.name, "// SAFETY: the caller vouches for the type");
        if abi.everywhere(&f.span) {
            writeln!(
                out,
                "{name}: if {name}.is_null() {{ lacking::{name} }} else {{\n{vouched}.\nunsafe {{ crate::table::function_at({name}) }} }},"
            )?;
        } else {
            writeln!(
                out,
                "{vouched}; null is `None`.\n{name}: unsafe {{ crate::table::function_at({name}) }},"
            )?;
        }
    }
    out.push_str(
        "};\n(table, missing)\n}\n\n/// Whether the table holds the function, where some release lacks it; others always have a field.\n\
         #[must_use]\npub fn holds(&self, name: &str) -> bool { match name {\n",
    );
    for f in abi.functions.iter().filter(|f| !abi.everywhere(&f.span)) {
        writeln!(out, "\"{0}\" => self.{0}.is_some(),", f.name)?;
    }
    out.push_str("_ => FUNCTIONS.iter().any(|f| f.name == name),\n} }\n}\n\n");
    out.push_str("impl core::fmt::Debug for Api { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.debug_struct(\"Api\").finish_non_exhaustive() } }\n\n");
    writeln!(
        out,
        "/// Every C function of the supported eras, in the order of the header.\npub const FUNCTIONS: [Function; {}] = [",
        abi.functions.len()
    )?;
    for f in &abi.functions {
        let range = abi.indexes(&f.span);
        writeln!(
            out,
            "Function {{ name: \"{}\", since: Era::{}, until: Era::{} }},",
            f.name,
            abi.eras[*range.start()].variant(),
            abi.eras[*range.end()].variant()
        )?;
    }
    out.push_str(
        "];\n\n/// What stands for a function that every known release has and the one at hand lacks.\nmod lacking {\n\
         use super::{c_char, c_int, c_void};\nuse crate::types::*;\n\n",
    );
    for f in abi.functions.iter().filter(|f| abi.everywhere(&f.span)) {
        let answer = match f.ret.as_str() {
            "hailo_status" => "HAILO_NOT_IMPLEMENTED",
            "size_t" => "0",
            _ => "core::ptr::null()",
        };
        let ignored: Vec<_> = f.params.iter().map(|(_, t)| format!("_: {}", spell(t, false))).collect();
        writeln!(
            out,
            "pub(super) unsafe extern \"C\" fn {}({}) -> {} {{ {answer} }}",
            f.name,
            ignored.join(", "),
            spell(&f.ret, false)
        )?;
    }
    out.push_str("}\n");
    Ok(out)
}

/// The type of a table's field.
fn pointer(abi: &Abi, f: &Function) -> String {
    let text = format!("unsafe extern \"C\" fn({}) -> {}", parameters(&f.params), spell(&f.ret, false));
    if abi.everywhere(&f.span) { text } else { format!("Option<{text}>") }
}

/// The table of the library that the program was linked with.
fn linked(abi: &Abi) -> Text {
    let mut out = String::from(
        "use core::ffi::{c_char, c_int, c_void};\n\nuse crate::types::*;\n\nuse super::symbol;\n\nunsafe extern \"C\" {\n",
    );
    for f in abi.functions.iter().filter(|f| abi.everywhere(&f.span)) {
        writeln!(out, "fn {}({}) -> {};", f.name, parameters(&f.params), spell(&f.ret, false))?;
    }
    out.push_str(
        "}\n\n/// The functions that every release has are link-time symbols, so a library without one does not link;\n\
         /// the others are looked up when asked for.\npub(super) fn table() -> crate::Api {\ncrate::Api {\n",
    );
    for f in &abi.functions {
        if abi.everywhere(&f.span) {
            writeln!(out, "{},", f.name)?;
        } else {
            writeln!(out, "// SAFETY: libhailort's function of this name has this type, or null is `None`.")?;
            writeln!(out, "{0}: unsafe {{ crate::table::function_at(symbol(c\"{0}\")) }},", f.name)?;
        }
    }
    out.push_str("}\n}\n");
    Ok(out)
}

fn status(abi: &Abi) -> Text {
    let e = abi.enums.iter().find(|e| e.name == "hailo_status").ok_or("hailo_status is in the tables")?;
    let last = abi.eras.len() - 1;
    // (value, C name, last era with it)
    let mut known: Vec<(u32, &str, usize)> = Vec::new();
    for value in &e.values {
        let edge = ["HAILO_STATUS_COUNT", "HAILO_STATUS_MAX_ENUM"].contains(&value.name());
        if !edge && known.iter().all(|(_, name, _)| *name != value.name()) {
            known.push((value.value(), value.name(), *abi.indexes(value.span(&e.span)).end()));
        }
    }
    known.sort_unstable_by_key(|(value, _, until)| (*value, *until));
    let mut out = String::from("use crate::{Era, Status};\n\nimpl Status {\n");
    for (value, name, until) in &known {
        let short = name.trim_start_matches("HAILO_");
        let when = if *until == last {
            String::new()
        } else {
            format!(", up to {}", abi.eras[*until].versions.last().ok_or("an era without a release")?)
        };
        writeln!(out, "/// C `{name}`{when}.\npub const {short}: Self = Self({value});")?;
    }
    let (newest, older): (Vec<&(u32, &str, usize)>, Vec<_>) =
        known.iter().partition(|(_, _, until)| *until == last);
    if newest.iter().enumerate().any(|(i, (value, ..))| usize::try_from(*value).ok() != Some(i)) {
        return Err("the newest era's statuses are not 0, 1, 2, ...".into());
    }
    writeln!(
        out,
        "}}\n\n/// The names of the known statuses in the newest era, by value.\npub(crate) const NAMES: [&str; {}] = [",
        newest.len()
    )?;
    for (_, name, _) in &newest {
        writeln!(out, "\"{name}\",")?;
    }
    writeln!(
        out,
        "];\n\n/// Numbers that meant something else: the number, the last era in which it did, and its name there.\n\
         pub(crate) const RENAMED: [(u32, Era, &str); {}] = [",
        older.len()
    )?;
    for (value, name, until) in &older {
        writeln!(out, "({value}, Era::{}, \"{name}\"),", abi.eras[*until].variant())?;
    }
    out.push_str("];\n");
    Ok(out)
}

/// The simulated runtime's two tables.
///
/// A function whose first argument is a handle, or an array of handles, finds its machine there; any other is
/// compiled once for each place that a machine can have in the process.
fn simulated(abi: &Abi) -> Text {
    const MACHINES: usize = 32;
    let handles = |t: &str| {
        abi.handles.iter().any(|h| t == h || t == format!("const {h}*") || t == format!("const {h} *"))
    };
    let mut out = String::from(
        "//! The tables of the machine in a slot, from the functions of `table` and `shim_table`.\n\n\
         use hailo_sys::{Api, Era, ShimApi};\n\nuse crate::shim_table::entries as s;\nuse crate::table::entries as t;\n\n",
    );
    writeln!(
        out,
        "const _: () = assert!(crate::handle::MACHINES == {MACHINES}, \"the number of slots below\");\n"
    )?;
    out.push_str(
        "fn table<const N: usize>(era: Era) -> Api {\n\
         let has = |name: &str| hailo_sys::FUNCTIONS.iter().any(|f| f.name == name && f.is_in(era));\nApi {\n",
    );
    for f in &abi.functions {
        let by_handle = f.params.first().is_some_and(|(_, t)| handles(t));
        let entry = format!("t::{}{}", f.name, if by_handle { "" } else { "::<N>" });
        if abi.everywhere(&f.span) {
            writeln!(out, "{}: {entry},", f.name)?;
        } else {
            writeln!(out, "{0}: if has(\"{0}\") {{ Some({entry}) }} else {{ None }},", f.name)?;
        }
    }
    out.push_str("}\n}\n\nfn shim_table<const N: usize>() -> ShimApi {\nShimApi {\n");
    let source = fs::read_to_string(crate::root().join("hailo-sys/src/shim.rs"))?;
    for name in shim_functions()? {
        let (_, rest) = source.split_once(&format!("    fn {name}(")).ok_or("a function of the shim")?;
        let first = rest.split([',', ')']).next().unwrap_or_default().trim();
        let by_handle = first.contains(": *mut hailo_shim_") && !first.starts_with("out:");
        writeln!(out, "{name}: s::{name}{},", if by_handle { "" } else { "::<N>" })?;
    }
    out.push_str("}\n}\n\n");
    for (of, what, answer, call) in
        [("api", "The C API", "Api", "table"), ("shim_api", "The C++-only half", "ShimApi", "shim_table")]
    {
        let (parameter, argument) = if of == "api" { (", era: Era", "era") } else { ("", "") };
        writeln!(
            out,
            "/// {what} of the machine in `slot`.\npub(crate) fn {of}(slot: usize{parameter}) -> {answer} {{ match slot {{"
        )?;
        for slot in 0..MACHINES {
            let pattern = if slot + 1 == MACHINES { "_".to_owned() } else { slot.to_string() };
            writeln!(out, "{pattern} => {call}::<{slot}>({argument}),")?;
        }
        out.push_str("} }\n\n");
    }
    Ok(out)
}

/// The simulated library's C functions: all but the one that hailo-mock-so writes by hand.
fn exports(abi: &Abi) -> Text {
    let mut out = String::from(
        "use std::ffi::{c_char, c_int, c_void};\n\nuse hailo_sys::types::*;\n\nuse super::{forward, forward_if_there};\n\n",
    );
    for (macro_, everywhere) in [("forward", true), ("forward_if_there", false)] {
        writeln!(out, "{macro_}! {{")?;
        for f in abi.functions.iter().filter(|f| abi.everywhere(&f.span) == everywhere) {
            if f.name != "hailo_get_status_message" {
                writeln!(out, "    {}({}) -> {};", f.name, parameters(&f.params), spell(&f.ret, false))?;
            }
        }
        out.push_str("}\n\n");
    }
    Ok(out)
}

/// The simulated shim's functions, from the one place that declares them.
fn shim_exports() -> Text {
    let source = fs::read_to_string(crate::root().join("hailo-sys/src/shim.rs"))?;
    let mut out = String::from(
        "use std::ffi::c_void;\n\nuse hailo_sys::shim::*;\n\nuse super::forward_shim;\n\nforward_shim! {\n",
    );
    for name in shim_functions()? {
        let start = source.find(&format!("    fn {name}(")).ok_or("a function of the shim")?;
        let declaration =
            source[start..].split(';').next().unwrap_or_default().trim().trim_start_matches("fn ");
        let answer = if declaration.contains("->") { "" } else { " -> ()" };
        writeln!(out, "    {declaration}{answer};")?;
    }
    out.push_str("}\n");
    Ok(out)
}

/// The names of the shim's functions, in the order of its table.
pub(crate) fn shim_functions() -> Result<Vec<String>, Box<dyn Error>> {
    let source = fs::read_to_string(crate::root().join("hailo-sys/src/shim.rs"))?;
    let (_, table) = source.split_once("shim_api! {\n").ok_or("shim.rs declares its table with shim_api!")?;
    let lines = table.lines().filter_map(|line| line.trim().strip_prefix("fn hailo_shim_"));
    Ok(lines.filter_map(|line| Some(format!("hailo_shim_{}", line.split_once('(')?.0))).collect())
}

/// What rustc made of the records and constants, for the tests to hold against the tables.
fn layout(abi: &Abi) -> Text {
    let mut out = String::from(
        "use super::{Measured, measure};\nuse crate::Era;\n\n\
         /// Size, alignment and fields of every record of an era, as compiled.\n#[rustfmt::skip]\n\
         pub(super) fn records(era: Era) -> Vec<Measured> {\nmatch era {\n",
    );
    for (index, era) in abi.eras.iter().enumerate() {
        writeln!(out, "Era::{0} => {{ use crate::era::{1} as e; vec![", era.variant(), era.module())?;
        for record in &abi.records {
            let Some(layout) = abi.layout(record, index) else { continue };
            measured(&record.name, record.kind, &layout.fields, &mut out)?;
        }
        out.push_str("] }\n");
    }
    out.push_str(
        "}\n}\n\n/// Every numeric constant of an era, as compiled.\n#[rustfmt::skip]\n\
         pub(super) fn constants(era: Era) -> Vec<(&'static str, u32)> {\nmatch era {\n",
    );
    for (index, era) in abi.eras.iter().enumerate() {
        writeln!(
            out,
            "Era::{0} => {{ use crate::era::{1} as e; super::constants!(e;",
            era.variant(),
            era.module()
        )?;
        let values = abi.enums.iter().flat_map(|e| e.values.iter().map(move |v| (v.name(), v.span(&e.span))));
        let numbers =
            abi.constants.iter().filter(|c| c.value.is_number()).map(|c| (c.name.as_str(), &c.span));
        let names: Vec<_> =
            values.chain(numbers).filter(|(_, s)| abi.indexes(s).contains(&index)).map(|(n, _)| n).collect();
        for line in names.chunks(4) {
            writeln!(out, "{}", line.join(" "))?;
        }
        out.push_str(") }\n");
    }
    out.push_str("}\n}\n");
    Ok(out)
}

fn measured(record: &str, kind: Kind, fields: &[Field], out: &mut String) -> crate::Outcome {
    let mut inner = String::new();
    let mut names = Vec::new();
    for Field(field, _, t) in fields {
        names.push(match t {
            FieldType::Named(_) => name(field),
            FieldType::Anonymous { kind, fields, .. } => {
                measured(&format!("{record}__{}", part(*kind)), *kind, fields, &mut inner)?;
                part(*kind)
            }
        });
    }
    let keyword = if kind == Kind::Struct { "struct" } else { "union" };
    writeln!(out, "measure!({keyword} e::{record} {{ {} }}),", names.join(" "))?;
    out.push_str(&inner);
    Ok(())
}
