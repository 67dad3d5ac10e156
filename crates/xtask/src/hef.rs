//! Writes a tiny model file that the simulated and the real library accept.

use std::path::PathBuf;

use clap::Args;
use hailo_mock::hef::{Container, Hef, HefBuilder, LayerSpec};

use crate::Outcome;

#[derive(Args)]
pub(crate) struct Options {
    /// Where to write it
    output: PathBuf,
    /// Its network group's name
    #[arg(long, default_value = "tiny")]
    name: String,
    /// Chip it is for
    #[arg(long, value_parser = ["hailo8", "hailo8l", "hailo10h"], default_value = "hailo8")]
    chip: String,
    /// Shape of the input: HEIGHTxWIDTHxFEATURES
    #[arg(long, default_value = "32x32x3")]
    input: String,
    /// Numbers in the output vector
    #[arg(long, default_value_t = 10)]
    classes: u32,
    /// Detections instead of a vector: boxes per class at most
    #[arg(long)]
    detections: Option<u32>,
    /// Frames per second of the slowest part
    #[arg(long, default_value_t = 125.0)]
    fps: f64,
    /// Container version: 0 (MD5), 1 (CRC-32), 2 or 3 (XXH3)
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=3), default_value_t = 0)]
    container: u8,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let sides: Result<Vec<u32>, _> = options.input.split('x').map(str::parse).collect();
    let Ok(&[height, width, features]) = sides.as_deref() else {
        return Err(format!("`{}` is not HEIGHTxWIDTHxFEATURES", options.input).into());
    };
    let name = &options.name;
    let arch = match options.chip.as_str() {
        "hailo8l" => 3,
        "hailo10h" => 103,
        _ => 0,
    };
    let container =
        [Container::V0, Container::V1, Container::V2, Container::V3][usize::from(options.container)];
    let mut hef = HefBuilder::new(name)
        .arch(arch)
        .fps(options.fps)
        .container(container)
        .input(LayerSpec::nhcw(&format!("{name}/input_layer1"), height, width, features))
        .output(LayerSpec::vector(&format!("{name}/fc1"), options.classes));
    if let Some(boxes) = options.detections {
        hef = hef.nms(&format!("{name}/nms"), options.classes, boxes, 0.2);
    }
    let bytes = hef.build();
    let parsed = Hef::parse(&bytes)?;
    std::fs::write(&options.output, &bytes)?;
    println!("{}: {} bytes", options.output.display(), bytes.len());
    for vstream in &parsed.groups[0].vstreams {
        println!("  {:?} {} {:?}", vstream.direction, vstream.name, vstream.shape);
    }
    Ok(())
}
