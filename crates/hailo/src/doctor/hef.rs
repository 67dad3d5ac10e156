//! What a HEF holds, for people.

use crate::error::{Error, ErrorKind, Result};
use crate::hef::container;
use crate::library::Library;
use crate::record::format::{Direction, FormatType, FrameShape, VStreamInfo};
use std::fmt::{self, Write};
use std::io::Read;
use std::path::Path;

/// What a HEF holds.
#[derive(Debug, Clone, PartialEq)]
pub struct HefReport {
    /// The version of the compiler that made it, where it says so.
    pub compiler: Option<String>,
    /// Its network groups.
    pub groups: Vec<HefGroup>,
}

/// A network group in a HEF.
#[derive(Debug, Clone, PartialEq)]
pub struct HefGroup {
    /// Its name.
    pub name: String,
    /// Whether it runs in several contexts.
    pub is_multi_context: bool,
    /// Frames per second its slowest part allows, as the compiler computed it.
    pub bottleneck_fps: Option<f64>,
    /// Inputs, then outputs, each with the bytes of a frame in the device's own type.
    pub vstreams: Vec<(VStreamInfo, Option<usize>)>,
}

/// Reads what a HEF holds. A malformed one can crash the process: call this in a process that may die.
///
/// # Errors
/// [`ErrorKind::InvalidHef`], and what the library answers.
pub fn inspect_hef(library: &Library, path: &Path) -> Result<HefReport> {
    let hef = library.hef_from_file(path)?;
    let groups = hef.network_groups()?;
    if groups.is_empty() {
        return Err(Error::other(ErrorKind::InvalidHef, "the HEF holds no network group"));
    }
    let groups = groups.into_iter().map(|group| {
        let name = Some(&*group.name);
        let vstreams = hef.vstreams(name)?.into_iter().map(|info| {
            let size = library.vstream_frame_size(&info, info.format).ok();
            (info, size)
        });
        Ok(HefGroup {
            vstreams: vstreams.collect(),
            bottleneck_fps: hef.bottleneck_fps(name).ok(),
            is_multi_context: group.is_multi_context,
            name: group.name,
        })
    });
    Ok(HefReport { compiler: compiler(path), groups: groups.collect::<Result<_>>()? })
}

/// What the file says of its compiler; the library does not tell.
fn compiler(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    // Its message begins with what is looked for.
    std::fs::File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    container::compiler(&bytes).filter(|version| !version.is_empty() && version.len() <= 64)
}

/// Bytes of a HEF that hold its headers.
const BEGINNING: u64 = 4096;

pub(super) fn kind(direction: Direction) -> &'static str {
    match direction {
        Direction::Input => "input",
        Direction::Output => "output",
    }
}

pub(super) fn shape_text(info: &VStreamInfo) -> String {
    let mut text = match info.shape {
        FrameShape::Image(shape) => format!("{}x{}x{}", shape.height, shape.width, shape.features),
        FrameShape::Nms(shape) => {
            let most = shape.max_boxes_per_class.max(shape.max_boxes_total);
            format!("detections of {} classes, at most {most}", shape.classes)
        }
    };
    let ty = match info.format.ty {
        FormatType::Auto => "auto".to_owned(),
        FormatType::Uint8 => "u8".to_owned(),
        FormatType::Uint16 => "u16".to_owned(),
        FormatType::Float32 => "f32".to_owned(),
        FormatType::Other(other) => format!("type {other}"),
    };
    // Writing to a String cannot fail.
    let _ = write!(text, " {ty} {:?}", info.format.order);
    text
}

/// The report for people.
impl fmt::Display for HefReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(compiler) = &self.compiler {
            writeln!(f, "compiled by the Dataflow Compiler {compiler}")?;
        }
        for group in &self.groups {
            let contexts = if group.is_multi_context { "several contexts" } else { "one context" };
            write!(f, "network group {}, {contexts}", group.name)?;
            match group.bottleneck_fps {
                Some(fps) if fps > 0.0 => writeln!(f, ", at most {fps:.1} frames/s")?,
                _ => writeln!(f)?,
            }
            for (info, size) in &group.vstreams {
                write!(f, "  {:6} {}  {}", kind(info.direction), info.name, shape_text(info))?;
                match size {
                    Some(size) => writeln!(f, ", {size} bytes a frame")?,
                    None => writeln!(f)?,
                }
            }
        }
        Ok(())
    }
}
