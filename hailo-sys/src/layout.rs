//! The compiled records held against the ABI tables: every size, alignment, offset and constant of every era.
//! `abi/hailort.json` was measured by C compilers; what is compared with it here was laid out by rustc.
#![cfg(test)]

use std::collections::HashMap;

use serde_json::Value;

use crate::{Era, FUNCTIONS, Function};

#[path = "generated/layout.rs"]
mod generated;

/// One compiled record.
struct Measured {
    name: &'static str,
    size: usize,
    align: usize,
    /// Name, offset, size.
    fields: Vec<(&'static str, usize, usize)>,
}

/// The size of what a reader would answer; it is never run.
fn field_size<R, T>(_: fn(R) -> T) -> usize {
    size_of::<T>()
}

macro_rules! measure {
    ($kind:ident $module:ident::$record:ident { $($field:ident)* }) => {
        Measured {
            name: stringify!($record),
            size: size_of::<$module::$record>(),
            align: align_of::<$module::$record>(),
            fields: vec![$((
                stringify!($field),
                std::mem::offset_of!($module::$record, $field),
                measure!(@size $kind $module::$record, $field),
            )),*],
        }
    };
    (@size struct $record:ty, $field:ident) => { $crate::layout::field_size(|r: $record| r.$field) };
    // SAFETY: never run; only the type of the field is looked at.
    (@size union $record:ty, $field:ident) => { $crate::layout::field_size(|r: $record| unsafe { r.$field }) };
}

macro_rules! constants {
    ($module:ident; $($name:ident)*) => { vec![$((stringify!($name), $module::$name)),*] };
}

use {constants, measure};

pub(crate) fn table() -> Value {
    serde_json::from_str(include_str!("../abi/hailort.json")).expect("the tables are JSON")
}

/// Whether the item's span, `since` to `until`, holds the era at this position.
pub(crate) fn is_in(table: &Value, item: &Value, era: usize) -> bool {
    let eras = table["eras"].as_array().unwrap();
    let position = |key: &str, otherwise: usize| {
        item.get(key).map_or(otherwise, |name| eras.iter().position(|e| e["era"] == *name).unwrap())
    };
    (position("since", 0)..=position("until", eras.len() - 1)).contains(&era)
}

pub(crate) fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| n.try_into().ok()).expect("a number")
}

/// Compares the fields, and those of nameless parts, which have a record of their own in Rust.
fn compare(name: &str, layout: &Value, compiled: &HashMap<&str, &Measured>, checked: &mut usize) {
    let rust = compiled.get(name).unwrap_or_else(|| panic!("{name} is not compiled"));
    assert_eq!((rust.size, rust.align), (number(&layout["size"]), number(&layout["align"])), "{name}");
    let fields = layout["fields"].as_array().unwrap();
    assert_eq!(fields.len(), rust.fields.len(), "{name}: number of fields");
    for (field, (rust_name, offset, size)) in fields.iter().zip(&rust.fields) {
        assert_eq!(*offset, number(&field[1]), "{name}.{rust_name}: offset");
        if field[2].is_object() {
            assert_eq!(*size, number(&field[2]["size"]), "{name}.{rust_name}: size");
            compare(&format!("{name}__{rust_name}"), &field[2], compiled, checked);
        } else {
            assert_eq!(field[0].as_str().unwrap(), rust_name.trim_end_matches('_'), "{name}");
        }
        *checked += 1;
    }
}

#[test]
fn records_are_laid_out_as_in_c() {
    let table = table();
    for (index, era) in Era::ALL.into_iter().enumerate() {
        let measured = generated::records(era);
        let compiled: HashMap<_, _> = measured.iter().map(|m| (m.name, m)).collect();
        let mut checked = 0;
        for record in table["records"].as_array().unwrap() {
            let name = record["name"].as_str().unwrap();
            let layouts = record["layouts"].as_array().unwrap();
            match layouts.iter().find(|layout| is_in(&table, layout, index)) {
                Some(layout) => compare(name, layout, &compiled, &mut checked),
                None => assert!(!compiled.contains_key(name), "{name} is not in {era:?}"),
            }
        }
        assert!(checked > 250, "{era:?}: only {checked} fields seen");
    }
}

#[test]
fn constants_have_the_values_of_c() {
    let table = table();
    for (index, era) in Era::ALL.into_iter().enumerate() {
        let compiled = generated::constants(era);
        let mut expected = Vec::new();
        for item in table["enums"].as_array().unwrap() {
            for value in item["values"].as_array().unwrap() {
                let span = value.get(2).unwrap_or(item);
                if is_in(&table, span, index) {
                    expected.push((value[0].as_str().unwrap(), number(&value[1]) as u32));
                }
            }
        }
        for item in table["constants"].as_array().unwrap() {
            if item["value"].is_number() && is_in(&table, item, index) {
                expected.push((item["name"].as_str().unwrap(), number(&item["value"]) as u32));
            }
        }
        assert_eq!(compiled, expected, "{era:?}");
        assert!(compiled.len() > 300, "{era:?}");
    }
}

#[test]
fn function_lists_are_those_of_the_headers() {
    let counts: Vec<_> = Era::ALL.into_iter().map(|era| Function::all(era).count()).collect();
    assert_eq!(counts, [160, 160, 160, 157, 155, 155, 155, 147]);
    assert_eq!(FUNCTIONS.len(), 160);
}
