//! Text and speech, generated on the device.

pub(crate) mod completion;
pub(crate) mod llm;
pub(crate) mod speech;
pub(crate) mod vlm;
