//! Compiled model files: what a HEF says about its network groups, streams, shapes, formats and
//! quantisation.
//!
//! [`Hef::parse`] reads any container version; [`HefBuilder`] writes tiny valid files that the real
//! library accepts too. Malformed input, however odd, is an error and never a crash: this parser
//! sees the files on which the real one ends the process.

mod build;
mod container;
mod model;
mod proto;
mod read;

use prost::Message;

pub use build::{HefBuilder, LayerSpec};
pub use container::Container;
pub use model::{
    Direction, Format, HefError, HefErrorKind, HefGroup, Layer, NmsShape, OnChip, Quant, Shape, VStream,
};

/// A parsed model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Hef {
    /// The file's architecture number.
    pub arch: u32,
    /// The newest extension of the format that the file needs.
    pub newest_extension: u32,
    /// Network groups.
    pub groups: Vec<HefGroup>,
    /// A hash of the file, for telling models apart.
    pub fingerprint: u64,
}

/// The extension without which today's runtimes refuse a file.
const PERIPH_CALCULATION: u32 = 26;
/// Extensions that no supported runtime takes any more.
const DROPPED_EXTENSIONS: [u32; 2] = [7, 8];
/// The first extension that runtimes for Hailo-8 (4.x) do not know.
pub(crate) const FIRST_UNKNOWN_TO_4: u32 = 33;
/// One past the newest extension known to the newest supported runtime.
const FIRST_UNKNOWN_EXTENSION: u32 = 36;

/// Most network groups of a file that is decoded; the C API has room for eight.
const MAX_GROUPS: usize = 64;
/// Most parts of a network group: contexts, operations, names and the edges between them.
const MAX_PARTS: usize = 1 << 15;

/// Refuses a message that says more than a HEF can: two bytes of it can become hundreds once they are decoded.
fn check_counts(message: &[u8]) -> Result<(), HefError> {
    let too_many = |what: String| Err(HefError::new(HefErrorKind::Corrupted, what));
    let mut groups = 0;
    for (_, group) in Fields(message).filter(|(tag, _)| *tag == 2) {
        groups += 1;
        if groups > MAX_GROUPS {
            return too_many(format!("more than {MAX_GROUPS} network groups"));
        }
        if Fields(group).nth(MAX_PARTS).is_some() {
            return too_many(format!("a network group of more than {MAX_PARTS} parts"));
        }
    }
    Ok(())
}

/// The fields of a protobuf message that have a length, as tag and content; what can't be read ends them.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
        while !self.0.is_empty() {
            let (tag, wire) = decode_key(&mut self.0).ok()?;
            if wire == WireType::LengthDelimited {
                let length = usize::try_from(decode_varint(&mut self.0).ok()?).ok()?;
                let (content, rest) = self.0.split_at_checked(length)?;
                self.0 = rest;
                return Some((tag, content));
            }
            skip_field(wire, tag, &mut self.0, DecodeContext::default()).ok()?;
        }
        None
    }
}

impl Hef {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// [`HefError`] for anything the runtime would refuse or crash on.
    pub fn parse(bytes: &[u8]) -> Result<Self, HefError> {
        let message = container::unwrap(bytes)?;
        check_counts(message)?;
        let hef =
            proto::Hef::decode(message).map_err(|e| HefError::new(HefErrorKind::Corrupted, e.to_string()))?;
        let header = hef.header.unwrap_or_default();
        // Before header version 1 the extension list is not looked at, so it counts as empty.
        let extensions = if header.version >= 1 { hef.extensions.as_slice() } else { &[] };
        let groups = hef
            .network_groups
            .into_iter()
            .map(|group| read::read_group(group, header.hw_arch))
            .collect::<Result<Vec<_>, _>>()?;
        for (at, group) in groups.iter().enumerate() {
            if groups[..at].iter().any(|other| other.name == group.name) {
                return Err(HefError::new(HefErrorKind::DoubleGroup, group.name.clone()));
            }
        }
        let refused = |index| DROPPED_EXTENSIONS.contains(&index) || index >= FIRST_UNKNOWN_EXTENSION;
        if let Some(e) = extensions.iter().find(|e| refused(e.type_index)) {
            let what = format!("extension {} {}", e.type_index, e.name);
            return Err(HefError::new(HefErrorKind::NotSupported, what));
        }
        if !extensions.iter().any(|e| e.type_index == PERIPH_CALCULATION) {
            let what = "compiled for a runtime of another generation";
            return Err(HefError::new(HefErrorKind::NotSupported, what));
        }
        let newest_extension = extensions.iter().map(|e| e.type_index).max().unwrap_or(0);
        Ok(Self {
            arch: header.hw_arch,
            newest_extension,
            groups,
            fingerprint: xxhash_rust::xxh3::xxh3_64(bytes),
        })
    }

    /// The group of that name; `None` stands for the first. `group/network` finds its group too.
    #[must_use]
    pub fn group(&self, name: Option<&str>) -> Option<&HefGroup> {
        match name {
            None | Some("") => self.groups.first(),
            Some(name) => self.groups.iter().find(|g| {
                g.name == name
                    || name
                        .strip_prefix(g.name.as_str())
                        .and_then(|rest| rest.strip_prefix('/'))
                        .is_some_and(|network| g.networks.iter().any(|n| n == network))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{order, ty};

    const SYNTHETIC: &[u8] = include_bytes!("../../data/synthetic.hef");

    #[test]
    fn the_file_that_both_real_libraries_accept_is_read_as_they_read_it() {
        let hef = Hef::parse(SYNTHETIC).expect("accepted");
        let group = &hef.groups[0];
        assert_eq!((group.name.as_str(), group.multi_context), ("synth", false));
        assert_eq!(group.network_name(0), "synth/synth");
        assert_eq!(group.bottleneck_fps, 123.5);
        let [input, output] = group.vstreams.as_slice() else { panic!("two vstreams") };
        assert_eq!(input.shape, Shape::new(4, 8, 3));
        assert_eq!((input.format.ty, input.format.order), (ty::UINT8, order::NHWC));
        assert_eq!(output.shape, Shape::new(1, 1, 10));
        assert_eq!((output.quants[0].zero_point, output.quants[0].scale), (10.0, 0.5));
        let sizes: Vec<_> = group.layers.iter().map(Layer::hw_frame_size).collect();
        assert_eq!(sizes, [96, 16]);
        assert_eq!(group.layers[0].format.order, order::NHCW);
        assert_eq!(input.original_names, ["data"]);
    }

    #[test]
    fn no_single_changed_or_missing_byte_of_the_message_panics() {
        let message = &SYNTHETIC[32..];
        for at in 0..message.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut broken = message.to_vec();
                broken[at] = value;
                // Either outcome is fine; what counts is that there is one.
                let _ = Hef::parse(&container::wrap(&broken, Container::V1));
            }
            let _ = Hef::parse(&container::wrap(&message[..at], Container::V2));
        }
    }

    #[test]
    fn more_than_a_file_can_have_is_refused_before_it_is_decoded() {
        let refused = |message: Vec<u8>| {
            let error = Hef::parse(&container::wrap(&message, Container::V1)).map(|_| ()).unwrap_err();
            assert_eq!(error.kind(), HefErrorKind::Corrupted);
            error.to_string()
        };
        assert!(refused([0x12, 0x00].repeat(1_000_000)).contains("network groups"));
        // One group of a million empty contexts, operations or names.
        for part in [0x1a, 0x42, 0x32] {
            let parts = [part, 0x00].repeat(1_000_000);
            let mut message = vec![0x12];
            prost::encoding::encode_varint(parts.len() as u64, &mut message);
            message.extend(parts);
            assert!(refused(message).contains("parts"));
        }
        assert!(check_counts(&SYNTHETIC[32..]).is_ok());
        assert_eq!(Fields(&SYNTHETIC[32..]).filter(|(tag, _)| *tag == 2).count(), 1);
    }

    #[test]
    fn defects_are_told_apart_as_the_real_library_does() {
        let kind = |bytes: &[u8]| Hef::parse(bytes).map_err(|e| e.kind()).err();
        assert_eq!(kind(&[1, 2, 3]), Some(HefErrorKind::Truncated));
        let mut wrong_version = SYNTHETIC.to_vec();
        wrong_version[7] = 4;
        assert_eq!(kind(&wrong_version), Some(HefErrorKind::NotSupported));
        let mut wrong_magic = SYNTHETIC.to_vec();
        wrong_magic[0] = 9;
        assert_eq!(kind(&wrong_magic), Some(HefErrorKind::NotSupported));
        assert_eq!(kind(&SYNTHETIC[..340]), Some(HefErrorKind::Corrupted));
        let wrap = |message: &[u8]| container::wrap(message, Container::V0);
        assert_eq!(kind(&wrap(&[0xff, 0xff, 0xff])), Some(HefErrorKind::Corrupted));
        assert_eq!(kind(&wrap(&[])), Some(HefErrorKind::NotSupported));
    }
}
