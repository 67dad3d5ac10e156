//! What every header says, twice: for the shim's compiler to fill in, and for hailo-sys to hold its answer against.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;

use crate::abi::{Abi, CType, Field, FieldType, Span};

/// One number of one stretch of eras: a record's size and alignment, a field's offset and size, a constant.
struct Fact {
    name: String,
    /// First and last era, by position.
    eras: (usize, usize),
    value: u32,
    extra: u32,
}

/// Records, fields and numbers, each in the order of the tables; a name comes once for each layout it had.
struct Facts {
    records: Vec<Fact>,
    fields: Vec<Fact>,
    numbers: Vec<Fact>,
}

fn gather(abi: &Abi) -> Result<Facts, Box<dyn Error>> {
    let mut facts = Facts { records: Vec::new(), fields: Vec::new(), numbers: Vec::new() };
    for record in &abi.records {
        for layout in &record.layouts {
            let eras = span(abi, &layout.span);
            let (value, extra) = (u32::try_from(layout.size)?, u32::try_from(layout.align)?);
            facts.records.push(Fact { name: record.name.clone(), eras, value, extra });
            // What a field holds may be longer in a later era, with the field in the same place.
            for era in eras.0..=eras.1 {
                fields(abi, era, &record.name, 0, &layout.fields, &mut facts.fields)?;
            }
        }
    }
    for e in &abi.enums {
        for value in &e.values {
            let eras = span(abi, value.span(&e.span));
            facts.numbers.push(Fact { name: value.name().to_owned(), eras, value: value.value(), extra: 0 });
        }
    }
    // A default is advice to callers, not part of the interface.
    for c in abi.constants.iter().filter(|c| !c.name.contains("_DEFAULT_")) {
        if let Some(value) = c.value.as_u64() {
            let (eras, value) = (span(abi, &c.span), u32::try_from(value)?);
            facts.numbers.push(Fact { name: c.name.clone(), eras, value, extra: 0 });
        }
    }
    Ok(facts)
}

fn span(abi: &Abi, of: &Span) -> (usize, usize) {
    let range = abi.indexes(of);
    (*range.start(), *range.end())
}

/// Adds the fields of a record in one era; those of a nameless part are the record's own, as in C.
fn fields(
    abi: &Abi,
    era: usize,
    record: &str,
    base: usize,
    list: &[Field],
    out: &mut Vec<Fact>,
) -> crate::Outcome {
    for Field(field, offset, t) in list {
        let at = base + offset;
        match t {
            FieldType::Anonymous { fields: inner, .. } => fields(abi, era, record, at, inner, out)?,
            FieldType::Named(t) => {
                let name = format!("{record}.{field}");
                let (value, extra) = (u32::try_from(at)?, u32::try_from(abi.measure(t, era)?.0)?);
                let last = out.iter_mut().rev().find(|fact| fact.name == name);
                match last {
                    Some(last) if (last.value, last.extra, last.eras.1 + 1) == (value, extra, era) => {
                        last.eras.1 = era;
                    }
                    _ => out.push(Fact { name, eras: (era, era), value, extra }),
                }
            }
        }
    }
    Ok(())
}

fn names(facts: &[Fact]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    facts.iter().map(|fact| fact.name.as_str()).filter(|name| seen.insert(*name)).collect()
}

/// The records that a C type, or what a record of it holds or points to, leads to.
fn reached(abi: &Abi, c_type: &str, out: &mut BTreeSet<String>) {
    fn inside(abi: &Abi, list: &[Field], out: &mut BTreeSet<String>) {
        for Field(_, _, t) in list {
            match t {
                FieldType::Named(t) => reached(abi, t, out),
                FieldType::Anonymous { fields, .. } => inside(abi, fields, out),
            }
        }
    }
    let base = CType::parse(c_type).base;
    if let Some(callback) = abi.callbacks.iter().find(|callback| callback.name == base) {
        for (_, t) in &callback.params {
            reached(abi, t, out);
        }
    } else if let Some(record) = abi.record(&base)
        && out.insert(base)
    {
        for layout in &record.layouts {
            inside(abi, &layout.fields, out);
        }
    }
}

/// The Rust of the facts.
pub(crate) fn rust(abi: &Abi) -> Result<String, Box<dyn Error>> {
    let facts = gather(abi)?;
    let mut out = String::from(
        "use crate::Era;\n\n\
         /// Name, first and last era, and two numbers: a record's size and alignment, a field's offset and size, a constant's value and 0.\n\
         pub(super) type Fact = (&'static str, Era, Era, u32, u32);\n\n",
    );
    for (name, what, list) in [
        ("RECORDS", "Every record", &facts.records),
        ("FIELDS", "Every field", &facts.fields),
        ("NUMBERS", "Every enum value and constant", &facts.numbers),
    ] {
        writeln!(out, "/// {what}.\n#[rustfmt::skip]\npub(super) const {name}: [Fact; {}] = [", list.len())?;
        for Fact { name, eras: (first, last), value, extra } in list {
            let (first, last) = (abi.eras[*first].variant(), abi.eras[*last].variant());
            writeln!(out, "    (\"{name}\", Era::{first}, Era::{last}, {value}, {extra}),")?;
        }
        out.push_str("];\n\n");
    }
    out.push_str(
        "/// For each record the functions that pass it, or one that leads to it.\n#[rustfmt::skip]\n\
         pub(super) const PASSED_BY: &[(&str, &[&str])] = &[\n",
    );
    let passed = abi.functions.iter().map(|function| {
        let mut records = BTreeSet::new();
        function.params.iter().for_each(|(_, t)| reached(abi, t, &mut records));
        (&function.name, records)
    });
    let passed: Vec<_> = passed.collect();
    for record in &abi.records {
        let functions = passed.iter().filter(|(_, records)| records.contains(&record.name));
        let list: Vec<_> = functions.map(|(name, _)| format!("\"{name}\"")).collect();
        writeln!(out, "    (\"{}\", &[{}]),", record.name, list.join(", "))?;
    }
    out.push_str("];\n");
    Ok(out)
}

/// The C++ that lets a compiler say what the headers at hand say.
///
/// A name that they lack is no error: a qualified name is looked for in the global namespace first, and only where it is
/// not there in the namespace that the using-directive names.
pub(crate) fn cpp(abi: &Abi) -> Result<String, Box<dyn Error>> {
    let facts = gather(abi)?;
    let (records, fields, numbers) = (names(&facts.records), names(&facts.fields), names(&facts.numbers));
    let is_macro = |name: &&str| abi.constants.iter().any(|c| c.name == *name);
    let mut out = String::from(
        "// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json. Do not edit.\n//\n\
         // What the headers at hand say of each record, field and number that any known release has. A name that they lack\n\
         // is found in `absent`, which a qualified name reaches only where the headers do not declare it.\n\n\
         #include \"hailo_shim.h\"\n\n#include \"hailo/hailort.h\"\n\n#include <cstddef>\n#include <type_traits>\n#include <utility>\n\n\
         namespace {\n\n// Before `absent`: what a macro stands for may be a name that is looked up.\n",
    );
    for name in numbers.iter().filter(|name| is_macro(name)) {
        writeln!(
            out,
            "#ifdef {name}\nconstexpr hailo_shim_layout_row row_of_{name}{{\"{name}\", HAILO_SHIM_LAYOUT_NUMBER, \
             static_cast<uint32_t>({name}), 0}};\n#else\nconstexpr hailo_shim_layout_row row_of_{name}{{\"{name}\", \
             HAILO_SHIM_LAYOUT_ABSENT, 0, 0}};\n#endif"
        )?;
    }
    out.push_str("\n} // namespace\n\nnamespace absent {\nstruct none {};\n");
    for record in &records {
        writeln!(out, "using {record} = none;")?;
    }
    for number in numbers.iter().filter(|name| !is_macro(name)) {
        writeln!(out, "constexpr none {number}{{}};")?;
    }
    out.push_str(
        "} // namespace absent\n\nusing namespace absent;\n\nnamespace {\n\n\
         constexpr hailo_shim_layout_row missing(const char *name)\n{\n    return {name, HAILO_SHIM_LAYOUT_ABSENT, 0, 0};\n}\n\n\
         template <typename Record>\nconstexpr hailo_shim_layout_row record(const char *name)\n{\n\
         \x20   if constexpr (std::is_same_v<Record, absent::none>) {\n        return missing(name);\n    } else {\n\
         \x20       return {name, HAILO_SHIM_LAYOUT_RECORD, sizeof(Record), alignof(Record)};\n    }\n}\n\n\
         template <typename Value>\nconstexpr hailo_shim_layout_row number(const char *name, Value value)\n{\n\
         \x20   if constexpr (std::is_same_v<Value, absent::none>) {\n        return missing(name);\n    } else {\n\
         \x20       return {name, HAILO_SHIM_LAYOUT_NUMBER, static_cast<uint32_t>(value), 0};\n    }\n}\n\n\
         #define FIELD(record, field)                                                                                           \\\n\
         \x20   template <typename Record, typename = void>                                                                        \\\n\
         \x20   struct record##_##field {                                                                                          \\\n\
         \x20       static constexpr hailo_shim_layout_row row = missing(#record \".\" #field);                                       \\\n\
         \x20   };                                                                                                                 \\\n\
         \x20   template <typename Record>                                                                                         \\\n\
         \x20   struct record##_##field<Record, std::void_t<decltype(std::declval<Record &>().field)>> {                           \\\n\
         \x20       static constexpr hailo_shim_layout_row row{#record \".\" #field, HAILO_SHIM_LAYOUT_FIELD,                         \\\n\
         \x20           offsetof(Record, field), sizeof(std::declval<Record &>().field)};                                          \\\n\
         \x20   };\n\n",
    );
    for field in &fields {
        let (record, field) = field.split_once('.').ok_or("a field of a record")?;
        writeln!(out, "FIELD({record}, {field})")?;
    }
    out.push_str("\nconstexpr hailo_shim_layout_row rows[] = {\n");
    for name in &records {
        writeln!(out, "    record<::{name}>(\"{name}\"),")?;
    }
    for field in &fields {
        let (record, field) = field.split_once('.').ok_or("a field of a record")?;
        writeln!(out, "    {record}_{field}<::{record}>::row,")?;
    }
    for name in &numbers {
        if is_macro(name) {
            writeln!(out, "    row_of_{name},")?;
        } else {
            writeln!(out, "    number(\"{name}\", ::{name}),")?;
        }
    }
    out.push_str(
        "};\n\n} // namespace\n\nsize_t hailo_shim_layout(const hailo_shim_layout_row **out)\n{\n    if (out == nullptr) {\n\
         \x20       return 0;\n    }\n    *out = rows;\n    return sizeof(rows) / sizeof(rows[0]);\n}\n",
    );
    Ok(out)
}

/// A libhailort and its shim, both hollow, but for what the shim's compiler saw in a header of ours.
#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use hailo_sys::shim::HAILO_SHIM_ABI_VERSION;
    use hailo_sys::{Authority, Era, Grown, LoadOptions, Loaded, ShimApi, TableError};

    use super::*;
    use crate::abi::EnumValue;

    fn newest(abi: &Abi) -> usize {
        abi.eras.len() - 1
    }

    fn run(command: &mut Command) {
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Builds both for a release with the headers of an era as `abi` has them, and loads the library.
    fn load(abi: &Abi, era: usize, version: &str) -> Result<Loaded, TableError> {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir(folder.join("hailo")).unwrap();
        fs::write(folder.join("hailo/hailort.h"), crate::c_header::header(abi, era).unwrap()).unwrap();
        let numbers: Vec<_> = version.split('.').collect();
        let says = format!("v[0] = {}; v[1] = {}; v[2] = {}; return 0;", numbers[0], numbers[1], numbers[2]);
        let library = hollow_library(abi, era, folder, &says);
        let shim = shim(folder, &says);
        let loaded = LoadOptions::new().path(library).shim(shim).load();
        loaded.map_err(|error| error.refusal().unwrap().clone())
    }

    fn hollow_library(abi: &Abi, era: usize, folder: &Path, says: &str) -> PathBuf {
        let mut source = format!("unsigned hailo_get_library_version(unsigned *v) {{ {says} }}\n");
        let statuses = abi.enums.iter().find(|e| e.name == "hailo_status").unwrap();
        let here = statuses.values.iter().filter(|v| abi.indexes(v.span(&statuses.span)).contains(&era));
        let last = here.map(EnumValue::value).filter(|value| *value < 1000).max().unwrap();
        source += &format!(
            "const char *hailo_get_status_message(unsigned s) {{ return s < {last} ? \"a status\" : 0; }}\n"
        );
        for f in abi.functions.iter().filter(|f| abi.indexes(&f.span).contains(&era)) {
            if !["hailo_get_library_version", "hailo_get_status_message"].contains(&f.name.as_str()) {
                source += &format!("unsigned {}(void) {{ return 0; }}\n", f.name);
            }
        }
        let (c, library) = (folder.join("libhailort.c"), folder.join("libhailort.so"));
        fs::write(&c, source).unwrap();
        run(Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).arg(&library).arg(&c));
        library
    }

    fn shim(folder: &Path, says: &str) -> PathBuf {
        let mut source = format!(
            "unsigned hailo_shim_abi_version(void) {{ return {HAILO_SHIM_ABI_VERSION}; }}\n\
             unsigned hailo_shim_features(void) {{ return 0; }}\n\
             unsigned hailo_shim_built_for(unsigned *v) {{ {says} }}\n\
             unsigned hailo_shim_library_version(unsigned *v) {{ {says} }}\n"
        );
        for name in ShimApi::NAMES {
            if !source.contains(&format!(" {name}(")) && *name != "hailo_shim_layout" {
                source += &format!("unsigned {name}(void) {{ return 7; }}\n");
            }
        }
        let (c, object, shim) =
            (folder.join("shim.c"), folder.join("shim.o"), folder.join("libhailo_shim.so"));
        fs::write(&c, source).unwrap();
        run(Command::new("cc").args(["-c", "-fPIC", "-w", "-o"]).arg(&object).arg(&c));
        let sources = crate::root().join("hailo-sys/shim");
        run(Command::new("c++")
            .args(["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-shared", "-fPIC", "-isystem"])
            .arg(folder)
            .arg("-I")
            .arg(&sources)
            .arg(sources.join("layout.cpp"))
            .arg(&object)
            .arg("-o")
            .arg(&shim));
        shim
    }

    fn skipped() -> bool {
        let missing = Command::new("c++").arg("--version").output().is_err();
        if missing {
            println!("SKIPPED: no C++ compiler `c++`");
        }
        missing
    }

    /// The newest layout of a record, to be changed.
    fn layout<'a>(abi: &'a mut Abi, record: &str) -> &'a mut crate::abi::Layout {
        let record = abi.records.iter_mut().find(|r| r.name == record).unwrap();
        record.layouts.last_mut().unwrap()
    }

    fn refusal(abi: &Abi, version: &str) -> String {
        let error = load(abi, newest(abi), version).unwrap_err();
        assert!(matches!(error, TableError::HeadersDiffer { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(version), "{text}");
        text
    }

    #[test]
    fn the_headers_of_each_era_compile_and_are_known_again() {
        if skipped() {
            return;
        }
        let abi = Abi::read().unwrap();
        // The shim is for 4.21 and later.
        for (index, era) in abi.eras.iter().enumerate().skip(1) {
            let loaded = load(&abi, index, era.versions.last().unwrap()).unwrap();
            assert_eq!(loaded.era, Era::ALL[index]);
            assert_eq!(loaded.authority, Authority::Shim { grown: Vec::new() });
        }
    }

    #[test]
    fn an_unknown_release_is_what_its_headers_say() {
        if skipped() {
            return;
        }
        let mut abi = Abi::read().unwrap();
        let newest = newest(&abi);
        let same = load(&abi, newest, "5.9.0").unwrap();
        assert_eq!((same.era, same.authority), (Era::ALL[newest], Authority::Shim { grown: Vec::new() }));

        // Builds of 5.3.0 from before its release have its number and the headers of 5.2.0.
        let early = load(&abi, newest - 1, "5.3.0").unwrap();
        assert_eq!(early.era, Era::V5_2_0);
        assert!(matches!(early.authority, Authority::Shim { .. }));

        let identity = layout(&mut abi, "hailo_device_identity_t");
        identity.fields.push(Field("invented".to_owned(), 140, FieldType::Named("uint32_t".to_owned())));
        identity.size = 144;
        let grown = load(&abi, newest, "5.9.0").unwrap();
        let expected = Grown { record: "hailo_device_identity_t", known: 140, found: 144 };
        assert_eq!(
            (grown.era, grown.authority),
            (Era::ALL[newest], Authority::Shim { grown: vec![expected] })
        );
    }

    #[test]
    fn headers_that_differ_are_refused_by_record_and_field() {
        if skipped() {
            return;
        }
        let mut moved = Abi::read().unwrap();
        let fields = &mut layout(&mut moved, "hailo_stream_info_t").fields;
        let at = |name: &str| fields.iter().position(|field| field.0 == name).unwrap();
        let (bytes, frame) = (at("hw_data_bytes"), at("hw_frame_size"));
        fields[bytes].0 = "hw_frame_size".to_owned();
        fields[frame].0 = "hw_data_bytes".to_owned();
        for version in ["5.9.0", "5.4.0"] {
            let text = refusal(&moved, version);
            assert!(text.contains("the offset of hailo_stream_info_t.hw_data_bytes"), "{text}");
        }

        let mut gone = Abi::read().unwrap();
        layout(&mut gone, "hailo_stream_info_t").fields.retain(|field| field.0 != "is_mux");
        // What is left has the same size: the field before it is a float, and the record is aligned to four.
        layout(&mut gone, "hailo_stream_info_t").size -= 4;
        let text = refusal(&gone, "5.9.0");
        assert!(text.contains("the offset of hailo_stream_info_t.is_mux is absent"), "{text}");

        // A record that stands in arrays may not be longer.
        let mut longer = Abi::read().unwrap();
        let name = layout(&mut longer, "hailo_network_group_info_t");
        name.fields.push(Field("invented".to_owned(), name.size, FieldType::Named("uint8_t".to_owned())));
        name.size += 1;
        let text = refusal(&longer, "5.9.0");
        assert!(text.contains("the size of hailo_network_group_info_t"), "{text}");

        let mut reused = Abi::read().unwrap();
        let statuses = reused.enums.iter_mut().find(|e| e.name == "hailo_status").unwrap();
        for value in &mut statuses.values {
            if let EnumValue::Always(name, number) | EnumValue::Sometimes(name, number, _) = value
                && name == "HAILO_QUEUE_IS_FULL"
            {
                *number = 199;
            }
        }
        let text = refusal(&reused, "5.9.0");
        assert!(text.contains("HAILO_QUEUE_IS_FULL is 199"), "{text}");
    }
}
