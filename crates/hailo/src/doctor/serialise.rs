//! The reports as other programs read them.

use super::hef::{kind, shape_text};
use super::{
    DeviceReport, DriverReport, HefGroup, HefReport, HolderReport, LibraryReport, NodeReport, Problem, Report,
};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::path::Path;

/// A path as text; one that is no UTF-8 shows replacement characters rather than failing the report.
fn text(path: &Path) -> String {
    path.display().to_string()
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            inference_possible: bool,
            library: Option<&'a LibraryReport>,
            drivers: &'a [DriverReport],
            nodes: &'a [NodeReport],
            cards: Option<&'a [String]>,
            kernel_lines: &'a [String],
            endpoint: Option<&'a str>,
            devices: &'a [DeviceReport],
            problems: &'a [Problem],
        }
        Row {
            inference_possible: self.inference_possible,
            library: self.library.as_ref().ok(),
            drivers: &self.drivers,
            nodes: &self.nodes,
            cards: self.cards.as_deref(),
            kernel_lines: &self.kernel_lines,
            endpoint: self.endpoint.as_deref(),
            devices: &self.devices,
            problems: &self.problems,
        }
        .serialize(serializer)
    }
}

impl Serialize for LibraryReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            version: String,
            path: Option<String>,
            shim: Option<String>,
            shim_problem: Option<&'a str>,
            shim_fails: bool,
            authority: &'a str,
        }
        Row {
            version: self.version.to_string(),
            path: self.path.as_deref().map(text),
            shim: self.shim.as_deref().map(text),
            shim_problem: self.shim_problem.as_deref(),
            shim_fails: self.shim_fails,
            authority: &self.authority,
        }
        .serialize(serializer)
    }
}

impl Serialize for NodeReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            path: String,
            denied: Option<&'a str>,
            holders: &'a [HolderReport],
        }
        Row { path: text(&self.path), denied: self.denied.as_deref(), holders: &self.holders }
            .serialize(serializer)
    }
}

impl Serialize for DeviceReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            id: &'a str,
            architecture: Option<String>,
            firmware: Option<String>,
            board: Option<&'a str>,
            serial_number: Option<&'a str>,
            error: Option<&'a str>,
            firmware_agrees: Option<bool>,
            needs_shim: bool,
            last_resets: BTreeMap<&'static str, &'static str>,
        }
        let identity = self.identity.as_ref().ok();
        Row {
            id: &self.id,
            architecture: identity.map(|identity| identity.architecture.to_string()),
            firmware: identity.map(|identity| identity.firmware.to_string()),
            board: identity.map(|identity| &*identity.board_name),
            serial_number: identity.map(|identity| &*identity.serial_number),
            error: self.identity.as_ref().err().map(String::as_str),
            firmware_agrees: self.firmware_agrees,
            needs_shim: self.needs_shim,
            last_resets: self.last_resets.iter().map(|(cpu, cause)| (cpu.as_str(), cause.as_str())).collect(),
        }
        .serialize(serializer)
    }
}

impl Serialize for HefReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            compiler: Option<&'a str>,
            network_groups: &'a [HefGroup],
        }
        Row { compiler: self.compiler.as_deref(), network_groups: &self.groups }.serialize(serializer)
    }
}

impl Serialize for HefGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            name: &'a str,
            multi_context: bool,
            bottleneck_fps: Option<f64>,
            vstreams: Vec<VStream<'a>>,
        }
        #[derive(Serialize)]
        struct VStream<'a> {
            name: &'a str,
            network: &'a str,
            direction: &'static str,
            shape: String,
            frame_bytes: Option<usize>,
        }
        let vstreams = self.vstreams.iter().map(|(info, size)| VStream {
            name: &info.name,
            network: &info.network_name,
            direction: kind(info.direction),
            shape: shape_text(info),
            frame_bytes: *size,
        });
        Row {
            name: &self.name,
            multi_context: self.is_multi_context,
            bottleneck_fps: self.bottleneck_fps,
            vstreams: vstreams.collect(),
        }
        .serialize(serializer)
    }
}
