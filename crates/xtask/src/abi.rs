//! The ABI tables of `hailo-sys/abi/hailort.json`, and what follows from them: spans of eras, C types, C layout.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;

use serde::Deserialize;

/// The whole file.
#[derive(Deserialize)]
pub(crate) struct Abi {
    pub(crate) eras: Vec<Era>,
    pub(crate) typedefs: serde_json::Map<String, serde_json::Value>,
    pub(crate) handles: Vec<String>,
    pub(crate) opaque: Vec<String>,
    pub(crate) callbacks: Vec<Callback>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) records: Vec<Record>,
    pub(crate) functions: Vec<Function>,
    /// The contracts of the shim's functions, whose signatures are in hailo-sys/src/shim.rs.
    pub(crate) shim: BTreeMap<String, Contract>,
}

/// What a function asks for, argument by argument; numbers have no entry.
pub(crate) type Contract = BTreeMap<String, String>;

#[derive(Deserialize)]
pub(crate) struct Era {
    /// First release of the era, as short as it is unique: `4.20`, `5.0.1`.
    pub(crate) era: String,
    /// Every release whose header has this layout.
    pub(crate) versions: Vec<String>,
}

impl Era {
    /// `v5_0_1`
    pub(crate) fn module(&self) -> String {
        format!("v{}", self.era.replace('.', "_"))
    }

    /// `V5_0_1`
    pub(crate) fn variant(&self) -> String {
        self.module().to_uppercase()
    }
}

/// The eras an item exists in, by name, both ends included; absent ends are the first and last known era.
#[derive(Deserialize, Default, Clone, PartialEq)]
pub(crate) struct Span {
    since: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Callback {
    pub(crate) name: String,
    pub(crate) params: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) value: serde_json::Value,
    #[serde(flatten)]
    pub(crate) span: Span,
}

#[derive(Deserialize)]
pub(crate) struct Enum {
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) span: Span,
    pub(crate) values: Vec<EnumValue>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum EnumValue {
    Always(String, u32),
    Sometimes(String, u32, Span),
}

impl EnumValue {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Always(name, _) | Self::Sometimes(name, ..) => name,
        }
    }

    pub(crate) fn value(&self) -> u32 {
        match self {
            Self::Always(_, value) | Self::Sometimes(_, value, _) => *value,
        }
    }

    /// The eras of this value; those of the enum itself unless it says otherwise.
    pub(crate) fn span<'a>(&'a self, of_enum: &'a Span) -> &'a Span {
        match self {
            Self::Always(..) => of_enum,
            Self::Sometimes(.., span) => span,
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) layouts: Vec<Layout>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Struct,
    Union,
}

/// One layout of a record; the names of the fields are C's.
#[derive(Deserialize)]
pub(crate) struct Layout {
    #[serde(flatten)]
    pub(crate) span: Span,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) fields: Vec<Field>,
}

#[derive(Deserialize)]
pub(crate) struct Field(pub(crate) String, pub(crate) usize, pub(crate) FieldType);

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum FieldType {
    Named(String),
    /// A record without a name, inside its parent.
    Anonymous {
        kind: Kind,
        size: usize,
        align: usize,
        fields: Vec<Field>,
    },
}

#[derive(Deserialize)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) ret: String,
    pub(crate) params: Vec<(String, String)>,
    #[serde(flatten)]
    pub(crate) span: Span,
    /// `None` where the safe crate does not call it.
    pub(crate) contract: Option<Contract>,
}

impl Abi {
    /// Reads the checked-in tables.
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let path = crate::root().join("hailo-sys/abi/hailort.json");
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }

    /// The eras of a span, as positions in [`Abi::eras`].
    pub(crate) fn indexes(&self, span: &Span) -> std::ops::RangeInclusive<usize> {
        let position = |name: &String| self.eras.iter().position(|era| &era.era == name);
        let first = span.since.as_ref().and_then(position).unwrap_or(0);
        let last = span.until.as_ref().and_then(position).unwrap_or(self.eras.len() - 1);
        first..=last
    }

    /// True where the item exists in every era.
    pub(crate) fn everywhere(&self, span: &Span) -> bool {
        self.indexes(span) == (0..=self.eras.len() - 1)
    }

    /// "in 4.20 to 5.0.0" or nothing.
    pub(crate) fn describe(&self, span: &Span) -> Option<String> {
        if self.everywhere(span) {
            return None;
        }
        let range = self.indexes(span);
        let first = &self.eras[*range.start()].versions[0];
        let last = self.eras[*range.end()].versions.last()?;
        Some(if first == last { format!("in {first} only") } else { format!("in {first} to {last}") })
    }

    pub(crate) fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.name == name)
    }

    /// The layout of a record in one era, if the era has it.
    pub(crate) fn layout<'a>(&self, record: &'a Record, era: usize) -> Option<&'a Layout> {
        record.layouts.iter().find(|layout| self.indexes(&layout.span).contains(&era))
    }

    /// For each era that has the record, the first era with the same bytes: its own layout and that of every
    /// record it holds by value.
    pub(crate) fn home(&self, record: &Record, era: usize) -> Option<usize> {
        self.layout(record, era)?;
        let mut home = era;
        while home > 0 && self.layout(record, home - 1).is_some() && self.same(&record.name, home, home - 1) {
            home -= 1;
        }
        Some(home)
    }

    fn same(&self, name: &str, left: usize, right: usize) -> bool {
        let Some(record) = self.record(name) else { return true };
        match (self.layout(record, left), self.layout(record, right)) {
            (Some(a), Some(b)) if std::ptr::eq(a, b) => {
                by_value(&a.fields).iter().all(|inner| self.same(inner, left, right))
            }
            _ => false,
        }
    }

    /// True where one definition serves every era that has the record.
    pub(crate) fn is_common(&self, record: &Record) -> bool {
        let homes: Vec<_> = (0..self.eras.len()).filter_map(|era| self.home(record, era)).collect();
        homes.windows(2).all(|pair| pair[0] == pair[1])
    }

    /// Size and alignment of a C type in one era.
    pub(crate) fn measure(&self, c_type: &str, era: usize) -> Result<(usize, usize), Box<dyn Error>> {
        let t = CType::parse(c_type);
        let (size, align) = if t.pointers > 0 || self.handles.contains(&t.base) {
            (8, 8)
        } else if let Some(record) = self.record(&t.base) {
            let layout = self.layout(record, era).ok_or_else(|| format!("{} is not in this era", t.base))?;
            (layout.size, layout.align)
        } else if self.enums.iter().any(|e| e.name == t.base) {
            (4, 4)
        } else {
            let scalars = HashMap::from([
                ("bool", (1, 1)),
                ("char", (1, 1)),
                ("uint8_t", (1, 1)),
                ("int8_t", (1, 1)),
                ("uint16_t", (2, 2)),
                ("nms_bbox_counter_t", (2, 2)),
                ("port_t", (2, 2)),
                ("uint32_t", (4, 4)),
                ("int32_t", (4, 4)),
                ("int", (4, 4)),
                ("float32_t", (4, 4)),
                ("struct sockaddr_in", (16, 4)),
                ("uint64_t", (8, 8)),
                ("int64_t", (8, 8)),
                ("size_t", (8, 8)),
                ("float64_t", (8, 8)),
            ]);
            *scalars.get(t.base.as_str()).ok_or_else(|| format!("unknown C type {c_type}"))?
        };
        Ok((size * t.array.unwrap_or(1), align))
    }

    /// Whether C's natural layout gives the table's numbers (`false`), or packing to one byte does (`true`).
    /// Anything else is an error: there would be no Rust for it.
    pub(crate) fn packed(&self, kind: Kind, layout: &Layout, era: usize) -> Result<bool, Box<dyn Error>> {
        self.pack_of(kind, layout.size, layout.align, &layout.fields, era)
    }

    pub(crate) fn pack_of(
        &self,
        kind: Kind,
        size: usize,
        align: usize,
        fields: &[Field],
        era: usize,
    ) -> Result<bool, Box<dyn Error>> {
        for packed in [false, true] {
            let (mut end, mut most, mut agrees) = (0, 1, true);
            for Field(_, offset, field) in fields {
                let (field_size, field_align) = match field {
                    FieldType::Named(t) => self.measure(t, era)?,
                    FieldType::Anonymous { size, align, .. } => (*size, *align),
                };
                let field_align = if packed { 1 } else { field_align };
                most = most.max(field_align);
                let at = if kind == Kind::Union { 0 } else { usize::next_multiple_of(end, field_align) };
                agrees &= at == *offset;
                end = if kind == Kind::Union { end.max(field_size) } else { at + field_size };
            }
            if agrees && most == align && end.next_multiple_of(most) == size {
                return Ok(packed);
            }
        }
        Err("a layout that neither C nor one-byte packing gives".into())
    }
}

/// The records a list of fields holds by value.
fn by_value(fields: &[Field]) -> Vec<String> {
    let mut names = Vec::new();
    for Field(_, _, field) in fields {
        match field {
            FieldType::Named(t) => {
                let t = CType::parse(t);
                if t.pointers == 0 {
                    names.push(t.base);
                }
            }
            FieldType::Anonymous { fields, .. } => names.extend(by_value(fields)),
        }
    }
    names
}

/// A C type taken apart.
pub(crate) struct CType {
    pub(crate) base: String,
    pub(crate) is_const: bool,
    pub(crate) pointers: usize,
    pub(crate) array: Option<usize>,
}

impl CType {
    pub(crate) fn parse(text: &str) -> Self {
        let (text, array) = match text.split_once('[') {
            Some((base, length)) => (base, length.trim_end_matches(']').parse().ok()),
            None => (text, None),
        };
        let pointers = text.matches('*').count();
        let text = text.replace('*', "");
        let is_const = text.trim_start().starts_with("const ");
        let base = text.trim_start().trim_start_matches("const ").trim().to_owned();
        Self { base, is_const, pointers, array }
    }
}
