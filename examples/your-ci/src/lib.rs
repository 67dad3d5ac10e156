//! Your adapter: a picture in, the number of its class out.

use hailo::{Network, Result};

/// The class with the highest score.
///
/// # Errors
/// What the runtime answers.
pub fn classify(network: &Network, picture: &[u8]) -> Result<usize> {
    let (mut inputs, mut outputs) = (network.input_frames()?, network.output_frames()?);
    inputs.first_mut().copy_from_slice(picture);
    network.infer(&inputs, &mut outputs)?;
    let scores = outputs.first().iter().enumerate();
    Ok(scores.max_by_key(|(at, score)| (**score, usize::MAX - at)).map_or(0, |(at, _)| at))
}
