//! `hailo-monitor top`: the page's rows on a terminal, of this machine or of exporters.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use clap::Args;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use ratatui::widgets::Paragraph;
use signal_hook::consts::{SIGHUP, SIGTERM};

use super::screen::{Screen, Seen, Sort};
use super::source::{Heard, Source};
use super::{tape, unix_now};
use crate::print;

/// How long `--once` waits for every source's first frame.
const ONCE: Duration = Duration::from_secs(10);
const KEYS_EVERY: Duration = Duration::from_millis(200);

/// Flags of `hailo-monitor top`.
#[derive(Args, Clone, Debug)]
pub(crate) struct TopArgs {
    /// Exporters: http://ADDR:PORT each; without one the devices of this machine are read, beside whoever runs on them
    #[arg(value_name = "URL")]
    urls: Vec<String>,
    /// Print one screen and end; exit code 0 when every source said something
    #[arg(long)]
    once: bool,
    /// With --once: print the frames as JSON, a line for each source
    #[arg(long, requires = "once")]
    json: bool,
    /// No colours; NO_COLOR in the environment says the same
    #[arg(long)]
    no_color: bool,
    /// Show models whose name has this in it
    #[arg(long, value_name = "TEXT", default_value = "")]
    model: String,
    /// Order of the models
    #[arg(long, value_enum, default_value = "order")]
    sort: Sort,
    /// File with the exporters' scrape token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

impl TopArgs {
    pub(crate) fn run(&self) -> ExitCode {
        let sources = match self.urls.is_empty() {
            true => Ok(vec![Source::Here]),
            false => self.urls.iter().map(|url| Source::exporter(url)).collect(),
        };
        let outcome = sources.and_then(|sources| {
            let token = tape::token(self.token_file.as_deref())?;
            if self.once { self.once(sources, token) } else { self.watch(sources, token) }
        });
        outcome.unwrap_or_else(|error| {
            eprintln!("hailo-monitor: {error}");
            ExitCode::FAILURE
        })
    }

    fn screen(&self, sources: &[Source]) -> Screen {
        let now = unix_now();
        Screen {
            seen: sources.iter().map(|source| Seen::new(source.name(), now)).collect(),
            sort: self.sort,
            filter: self.model.clone(),
            colour: !self.no_color && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            ..Screen::default()
        }
    }

    fn once(&self, sources: Vec<Source>, token: Option<String>) -> Result<ExitCode, String> {
        let mut screen = Screen { colour: false, ..self.screen(&sources) };
        let (runtime, heard) = follow(sources, token)?;
        let deadline = Instant::now() + ONCE;
        let mut answered = vec![false; screen.seen.len()];
        // A source that is gone has answered too: that it can't be had.
        while answered.contains(&false) {
            let Ok((at, said)) = heard.recv_timeout(deadline.saturating_duration_since(Instant::now()))
            else {
                break;
            };
            screen.seen[at].hear(said, unix_now());
            answered[at] |= screen.seen[at].frame.is_some() || screen.seen[at].is_gone();
        }
        runtime.shutdown_background();
        let all = screen.seen.iter().all(|seen| seen.frame.is_some());
        let code = if all { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        let mut text = String::new();
        if self.json {
            for seen in &screen.seen {
                text +=
                    &serde_json::json!({ "source": seen.name, "frame": seen.frame, "gone": seen.why_gone() })
                        .to_string();
                text.push('\n');
            }
        } else {
            let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80);
            for at in 0..screen.seen.len() {
                screen.selected = at;
                for line in screen.lines(width, 24, unix_now()) {
                    text += line.to_string().trim_end();
                    text.push('\n');
                }
            }
        }
        Ok(print::out(&text, code))
    }

    fn watch(&self, sources: Vec<Source>, token: Option<String>) -> Result<ExitCode, String> {
        let screen = self.screen(&sources);
        let (runtime, heard) = follow(sources, token)?;
        let shown = show(screen, &heard);
        runtime.shutdown_background();
        shown
            .map(|()| ExitCode::SUCCESS)
            .map_err(|error| format!("the terminal can't be used: {error}; --once prints"))
    }
}

/// Shows a recording as it was.
///
/// # Errors
/// When the terminal can't be used.
pub(crate) fn replay(path: PathBuf, speed: f64) -> Result<(), String> {
    let source = Source::Recording(path, speed);
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let screen = Screen { seen: vec![Seen::new(source.name(), unix_now())], colour, ..Screen::default() };
    let (runtime, heard) = follow(vec![source], None)?;
    let shown = show(screen, &heard);
    runtime.shutdown_background();
    shown.map_err(|error| format!("the terminal can't be used: {error}"))
}

type Said = (usize, Heard);

fn follow(
    sources: Vec<Source>,
    token: Option<String>,
) -> Result<(tokio::runtime::Runtime, Receiver<Said>), String> {
    let runtime = super::runtime().map_err(|error| format!("can't start: {error}"))?;
    let (sender, heard) = channel();
    for (at, source) in sources.into_iter().enumerate() {
        let sender = sender.clone();
        runtime.spawn(source.follow(token.clone(), move |said| sender.send((at, said)).is_ok()));
    }
    Ok((runtime, heard))
}

/// Draws until somebody quits; the terminal is as it was afterwards, after a panic or a signal too.
fn show(mut screen: Screen, heard: &Receiver<Said>) -> io::Result<()> {
    let asked_to_end = Arc::new(AtomicBool::new(false));
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
    let asked = Arc::clone(&asked_to_end);
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            asked.store(true, Ordering::Relaxed);
            // With its terminal gone, the loop may wait for a key that never comes: crossterm reads the end of a file again
            // and again.
            std::thread::sleep(4 * KEYS_EVERY);
            let _ = ratatui::try_restore();
            std::process::exit(0);
        }
    });
    let mut terminal = ratatui::try_init()?;
    let outcome = loop {
        while let Ok((at, said)) = heard.try_recv() {
            screen.seen[at].hear(said, unix_now());
        }
        let drawn = terminal.draw(|frame| {
            let area = frame.area();
            let lines = screen.lines(usize::from(area.width), usize::from(area.height), unix_now());
            frame.render_widget(Paragraph::new(lines), area);
        });
        if let Err(error) = drawn {
            break Err(error);
        }
        if asked_to_end.load(Ordering::Relaxed) {
            break Ok(());
        }
        match event::poll(KEYS_EVERY).and_then(|ready| ready.then(event::read).transpose()) {
            Ok(Some(Event::Key(key))) if key.kind == KeyEventKind::Press => {
                let control = key.modifiers.contains(KeyModifiers::CONTROL);
                if (control && key.code == KeyCode::Char('c')) || !press(&mut screen, key.code) {
                    break Ok(());
                }
            }
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    ratatui::try_restore()?;
    io::stdout().flush()?;
    outcome
}

/// What a key does; false when it ends.
fn press(screen: &mut Screen, key: KeyCode) -> bool {
    if screen.typing {
        match key {
            KeyCode::Enter => screen.typing = false,
            KeyCode::Esc => {
                screen.typing = false;
                screen.filter.clear();
            }
            KeyCode::Backspace => drop(screen.filter.pop()),
            KeyCode::Char(letter) => screen.filter.push(letter),
            _ => {}
        }
        return true;
    }
    let sources = screen.seen.len().max(1);
    match key {
        KeyCode::Char('q') | KeyCode::Esc => return false,
        KeyCode::Char('s') => screen.sort_next(),
        KeyCode::Char('/') => screen.typing = true,
        KeyCode::Char('R') => screen.seen.iter_mut().for_each(Seen::reset),
        KeyCode::Tab | KeyCode::Right | KeyCode::Down => screen.selected = (screen.selected + 1) % sources,
        KeyCode::BackTab | KeyCode::Left | KeyCode::Up => {
            screen.selected = (screen.selected + sources - 1) % sources
        }
        KeyCode::Char(digit @ '1'..='9') => {
            let at = digit as usize - '1' as usize;
            if at < sources {
                screen.selected = at;
            }
        }
        _ => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_select_sort_filter_and_quit() {
        let mut screen = Screen::default();
        screen.seen.extend(["a", "b", "c"].map(|name| Seen::new(name.to_owned(), 0.0)));
        for (key, selected) in [
            (KeyCode::Tab, 1),
            (KeyCode::BackTab, 0),
            (KeyCode::Up, 2),
            (KeyCode::Char('2'), 1),
            (KeyCode::Char('9'), 1),
        ] {
            assert!(press(&mut screen, key));
            assert_eq!(screen.selected, selected, "{key:?}");
        }
        for key in ['/', 'q', 'x'] {
            assert!(press(&mut screen, KeyCode::Char(key)), "q is a letter while a filter is typed");
        }
        press(&mut screen, KeyCode::Backspace);
        press(&mut screen, KeyCode::Enter);
        assert_eq!((screen.filter.as_str(), screen.typing), ("q", false));
        press(&mut screen, KeyCode::Char('s'));
        assert_eq!(screen.sort, Sort::Rate);
        assert!(!press(&mut screen, KeyCode::Char('q')));
    }
}
