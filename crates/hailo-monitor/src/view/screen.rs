//! The terminal's screen: what was seen of each source as lines of text, 80 by 24 first.

use std::collections::{HashMap, VecDeque};

use hailo_exporter::live::{Device, Frame, Level, Line as Said, Model, series};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use super::source::Heard;
use super::{ago, clock, digits, show};

/// Values that a sparkline looks back on.
const PAST: usize = 120;

/// What was seen of one source.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) frame: Option<Frame>,
    /// Unix seconds of the last frame, on this machine's clock.
    heard: f64,
    /// Why it says nothing, and since when.
    gone: Option<(String, f64)>,
    /// It was found to be gone, and not only silent so far.
    lost: bool,
    past: HashMap<String, VecDeque<f32>>,
    /// Requests, failures and tokens of each model when the session's sums began.
    base: HashMap<String, [u64; 3]>,
}

/// By what models are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Sort {
    /// As they were registered.
    #[default]
    Order,
    /// The most per second first.
    Rate,
    /// The slowest first, by the 99th percentile of whole requests.
    Slow,
    /// The most failures first.
    Failed,
    /// By name.
    Name,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Order, Self::Rate, Self::Slow, Self::Failed, Self::Name];

    fn name(self) -> &'static str {
        ["order", "rate", "P99", "failures", "name"][self as usize]
    }
}

/// All that the screen shows.
#[derive(Debug, Default)]
pub(super) struct Screen {
    pub(super) seen: Vec<Seen>,
    pub(super) selected: usize,
    pub(super) sort: Sort,
    pub(super) filter: String,
    /// A filter is being typed.
    pub(super) typing: bool,
    pub(super) colour: bool,
}

impl Seen {
    pub(super) fn new(name: String, now: f64) -> Self {
        Self { name, gone: Some(("has said nothing yet".to_owned(), now)), ..Self::default() }
    }

    pub(super) fn hear(&mut self, heard: Heard, now: f64) {
        self.lost = matches!(heard, Heard::Gone(_));
        match heard {
            Heard::Gone(why) => {
                // Since when stays: it is gone until it says something.
                let since = self.gone.as_ref().map(|(_, since)| *since);
                self.gone = Some((why, since.unwrap_or(if self.heard > 0.0 { self.heard } else { now })));
            }
            Heard::Line(line) => match *line {
                Said::History(history) if history.step == 1 => {
                    self.past = history
                        .series
                        .into_iter()
                        .map(|(name, values)| {
                            let skip = values.len().saturating_sub(PAST);
                            (
                                name,
                                values
                                    .into_iter()
                                    .skip(skip)
                                    .map(|value| value.unwrap_or(f32::NAN))
                                    .collect(),
                            )
                        })
                        .collect();
                }
                Said::History(_) => {}
                Said::Frame(frame) => {
                    for (name, value) in frame.points() {
                        let past = self.past.entry(name).or_default();
                        past.push_back(value as f32);
                        if past.len() > PAST {
                            past.pop_front();
                        }
                    }
                    let first = self.frame.is_none();
                    self.gone = None;
                    self.heard = now;
                    self.frame = Some(frame);
                    if first {
                        self.reset();
                    }
                }
            },
        }
    }

    /// Whether it was found to be gone, not only silent so far.
    pub(super) fn is_gone(&self) -> bool {
        self.lost
    }

    /// Why it says nothing.
    pub(super) fn why_gone(&self) -> Option<&str> {
        self.gone.as_ref().map(|(why, _)| why.as_str())
    }

    /// Begins the session's sums anew; the device's own go on.
    pub(super) fn reset(&mut self) {
        let models = self.frame.iter().flat_map(|frame| &frame.models);
        self.base = models
            .map(|model| (model.name.clone(), [model.requests, model.failed, model.output_tokens]))
            .collect();
    }

    fn sums(&self, model: &Model) -> [u64; 3] {
        let base = self.base.get(&model.name).copied().unwrap_or_default();
        let now = [model.requests, model.failed, model.output_tokens];
        // A program that was started anew counts from zero.
        std::array::from_fn(|at| now[at].checked_sub(base[at]).unwrap_or(now[at]))
    }

    fn sparkline(&self, name: &str, width: usize) -> String {
        const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        let Some(past) = self.past.get(name) else { return String::new() };
        let shown: Vec<f32> = past.iter().skip(past.len().saturating_sub(width)).copied().collect();
        let high = shown.iter().copied().filter(|value| !value.is_nan()).fold(0.0_f32, f32::max);
        let bar = |value: &f32| {
            if value.is_nan() {
                ' '
            } else if high <= 0.0 {
                BARS[0]
            } else {
                BARS[((value / high * 7.0).round() as usize).min(7)]
            }
        };
        shown.iter().map(bar).collect()
    }
}

/// A text in so many columns: cut with an ellipsis, or filled up; numbers stand at the right.
fn cell(text: &str, width: usize, right: bool) -> String {
    let count = text.chars().count();
    if count > width {
        let kept: String = text.chars().take(width.saturating_sub(1)).collect();
        return format!("{kept}…");
    }
    let fill = " ".repeat(width - count);
    if right { format!("{fill}{text}") } else { format!("{text}{fill}") }
}

impl Screen {
    fn style(&self, level: Level) -> Style {
        let style =
            Style::new().add_modifier(if level == Level::Bad { Modifier::BOLD } else { Modifier::empty() });
        if !self.colour {
            return style;
        }
        match level {
            Level::Good => style.fg(Color::Green),
            Level::Unknown => style,
            Level::Warning => style.fg(Color::Yellow),
            Level::Bad => style.fg(Color::Red),
        }
    }

    fn dim(&self) -> Style {
        if self.colour { Style::new().fg(Color::DarkGray) } else { Style::new() }
    }

    /// The screen, from top to bottom, as long as `height` at the most.
    pub(super) fn lines(&self, width: usize, height: usize, now: f64) -> Vec<Line<'static>> {
        let mut lines: Vec<Line<'static>> = Vec::new();
        for (at, seen) in self.seen.iter().enumerate() {
            lines.push(self.headline(at, seen, now));
        }
        let Some(seen) = self.seen.get(self.selected) else { return lines };
        let Some(frame) = &seen.frame else {
            lines.truncate(height.saturating_sub(1));
            lines.push(Line::styled("q quits".to_owned(), self.dim()));
            return lines;
        };
        let plain = |text: String| Line::from(cell(&text, width, false));
        lines.push(plain(format!("  {}", frame.verdict.evidence)));
        lines.push(Line::styled(cell(&format!("  {}", about(frame)), width, false), self.dim()));
        // What is at the bottom has its place first, and events take what is left.
        let mut tail = vec![plain(format!(
            "http {} P99 {} · process {} cpu {} · laws {} · {}",
            show(frame.http.requests_per_second, "_per_second"),
            show(frame.http.response_p99_seconds, "_seconds"),
            show(frame.host.values.resident_bytes, "_bytes"),
            show(frame.host.values.cpu_ratio, "_ratio"),
            if frame.own.laws_broken.is_empty() { "hold" } else { "BROKEN" },
            record_cost(frame),
        ))];
        tail.push(Line::styled(cell(&self.keys(), width, false), self.dim()));
        let mut middle = self.devices(seen, frame, width);
        middle.extend(self.models(seen, frame, width));
        middle.extend(self.others(frame, width));
        let room = height.saturating_sub(lines.len() + tail.len());
        if middle.len() > room {
            let hidden = middle.len() - room.saturating_sub(1);
            middle.truncate(room.saturating_sub(1));
            middle.push(Line::styled(
                format!("… {hidden} lines more: make the window higher or press / to filter"),
                self.dim(),
            ));
        }
        let left = room.saturating_sub(middle.len());
        lines.extend(middle);
        let events = frame.events.iter().rev().take(left.saturating_sub(1));
        let events: Vec<_> = events
            .map(|event| {
                Line::styled(
                    cell(&format!("{} {}", clock(event.at), event.what), width, false),
                    self.style(event.level),
                )
            })
            .collect();
        if !events.is_empty() {
            lines.push(Line::styled(cell("EVENTS", width, false), self.dim()));
            lines.extend(events);
        }
        let fill = height.saturating_sub(lines.len() + tail.len());
        lines.extend((0..fill).map(|_| Line::default()));
        lines.extend(tail);
        lines.truncate(height);
        lines
    }

    fn headline(&self, at: usize, seen: &Seen, now: f64) -> Line<'static> {
        let mark = if self.seen.len() > 1 {
            format!("{}{} ", if at == self.selected { '▶' } else { ' ' }, at + 1)
        } else {
            String::new()
        };
        let (level, word, since) =
            seen.frame.as_ref().map_or((Level::Unknown, "?".to_owned(), None), |frame| {
                (frame.verdict.level, frame.verdict.word.clone(), Some(frame.at - frame.verdict.since))
            });
        let since = since.map(|since| format!(" for {}", ago(since))).unwrap_or_default();
        let mut spans = vec![
            Span::raw(mark),
            Span::styled(format!("● {word}{since}"), self.style(level)),
            Span::raw(format!("  {}", seen.name)),
        ];
        if let Some((why, since)) = &seen.gone {
            let text = format!("  silent since {} ({}): {why}", clock(*since), ago(now - since));
            spans.push(Span::styled(text, self.style(Level::Bad)));
        }
        Line::from(spans)
    }

    fn devices(&self, seen: &Seen, frame: &Frame, width: usize) -> Vec<Line<'static>> {
        let head = format!(
            "{:<14}{:<6}{:>9}{:>9}{:>7}{:>6}{:>10}  {}",
            "DEVICE", "STATE", "TEMP", "POWER", "USE", "THR", "ENERGY", "TEMP, LAST MINUTES"
        );
        let mut lines = vec![Line::styled(cell(&head, width, false), self.dim())];
        for device in &frame.devices {
            let values = &device.values;
            let text = format!(
                "{}{}{}{}{}{}{}  ",
                cell(&device.name, 14, false),
                cell(if device.state.is_empty() { "–" } else { &device.state }, 6, false),
                cell(&show(values.temperature_celsius, "_celsius"), 9, true),
                cell(&show(values.power_watts, "_watts"), 9, true),
                cell(&show(values.utilization_ratio, "_ratio"), 7, true),
                cell(&values.throttling_level.map_or_else(|| "–".to_owned(), digits), 6, true),
                cell(&show(device.energy_joules, "joules"), 10, true),
            );
            let spark = seen
                .sparkline(&series("temperature_celsius", "device", &device.name), width.saturating_sub(63));
            lines.push(Line::styled(format!("{text}{spark}"), self.style(device_level(device))));
            if !device.because.is_empty() {
                lines.push(Line::styled(
                    cell(&format!("  {}", device.because), width, false),
                    self.style(Level::Warning),
                ));
            }
        }
        if frame.devices.is_empty() {
            lines.push(Line::raw("no device is read"));
        }
        lines
    }

    fn models(&self, seen: &Seen, frame: &Frame, width: usize) -> Vec<Line<'static>> {
        let head = format!(
            "{:<13}{:>8}{:>8}{:>8}{:>8}{:>8}{:>5}{:>8}{:>7}{:>5}  {}",
            "MODEL",
            "RATE",
            "TTFT50",
            "TTFT99",
            "GAP99",
            "REQ99",
            "RUN",
            "J/TOK",
            "REQS",
            "FAIL",
            "RATE, LAST MINUTES"
        );
        let mut models: Vec<&Model> =
            frame.models.iter().filter(|model| model.name.contains(&self.filter)).collect();
        let rate = |model: &Model| {
            model
                .values
                .tokens_per_second
                .or(model.values.frames_per_second)
                .or(model.values.requests_per_second)
        };
        let by = |read: &dyn Fn(&Model) -> f64, models: &mut Vec<&Model>| {
            models.sort_by(|a, b| read(b).total_cmp(&read(a)))
        };
        match self.sort {
            Sort::Order => {}
            Sort::Name => models.sort_by(|a, b| a.name.cmp(&b.name)),
            Sort::Rate => by(&|model| rate(model).unwrap_or(-1.0), &mut models),
            Sort::Slow => by(&|model| model.values.duration_p99_seconds.unwrap_or(-1.0), &mut models),
            Sort::Failed => by(&|model| seen.sums(model)[1] as f64, &mut models),
        }
        let mut lines = vec![Line::styled(cell(&head, width, false), self.dim())];
        for model in &models {
            let values = &model.values;
            let [requests, failed, _] = seen.sums(model);
            let spent = values.joules_per_token.or(values.joules_per_frame);
            let text = format!(
                "{}{}{}{}{}{}{}{}{}{}  ",
                cell(&model.name, 13, false),
                cell(&show(rate(model), "_per_second"), 8, true),
                cell(&show(values.first_token_p50_seconds, "_seconds"), 8, true),
                cell(&show(values.first_token_p99_seconds, "_seconds"), 8, true),
                cell(&show(values.gap_p99_seconds, "_seconds"), 8, true),
                cell(&show(values.duration_p99_seconds, "_seconds"), 8, true),
                cell(
                    &format!(
                        "{}+{}",
                        digits(values.in_flight.unwrap_or_default()),
                        digits(values.queued.unwrap_or_default())
                    ),
                    5,
                    true
                ),
                cell(&show(spent, "joules"), 8, true),
                cell(&requests.to_string(), 7, true),
                cell(&failed.to_string(), 5, true),
            );
            let kind = if values.tokens_per_second.is_some() {
                "tokens_per_second"
            } else if values.frames_per_second.is_some() {
                "frames_per_second"
            } else {
                "requests_per_second"
            };
            let spark = seen.sparkline(&series(kind, "model", &model.name), width.saturating_sub(80));
            let level = if model.state == "failing" { Level::Bad } else { Level::Unknown };
            lines.push(Line::styled(cell(&format!("{text}{spark}"), width, false), self.style(level)));
        }
        if models.is_empty() {
            let why = if frame.models.is_empty() {
                "no request has been recorded"
            } else {
                "no model's name has this in it"
            };
            lines.push(Line::raw(why));
        }
        if frame.models_beyond > 0 {
            lines.push(Line::raw(format!("{} more models are not shown", frame.models_beyond)));
        }
        lines
    }

    fn others(&self, frame: &Frame, width: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for process in &frame.processes {
            let text = format!(
                "other process {} · {} · {} · {}",
                process.process,
                process.model,
                show(process.utilization_ratio, "_ratio"),
                show(process.frames_per_second, "_per_second")
            );
            lines.push(Line::from(cell(&text, width, false)));
        }
        let held: Vec<_> = frame
            .host
            .power
            .iter()
            .filter(|condition| condition.now || condition.since_boot == Some(true))
            .map(|condition| {
                format!(
                    "{} {}",
                    condition.condition.replace('_', " "),
                    if condition.now { "NOW" } else { "since boot" }
                )
            })
            .collect();
        let host = match (held.is_empty(), frame.host.power.is_empty()) {
            (true, true) => "the host does not tell of its power".to_owned(),
            (true, false) => "the host's power is well".to_owned(),
            _ => format!("the host's power: {}", held.join(", ")),
        };
        let heat = frame
            .host
            .values
            .temperature_celsius
            .map(|celsius| format!(" · host {}", show(Some(celsius), "_celsius")));
        let level = if held.is_empty() { Level::Unknown } else { Level::Warning };
        lines.push(Line::styled(
            cell(&format!("{host}{}", heat.unwrap_or_default()), width, false),
            self.style(level),
        ));
        lines
    }

    fn keys(&self) -> String {
        if self.typing {
            return format!("/{}▏ Enter keeps the filter, Esc drops it", self.filter);
        }
        let next = if self.seen.len() > 1 { "Tab next · " } else { "" };
        let filter =
            if self.filter.is_empty() { "/ filter".to_owned() } else { format!("/ filter: {}", self.filter) };
        format!("q quit · {next}s sort: {} · {filter} · R reset sums · P99 of 60 s ±1.6 %", self.sort.name())
    }

    /// The next order.
    pub(super) fn sort_next(&mut self) {
        self.sort = Sort::ALL[(self.sort as usize + 1) % Sort::ALL.len()];
    }
}

fn about(frame: &Frame) -> String {
    let versions: Vec<_> = frame
        .versions
        .iter()
        .map(|known| {
            let status = if known.status == "ok" { String::new() } else { format!(" ({})", known.status) };
            format!("{} {}{status}", known.component, known.version)
        })
        .collect();
    let mut parts = vec![frame.about.service.clone(), format!("up {}", ago(frame.about.uptime_seconds))];
    parts.extend(versions);
    parts.join(" · ")
}

fn record_cost(frame: &Frame) -> String {
    let cost = frame.own.record_nanoseconds.iter().find(|(what, _)| what == "token");
    cost.map_or_else(|| "cost not measured".to_owned(), |(_, ns)| format!("a token costs {} ns", digits(*ns)))
}

fn device_level(device: &Device) -> Level {
    match device.state.as_str() {
        "hung" | "lost" => Level::Bad,
        "slow" => Level::Warning,
        _ if device.values.throttling_level.unwrap_or_default() > 0.0 => Level::Warning,
        _ => Level::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use hailo_exporter::live::{DeviceValues, Event, ModelValues, Verdict};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::widgets::Paragraph;

    use super::*;

    fn frame(requests: u64) -> Frame {
        let model = |name: &str, rate: f64, p99: f64| {
            let values = ModelValues {
                tokens_per_second: Some(rate),
                gap_p99_seconds: Some(0.05),
                duration_p99_seconds: Some(p99),
                in_flight: Some(1.0),
                queued: Some(2.0),
                ..ModelValues::default()
            };
            Model {
                name: name.to_owned(),
                state: "busy".to_owned(),
                requests,
                failed: 1,
                values,
                ..Model::default()
            }
        };
        let values = DeviceValues {
            temperature_celsius: Some(45.25),
            power_watts: Some(2.5),
            ..DeviceValues::default()
        };
        let verdict = Verdict {
            level: Level::Good,
            word: "serving".into(),
            evidence: "all is well".into(),
            since: 990.0,
        };
        Frame {
            at: 1000.0,
            verdict,
            devices: vec![Device {
                name: "0000:01:00.0".into(),
                state: "busy".into(),
                values,
                ..Device::default()
            }],
            models: vec![model("alpha", 1.0, 9.0), model("beta", 8.0, 3.0)],
            events: vec![Event { at: 991.0, level: Level::Good, what: "it began".into() }],
            ..Frame::default()
        }
    }

    fn screen(frames: &[u64]) -> Screen {
        let mut seen = Seen::new("pi:3000".into(), 0.0);
        frames
            .iter()
            .for_each(|requests| seen.hear(Heard::Line(Box::new(Said::Frame(frame(*requests)))), 1000.0));
        Screen { seen: vec![seen], ..Screen::default() }
    }

    /// What a terminal of this size shows.
    fn drawn(screen: &Screen, width: u16, height: u16, now: f64) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let lines = screen.lines(usize::from(width), usize::from(height), now);
        terminal.draw(|area| area.render_widget(Paragraph::new(lines), area.area())).unwrap();
        let buffer = terminal.backend().buffer().clone();
        (0..height)
            .map(|y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn eighty_by_twenty_four_shows_verdict_devices_models_events_and_keys() {
        let rows = drawn(&screen(&[5]), 80, 24, 1000.0);
        assert_eq!(rows[0], "● serving for 10 s  pi:3000");
        assert_eq!(rows[1], "  all is well");
        assert!(rows[4].starts_with("0000:01:00.0  busy    45.2 °C    2.5 W"), "{rows:#?}");
        assert!(
            rows[6].starts_with("alpha") && rows[6].contains("50 ms") && rows[6].contains("1+2"),
            "{rows:#?}"
        );
        assert!(rows.iter().any(|row| row.ends_with("it began")), "{rows:#?}");
        assert!(rows[23].starts_with("q quit"), "{rows:#?}");
        assert!(rows.iter().all(|row| !row.contains("NaN")));
    }

    #[test]
    fn every_size_is_drawn_and_what_has_no_room_is_told() {
        let screen = screen(&[5]);
        for (width, height) in [(1, 1), (20, 3), (40, 8), (80, 9), (300, 100)] {
            let lines = screen.lines(width.into(), height.into(), 1000.0);
            assert!(lines.len() <= usize::from(height), "{width} x {height}");
            drawn(&screen, width, height, 1000.0);
        }
        assert!(drawn(&screen, 80, 9, 1000.0).iter().any(|row| row.contains("lines more")));
    }

    #[test]
    fn sums_are_of_the_session_and_reset_begins_them_anew() {
        let mut screen = screen(&[5, 9]);
        let sums =
            |screen: &Screen| screen.seen[0].sums(&screen.seen[0].frame.as_ref().unwrap().models[0])[0];
        assert_eq!(sums(&screen), 4);
        screen.seen[0].reset();
        assert_eq!(sums(&screen), 0);
        screen.seen[0].hear(Heard::Line(Box::new(Said::Frame(frame(2)))), 1001.0);
        assert_eq!(sums(&screen), 2, "the program was started anew");
    }

    #[test]
    fn models_are_sorted_and_filtered() {
        let mut screen = screen(&[5]);
        let first =
            |screen: &Screen| drawn(screen, 80, 24, 1000.0)[6].split_whitespace().next().unwrap().to_owned();
        assert_eq!(first(&screen), "alpha");
        screen.sort_next();
        assert_eq!((screen.sort, first(&screen).as_str()), (Sort::Rate, "beta"));
        screen.sort_next();
        assert_eq!(first(&screen), "alpha", "the slowest");
        screen.filter = "bet".into();
        assert_eq!(first(&screen), "beta");
        screen.filter = "zeta".into();
        assert!(drawn(&screen, 80, 24, 1000.0)[6].contains("no model's name"));
    }

    #[test]
    fn who_is_gone_keeps_what_it_said_and_since_when() {
        let mut screen = screen(&[5]);
        for (why, now) in [("broke off", 1007.0), ("can't be reached", 1009.0)] {
            screen.seen[0].hear(Heard::Gone(why.into()), now);
        }
        let rows = drawn(&screen, 120, 24, 1060.0);
        assert!(rows[0].contains("silent since 00:16:40Z (60 s): can't be reached"), "{}", rows[0]);
        assert!(rows[6].starts_with("alpha"), "what it said stays");
        let never = Screen { seen: vec![Seen::new("pi:3000".into(), 50.0)], ..Screen::default() };
        assert!(
            drawn(&never, 120, 5, 60.0)[0].contains("silent since 00:00:50Z (10 s): has said nothing yet")
        );
    }

    #[test]
    fn without_colour_there_is_none_and_with_it_there_is() {
        let mut screen = screen(&[5]);
        screen.seen[0].hear(Heard::Gone("x".into()), 1001.0);
        let coloured = |screen: &Screen| {
            let lines = screen.lines(80, 24, 1001.0);
            lines
                .iter()
                .any(|line| line.style.fg.is_some() || line.spans.iter().any(|span| span.style.fg.is_some()))
        };
        assert!(!coloured(&screen));
        screen.colour = true;
        assert!(coloured(&screen));
    }
}
