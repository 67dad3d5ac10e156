//! The settings file: each of its keys is a flag, and is read by the flag's own rules.

use std::path::Path;

use clap::{Arg, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::values::redacted;

/// The commands that a settings file speaks to; each has a table of its name.
pub(crate) const SECTIONS: [&str; 2] = ["serve", "proxy"];

/// What a settings file says.
#[derive(Debug)]
pub(crate) struct File {
    /// Command, identity of the flag, its values.
    values: Vec<(&'static str, String, Vec<String>)>,
}

impl File {
    /// Reads `path`, whose keys are the flags of `command`'s subcommands.
    ///
    /// # Errors
    /// Everything that is wrong with the file, a line each: file, line, key, what is wrong and what would be right.
    /// No error repeats a value that may hold a secret.
    pub(crate) fn read(path: &Path, command: &Command) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("can't read the settings file {}: {error}", path.display()))?;
        Self::parse(&text, command).map_err(|faults| {
            let faults =
                faults.into_iter().map(|fault| format!("{}:{}: {}", path.display(), fault.line, fault.what));
            faults.collect::<Vec<_>>().join("\n")
        })
    }

    fn parse(text: &str, command: &Command) -> Result<Self, Vec<Fault>> {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let document = DeTable::parse(text).map_err(|error| {
            let line = line(error.span().map_or(0, |span| span.start.min(text.len())));
            vec![Fault { line, what: error.message().to_owned() }]
        })?;
        let mut file = Self { values: Vec::new() };
        let mut faults = Vec::new();
        for (section, table) in document.get_ref() {
            let Some(name) = SECTIONS.into_iter().find(|name| *name == section.get_ref().as_ref()) else {
                let what = unknown_table(section.get_ref(), table.get_ref(), command);
                faults.push(Fault { line: line(section.span().start), what });
                continue;
            };
            let DeValue::Table(keys) = table.get_ref() else {
                let what = format!("`{name}` is a table: write [{name}] and its settings below");
                faults.push(Fault { line: line(section.span().start), what });
                continue;
            };
            // In the file's order: of two spellings of one setting, the second is at fault.
            let mut keys: Vec<_> = keys.iter().collect();
            keys.sort_by_key(|(key, _)| key.span().start);
            for (key, value) in keys {
                match setting(command, name, key.get_ref(), value, &file) {
                    Ok(value) => file.values.push(value),
                    Err(what) => faults.push(Fault { line: line(key.span().start), what }),
                }
            }
        }
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(file) } else { Err(faults) }
    }

    /// Makes the file's values the defaults of the flags.
    pub(crate) fn fill(self, mut command: Command) -> Command {
        for (section, id, values) in self.values {
            command =
                command.mut_subcommand(section, |sub| sub.mut_arg(id, |arg| arg.default_values(values)));
        }
        command
    }

    /// What the file says of a setting.
    pub(crate) fn get(&self, section: &str, id: &str) -> Option<&[String]> {
        let found = self.values.iter().find(|(command, key, _)| *command == section && key == id);
        found.map(|(_, _, values)| &values[..])
    }
}

struct Fault {
    line: usize,
    what: String,
}

/// The flags of a command that are settings: all but those about the command line itself.
pub(crate) fn settings<'a>(command: &'a Command, section: &str) -> impl Iterator<Item = &'a Arg> {
    let sub = command.find_subcommand(section);
    sub.into_iter().flat_map(Command::get_arguments).filter(|arg| {
        arg.get_long().is_some() && !["config", "help", "version"].contains(&arg.get_id().as_str())
    })
}

/// How the file spells a flag.
pub(crate) fn key_of(arg: &Arg) -> String {
    arg.get_id().as_str().to_owned()
}

fn find<'a>(command: &'a Command, section: &str, key: &str) -> Option<&'a Arg> {
    let key = key.replace('-', "_");
    settings(command, section)
        .find(|arg| key_of(arg) == key || arg.get_long().is_some_and(|long| long.replace('-', "_") == key))
}

/// Reads one key by its flag's rules.
fn setting(
    command: &Command,
    section: &'static str,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    before: &File,
) -> Result<(&'static str, String, Vec<String>), String> {
    let Some(arg) = find(command, section, key) else {
        let elsewhere = SECTIONS.into_iter().find(|other| find(command, other, key).is_some());
        let hint = elsewhere
            .map_or_else(|| near(command, section, key), |other| format!("it belongs under [{other}]"));
        return Err(format!("unknown field `{key}` in [{section}]: {hint}"));
    };
    let id = key_of(arg);
    if before.get(section, &id).is_some() {
        return Err(format!("`{key}`: [{section}] has this setting twice, under two spellings"));
    }
    let values = texts(value.get_ref())
        .ok_or_else(|| format!("`{key}` must be a text, a number, true or false, or a list of these"))?;
    let flags = values.iter().map(|value| format!("--{}={value}", arg.get_long().unwrap_or_default()));
    // The flag alone, without its environment: what matters is what the file says.
    let alone = Command::new("setting").no_binary_name(true).arg(arg.clone().env(None::<&str>));
    alone.try_get_matches_from(flags).map_err(|error| format!("`{key}`: {}", first_line(&error)))?;
    Ok((section, id, values))
}

/// What a flag would be given on the command line.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let one = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Integer(number) => i128::from_str_radix(number.as_str(), number.radix()).ok()?.to_string(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Array(values) => {
            return values
                .iter()
                .map(|value| texts(value.get_ref()).filter(|_| !value.get_ref().is_array())?.pop())
                .collect();
        }
        DeValue::Datetime(_) | DeValue::Table(_) => return None,
    };
    Some(vec![one])
}

fn first_line(error: &clap::Error) -> String {
    let text = redacted(&error.to_string());
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// What is wrong with a name at the top of the file.
fn unknown_table(name: &str, value: &DeValue<'_>, command: &Command) -> String {
    let expected = SECTIONS.map(|section| format!("`{section}`")).join(" or ");
    let hint = if matches!(value, DeValue::Table(_)) {
        closest(name, SECTIONS.into_iter().map(str::to_owned))
            .map(|section| format!("; did you mean [{section}]?"))
            .unwrap_or_default()
    } else {
        let places: Vec<String> = SECTIONS
            .into_iter()
            .filter(|section| find(command, section, name).is_some())
            .map(|section| format!("[{section}]"))
            .collect();
        if places.is_empty() { String::new() } else { format!(": it belongs under {}", places.join(" or ")) }
    };
    format!("unknown field `{name}`, expected {expected}{hint}")
}

/// The known keys that an unknown one may have meant.
fn near(command: &Command, section: &str, key: &str) -> String {
    match closest(key, settings(command, section).map(key_of)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => {
            let known: Vec<_> = settings(command, section).map(|arg| format!("`{}`", key_of(arg))).collect();
            format!("expected one of {}", known.join(", "))
        }
    }
}

pub(super) fn closest(name: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let scored = known.map(|known| (strsim::jaro_winkler(name, &known), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > 0.8).map(|(_, known)| known)
}
