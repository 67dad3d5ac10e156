//! What the C++ shim asks of its arguments.

use crate::error::{Error, ErrorKind, Result};

/// The path of a model file as text. Refused are a path that is no UTF-8, since the library logs and sends paths as text,
/// and what is there but is no regular file: reading a pipe or a terminal would wait for whoever writes to it.
pub(crate) fn path_text<'a>(call: &'static str, path: &'a std::path::Path) -> Result<&'a str> {
    let text = path.to_str().filter(|text| !text.is_empty() && !text.contains('\0')).ok_or_else(|| {
        Error::refused(ErrorKind::InvalidArgument, call, format!("{} is no usable path", path.display()))
    })?;
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let what = if found.is_dir() { "a directory" } else { "not a regular file" };
            Err(Error::refused(ErrorKind::InvalidHef, call, format!("{text} is {what}")))
        }
        // What is not there is the library's to judge: a simulated one has files of its own.
        _ => Ok(text),
    }
}
