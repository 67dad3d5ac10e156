//! The calls of the safe crate into C, from the contracts beside the signatures.
//!
//! A contract says of an argument what the function asks for; a number has none. The words, and what the argument is in
//! Rust (`crates/hailo/src/call` says why that keeps the contract):
//!
//! | word | argument |
//! |---|---|
//! | `alone`, `all alone` | a handle, or several, that no other thread is in: `Alone` |
//! | `beside` | a handle that other threads may be in: `Together` |
//! | `release` | a handle that is never used again; `one` is how many of an array of them |
//! | `out`, `out fixed` | nothing: what is written is answered; `fixed` is a record that no release may have longer |
//! | `out, as many as X` | nothing: an array of handles, answered |
//! | `list N`, `list`, `room`, `count` | nothing, or the room: an array with its capacity and its count, answered |
//! | `in`, `in or null` | a record of the library's own layout, or with `len` an array of them |
//! | `lent` | the same with pointers inside, which are borrowed for the call: `Lent` |
//! | `bytes`, `each bytes` | a slice, or a slice of slices |
//! | `len X` | nothing: the length of X |
//! | `text`, `text or null`, `fd` | a C string, an open descriptor |
//! | `null`, `false` | nothing: always that |
//! | `sink`, `context` | nothing: what the sink is told is answered |
//! | `kept …`, `as mapped`, `callback`, `ticket` | a pointer as it is: the call is unsafe, and written by hand around it |

use std::error::Error;
use std::fmt::Write as _;
use std::fs;

use crate::abi::Abi;
use crate::codegen::{name, note, prototype, shim_functions, spell};

type Text = Result<String, Box<dyn Error>>;

/// One function, whichever table it is of.
struct Call {
    name: String,
    declaration: String,
    /// The type of what it answers: a status unless it says otherwise.
    answers: String,
    /// How the function is got from `library`.
    function: String,
    is_shim: bool,
    arguments: Vec<Argument>,
}

struct Argument {
    name: String,
    /// Its type in the table.
    ty: String,
    contract: String,
}

/// What a pointer points to.
enum Pointee {
    Handle(String),
    Bool,
    Number(String),
    /// A record with one layout.
    Record(String),
    /// A record of the library's own layout, with the field of `Layout` that is its size.
    OfEra(String, &'static str),
    /// A record of the shim, whose layout is this workspace's own.
    Shim(String),
}

/// What one call is made of, gathered argument by argument.
#[derive(Default)]
struct Parts {
    library: Option<String>,
    parameters: Vec<String>,
    before: Vec<String>,
    passed: Vec<String>,
    answered: Vec<(String, String)>,
    /// The one argument whose memory is looked at after the call.
    filled: Option<Filled>,
    is_unsafe: bool,
}

struct Filled {
    /// The call around the call, with the closure's arguments.
    around: String,
    /// Whether the closure answers a status and no result.
    is_list: bool,
}

pub(crate) fn rust(abi: &Abi) -> Text {
    let mut out = String::from(
        "//! One function for each C function that this crate calls. What an argument is in Rust keeps the contract that is\n\
         //! named with it; [`crate::call`] says how.\n\n\
         #![allow(clippy::too_many_arguments, clippy::wildcard_imports, reason = \"as C has it\")]\n\n\
         use crate::call::sink::{Collected, Segments};\n\
         use crate::call::lent::Lent;\n\
         use crate::error::{Error, ErrorKind, Result};\n\
         use crate::call::Fresh;\n\
         use crate::handle::{Alone, Together};\n\
         use crate::library::Library;\n\
         use crate::record::padded::{FIXED, Given, Padded, fill_bytes, fill};\n\
         use crate::record::Record;\n\
         use hailo_sys::Record as _;\n\
         use hailo_sys::shim::*;\nuse hailo_sys::types::*;\n\
         use std::ffi::{CStr, c_void};\nuse std::os::fd::{AsRawFd as _, BorrowedFd};\n\
         use std::ptr::{from_ref, null, null_mut};\n",
    );
    for call in calls(abi)? {
        let text = one(abi, &call).map_err(|error| format!("{}: {error}", call.name))?;
        writeln!(out, "\n{text}")?;
    }
    Ok(out)
}

fn calls(abi: &Abi) -> Result<Vec<Call>, Box<dyn Error>> {
    let mut calls = Vec::new();
    for f in &abi.functions {
        let Some(contract) = &f.contract else { continue };
        let known = |key: &&String| f.params.iter().any(|(argument, _)| argument == *key);
        if let Some(stray) = contract.keys().find(|key| !known(key)) {
            return Err(format!("{}: a contract for {stray}, which is no argument", f.name).into());
        }
        let gone = if abi.everywhere(&f.span) { "" } else { ".ok_or_else(|| library.lacks(CALL))?" };
        calls.push(Call {
            name: f.name.clone(),
            declaration: format!("{}{}", prototype(f), note(abi, &f.span)),
            answers: spell(&f.ret, false),
            function: format!("library.api().{}{gone}", f.name),
            is_shim: false,
            arguments: f
                .params
                .iter()
                .map(|(argument, c)| Argument {
                    name: name(argument).to_owned(),
                    ty: if c == "bool *" { "*mut bool".to_owned() } else { spell(c, false) },
                    contract: contract.get(argument).cloned().unwrap_or_default(),
                })
                .collect(),
        });
    }
    let source = fs::read_to_string(crate::root().join("hailo-sys/src/shim.rs"))?;
    for function in shim_functions()? {
        let Some(contract) = abi.shim.get(&function) else { continue };
        let start = source.find(&format!("    fn {function}(")).ok_or("a function of the shim")?;
        let declaration = source[start..].split(';').next().unwrap_or_default().trim();
        let (arguments, answers) = declaration.rsplit_once(')').ok_or("a declaration")?;
        let (_, arguments) = arguments.split_once('(').ok_or("a declaration")?;
        let arguments = arguments.split(", ").filter_map(|argument| argument.split_once(": "));
        calls.push(Call {
            function: format!("library.shim()?.{function}"),
            answers: answers.trim().trim_start_matches("-> ").to_owned(),
            declaration: declaration.trim_start_matches("fn ").to_owned(),
            is_shim: true,
            arguments: arguments
                .map(|(argument, ty)| Argument {
                    name: argument.to_owned(),
                    ty: ty.to_owned(),
                    contract: contract.get(argument).cloned().unwrap_or_default(),
                })
                .collect(),
            name: function,
        });
    }
    Ok(calls)
}

fn one(abi: &Abi, call: &Call) -> Text {
    let mut parts = Parts::default();
    for argument in &call.arguments {
        add(abi, call, argument, &mut parts)?;
    }
    let mut out = format!("/// `{}`\n", call.declaration.replace('\n', " "));
    let contracts: Vec<_> = call
        .arguments
        .iter()
        .filter(|argument| !argument.contract.is_empty())
        .map(|argument| format!("`{}` {}", argument.name, argument.contract))
        .collect();
    if !contracts.is_empty() {
        let heading = if parts.is_unsafe { "# Safety\n/// " } else { "" };
        writeln!(out, "///\n/// {heading}{}.", contracts.join("; "))?;
    }
    let passed = parts.passed.join(", ");
    if call.arguments.iter().any(|argument| argument.contract == "release") {
        let ty = call.arguments.iter().find(|argument| argument.contract == "release").ok_or("a handle")?;
        let handle = match (handle_of(abi, &ty.ty), pointee(abi, &ty.ty)) {
            (Some(handle), _) | (None, Ok(Pointee::Handle(handle))) => handle,
            _ => return Err("a release of no handle".into()),
        };
        writeln!(
            out,
            "pub(crate) unsafe fn {}(library: &Library, raw: *mut {handle}) -> Result<()> {{\n\
             const CALL: &str = \"{0}\";\nlet function = {};",
            call.name, call.function
        )?;
        let safety = "// SAFETY: the caller's promise.";
        if call.answers.is_empty() {
            writeln!(out, "{safety}\nunsafe {{ function({passed}) }};\nOk(())\n}}")?;
            return Ok(out.replace(&format!("const CALL: &str = \"{}\";\n", call.name), ""));
        }
        writeln!(
            out,
            "{safety}\nlet status = unsafe {{ function({passed}) }};\nlibrary.check(CALL, status)\n}}"
        )?;
        return Ok(out);
    }
    if parts.library.is_none() {
        parts.parameters.insert(0, "library: &Library".to_owned());
    }
    let types: Vec<_> = parts.answered.iter().map(|(_, ty)| ty.clone()).collect();
    let values: Vec<_> = parts.answered.iter().map(|(value, _)| value.clone()).collect();
    let is_size = call.answers == "usize";
    let (ty, value) = match (&*types, &*values) {
        _ if is_size => ("usize".to_owned(), String::new()),
        ([ty], [value]) => (ty.clone(), value.clone()),
        _ => (format!("({})", types.join(", ")), format!("({})", values.join(", "))),
    };
    writeln!(
        out,
        "pub(crate) {}fn {}({}) -> Result<{ty}> {{\nconst CALL: &str = \"{1}\";",
        if parts.is_unsafe { "unsafe " } else { "" },
        call.name,
        parts.parameters.join(", ")
    )?;
    if let Some(handle) = &parts.library {
        writeln!(out, "let library = {handle}.library();")?;
    }
    if is_size {
        writeln!(out, "library.require(CALL)?;")?;
    }
    writeln!(out, "let function = {};", call.function)?;
    for line in &parts.before {
        writeln!(out, "{line}")?;
    }
    let safety = if parts.is_unsafe {
        "// SAFETY: the caller's promise, and the types of the other arguments."
    } else {
        "// SAFETY: the types of the arguments keep the contract."
    };
    let called = format!("unsafe {{ function({passed}) }}");
    let checked = format!("let status = {called};\nlibrary.check(CALL, status)");
    match &parts.filled {
        _ if is_size => writeln!(out, "{safety}\nOk({called})")?,
        Some(filled) if filled.is_list => writeln!(out, "{} {{\n{safety}\n{called}\n}})?;", filled.around)?,
        Some(filled) => writeln!(out, "{} {{\n{safety}\n{checked}\n}})?;", filled.around)?,
        None if values.is_empty() => writeln!(out, "{safety}\n{checked}")?,
        None => writeln!(out, "{safety}\n{checked}?;")?,
    }
    if !values.is_empty() {
        writeln!(out, "Ok({value})")?;
    }
    writeln!(out, "}}")?;
    Ok(out)
}

/// The handle that a type of the table is.
fn handle_of(abi: &Abi, ty: &str) -> Option<String> {
    if abi.handles.iter().any(|handle| handle == ty) {
        return Some(format!("_{ty}"));
    }
    let shim = ty.strip_prefix("*mut ")?;
    shim.starts_with("hailo_shim_").then(|| shim.to_owned())
}

fn pointee(abi: &Abi, ty: &str) -> Result<Pointee, Box<dyn Error>> {
    let inner = ty
        .strip_prefix("*mut ")
        .or_else(|| ty.strip_prefix("*const "))
        .ok_or_else(|| format!("{ty} is no pointer"))?;
    if let Some(handle) = handle_of(abi, inner) {
        return Ok(Pointee::Handle(handle));
    }
    let is_enum = abi.enums.iter().any(|e| e.name == inner) || abi.typedefs.contains_key(inner);
    if inner == "bool" {
        return Ok(Pointee::Bool);
    }
    if is_enum || ["u8", "u32", "u64", "usize", "f32", "f64"].contains(&inner) {
        return Ok(Pointee::Number(inner.to_owned()));
    }
    if inner.starts_with("hailo_shim_") {
        return Ok(Pointee::Shim(inner.to_owned()));
    }
    let record = abi.record(inner).ok_or_else(|| format!("{inner} is nothing that is known"))?;
    if abi.is_common(record) {
        return Ok(Pointee::Record(inner.to_owned()));
    }
    let size = match inner {
        "hailo_device_identity_t" => "identity",
        "hailo_core_information_t" => "core",
        "hailo_extended_device_information_t" => "extended",
        "hailo_stream_info_t" => "stream_info",
        "hailo_vstream_info_t" => "vstream_info",
        "hailo_configure_params_t" => "configure",
        other => return Err(format!("Layout has no size of {other}").into()),
    };
    Ok(Pointee::OfEra(inner.to_owned(), size))
}

#[allow(clippy::too_many_lines, reason = "one arm for each word")]
fn add(abi: &Abi, call: &Call, argument: &Argument, parts: &mut Parts) -> crate::Outcome {
    let Argument { name, ty, contract } = argument;
    let is_mut = ty.starts_with("*mut ");
    let borrow = if is_mut { "&mut " } else { "&" };
    let pointer = if is_mut { "as_mut_ptr()" } else { "as_ptr()" };
    let by = |contract: &str| call.arguments.iter().find(|other| other.contract == contract);
    let length = by(&format!("len {name}"));
    let (word, rest) = contract.split_once(' ').unwrap_or((contract, ""));
    match word {
        "" => {
            if ty.starts_with('*') {
                return Err(format!("no contract for the pointer {name}").into());
            }
            parts.parameters.push(format!("{name}: {ty}"));
            parts.passed.push(name.clone());
        }
        "alone" | "beside" => {
            let handle = handle_of(abi, ty).ok_or("no handle")?;
            let kind = if word == "alone" { "Alone" } else { "Together" };
            parts.parameters.push(format!("{name}: {kind}<'_, {handle}>"));
            parts.passed.push(format!("{name}.as_raw()"));
            parts.library.get_or_insert_with(|| name.clone());
        }
        "all" => {
            let Pointee::Handle(handle) = pointee(abi, ty)? else { return Err("no handles".into()) };
            parts.parameters.push(format!("{name}: &[Alone<'_, {handle}>]"));
            parts.before.push(format!("let raws: Vec<_> = {name}.iter().map(|one| one.as_raw()).collect();"));
            parts.passed.push("raws.as_ptr()".to_owned());
        }
        "release" => {
            parts.passed.push(if by("one").is_some() { "&raw const raw" } else { "raw" }.to_owned());
        }
        "one" => parts.passed.push("1".to_owned()),
        "out" => out(abi, argument, rest, parts)?,
        "out," => {
            let Pointee::Handle(handle) = pointee(abi, ty)? else { return Err("no handles".into()) };
            let like = rest.strip_prefix("as many as ").ok_or("as many as what")?;
            parts.before.push(format!("let mut {name} = vec![null_mut(); {like}.len()];"));
            parts.passed.push(format!("{name}.as_mut_ptr()"));
            parts.answered.push((
                format!("{name}.into_iter().map(Fresh::new).collect()"),
                format!("Vec<Fresh<{handle}>>"),
            ));
        }
        "list" => {
            let room = if rest.is_empty() { "room" } else { rest };
            if rest.is_empty() {
                parts.parameters.push("room: usize".to_owned());
            }
            let room_name = if by("room").is_some() { "room" } else { "_" };
            let closure = format!("|items, {room_name}, count|");
            let simple = |empty: &str| format!("let {name} = library.list({room}, {empty}, CALL, {closure}");
            let (around, value, ty) = match pointee(abi, ty)? {
                Pointee::Handle(handle) => (
                    simple("null_mut()"),
                    format!("{name}.into_iter().map(Fresh::new).collect()"),
                    format!("Vec<Fresh<{handle}>>"),
                ),
                Pointee::Record(record) | Pointee::Shim(record) => {
                    (simple(&format!("{record}::zeroed()")), name.clone(), format!("Vec<{record}>"))
                }
                Pointee::OfEra(record, size) => (
                    format!(
                        "let {name} = library.list_records(\"{record}\", library.layout().{size}, {room}, CALL, {closure}"
                    ),
                    name.clone(),
                    "(Record, usize)".to_owned(),
                ),
                Pointee::Bool | Pointee::Number(_) => return Err("a list of numbers".into()),
            };
            parts.filled = Some(Filled { around, is_list: true });
            parts.passed.push(if ty == "(Record, usize)" { "items.cast()" } else { "items" }.to_owned());
            parts.answered.push((value, ty));
        }
        "room" | "count" => parts.passed.push(word.to_owned()),
        "in" | "lent" => {
            let plain = match pointee(abi, ty)? {
                Pointee::Record(record) if length.is_some() => format!("Given<{record}>"),
                Pointee::Record(record) => format!("Padded<{record}>"),
                Pointee::OfEra(..) => "Record".to_owned(),
                Pointee::Shim(record) => record,
                _ => return Err("no record goes in".into()),
            };
            if rest == "or null" {
                parts.parameters.push(format!("{name}: Option<&{plain}>"));
                parts.passed.push(format!("{name}.map_or(null(), Padded::as_ptr)"));
                return Ok(());
            }
            let (outer, inner) = match word {
                "lent" if is_mut => (format!("Lent<'_, {plain}>"), format!("{name}.memory_mut()")),
                "lent" => (format!("Lent<'_, {plain}>"), format!("{name}.memory()")),
                _ => (plain, name.clone()),
            };
            parts.parameters.push(format!("{name}: {borrow}{outer}"));
            parts.passed.push(if call.is_shim {
                format!("from_ref({inner})")
            } else {
                format!("{inner}.{pointer}")
            });
        }
        "bytes" if ty == "hailo_shim_slice" => {
            parts.parameters.push(format!("{name}: &[u8]"));
            parts.passed.push(format!("hailo_shim_slice {{ data: {name}.as_ptr(), len: {name}.len() }}"));
        }
        "bytes" => {
            parts.parameters.push(format!("{name}: {borrow}[u8]"));
            parts.passed.push(format!("{name}.{pointer}.cast()"));
        }
        "each" => {
            parts.parameters.push(format!("{name}: &[&[u8]]"));
            parts.before.push(format!(
                "let {name}: Vec<_> = {name}.iter().map(|one| hailo_shim_slice {{ data: one.as_ptr(), len: one.len() }}).collect();"
            ));
            parts.passed.push(format!("{name}.as_ptr()"));
        }
        "len" => {
            let whose = call.arguments.iter().find(|other| other.name == rest).ok_or("len of what")?;
            let is_raw = ["kept", "as"].iter().any(|word| whose.contract.starts_with(word));
            if is_raw {
                parts.parameters.push(format!("{name}: {ty}"));
                parts.passed.push(name.clone());
                return Ok(());
            }
            let memory = match (whose.contract.as_str(), whose.ty.starts_with("*mut ")) {
                ("lent", _) => format!("{rest}.memory().len()"),
                _ => format!("{rest}.len()"),
            };
            if ty == "u32" {
                parts.before.push(format!(
                    "let {name} = u32::try_from({memory}).map_err(|_| Error::refused(ErrorKind::InvalidArgument, CALL, \"more than 4 GiB\"))?;"
                ));
                parts.passed.push(name.clone());
            } else if whose.ty.starts_with("*mut ") {
                // Read before the pointer is made, which borrows all of it.
                parts.before.push(format!("let {name} = {memory};"));
                parts.passed.push(name.clone());
            } else {
                parts.passed.push(memory);
            }
        }
        "text" if rest == "or null" => {
            parts.parameters.push(format!("{name}: Option<&CStr>"));
            parts.passed.push(format!("{name}.map_or(null(), CStr::as_ptr)"));
        }
        "text" => {
            parts.parameters.push(format!("{name}: &CStr"));
            parts.passed.push(format!("{name}.as_ptr()"));
        }
        "fd" => {
            parts.parameters.push(format!("{name}: BorrowedFd<'_>"));
            parts.passed.push(format!("{name}.as_raw_fd()"));
        }
        "null" => parts.passed.push(if is_mut { "null_mut()" } else { "null()" }.to_owned()),
        "false" => parts.passed.push("false".to_owned()),
        "sink" => {
            let kind = if ty == "hailo_shim_sink" { "Collected" } else { "Segments" };
            parts.before.push(format!("let mut told = {kind}::default();"));
            parts.passed.push(format!("Some({kind}::sink)"));
            parts.answered.push(("told".to_owned(), kind.to_owned()));
        }
        "context" => parts.passed.push("told.context()".to_owned()),
        "kept" | "as" | "callback" | "ticket" => {
            parts.is_unsafe = true;
            parts.parameters.push(format!("{name}: {ty}"));
            parts.passed.push(name.clone());
        }
        other => return Err(format!("{name}: no such word as {other:?}").into()),
    }
    Ok(())
}

/// One value that the call writes.
fn out(abi: &Abi, argument: &Argument, rest: &str, parts: &mut Parts) -> crate::Outcome {
    let Argument { name, ty, .. } = argument;
    let growth = match rest {
        "" => "library.growth()",
        "fixed" => "&FIXED",
        other => return Err(format!("out {other}").into()),
    };
    let (around, value, ty, passed) = match pointee(abi, ty)? {
        Pointee::Handle(handle) => {
            parts.before.push(format!("let mut {name} = null_mut();"));
            parts.passed.push(format!("&raw mut {name}"));
            parts.answered.push((format!("Fresh::new({name})"), format!("Fresh<{handle}>")));
            return Ok(());
        }
        Pointee::Bool => {
            // A byte, not a bool: what C writes there is not to be trusted.
            parts.before.push(format!("let mut {name} = 0_u8;"));
            parts.passed.push(format!("&raw mut {name}"));
            parts.answered.push((format!("{name} != 0"), "bool".to_owned()));
            return Ok(());
        }
        Pointee::Number(number) => {
            parts.before.push(format!("let mut {name}: {number} = Default::default();"));
            parts.passed.push(format!("&raw mut {name}"));
            parts.answered.push((name.clone(), number));
            return Ok(());
        }
        Pointee::Record(record) => (
            format!("let {name} = fill({growth}, CALL, {record}::zeroed(), |{name}|"),
            name.clone(),
            format!("Padded<{record}>"),
            name.clone(),
        ),
        Pointee::Shim(record) => (
            format!("let {name} = fill(&FIXED, CALL, {record}::zeroed(), |{name}|"),
            format!("{name}.record"),
            record,
            name.clone(),
        ),
        Pointee::OfEra(record, size) => (
            format!(
                "let ({name}, ()) = fill_bytes({growth}, CALL, \"{record}\", library.layout().{size}, |{name}|"
            ),
            name.clone(),
            "Record".to_owned(),
            format!("{name}.cast()"),
        ),
    };
    parts.filled = Some(Filled { around, is_list: false });
    parts.answered.push((value, ty));
    parts.passed.push(passed);
    Ok(())
}
