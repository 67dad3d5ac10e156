//! The settings file with every default, as a text to start from.

use std::fmt::Write as _;

use super::file::{SECTIONS, key_of, settings};
use super::{command, variable};

/// A settings file that changes nothing: every setting, its meaning and its default, commented out.
pub(crate) fn default_file() -> String {
    let command = command();
    let mut text = String::from(
        "# Settings of hailo-monitor: `hailo-monitor serve --config FILE`, `hailo-monitor proxy --config FILE`.\n\
         # A flag wins over its variable, that over this file, and this file over the default.\n\
         # Check it with `hailo-monitor config check FILE`.\n",
    );
    for section in SECTIONS {
        // Writing to a String never fails.
        let _ = writeln!(text, "\n[{section}]");
        for arg in settings(&command, section) {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "\n# {help}");
            let choices: Vec<String> =
                arg.get_possible_values().iter().map(|value| format!("\"{}\"", value.get_name())).collect();
            if !choices.is_empty() {
                let _ = writeln!(text, "# One of {}", choices.join(", "));
            }
            if let Some(variable) = variable(section, arg) {
                let _ = writeln!(text, "# Variable: {variable}");
            }
            let default = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            let example = default.unwrap_or_else(|| {
                choices.first().map_or_else(|| "…".to_owned(), |choice| choice.trim_matches('"').to_owned())
            });
            let value = if example.parse::<f64>().is_ok() { example } else { format!("\"{example}\"") };
            let value = if arg.get_value_delimiter().is_some() { format!("[{value}]") } else { value };
            let _ = writeln!(text, "#{} = {value}", key_of(arg));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::check_file;

    #[test]
    fn the_default_file_is_valid_and_so_is_each_default_in_it() {
        let text = default_file();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("default.toml");
        std::fs::write(&path, &text).unwrap();
        check_file(&path).unwrap();
        // Each line of a default says what holds anyway.
        let said = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') && !setting.contains('…') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        };
        let spoken: String = text.lines().map(said).collect();
        assert!(spoken.lines().filter(|line| line.contains(" = ")).count() > 12, "{spoken}");
        std::fs::write(&path, spoken).unwrap();
        check_file(&path).unwrap();
    }

    #[test]
    fn every_setting_is_in_it() {
        let text = default_file();
        for section in SECTIONS {
            for arg in settings(&command(), section) {
                assert!(text.contains(&format!("\n#{} = ", key_of(arg))), "{}", key_of(arg));
                assert!(text.contains(&variable(section, arg).unwrap()), "{}", key_of(arg));
            }
        }
    }
}
