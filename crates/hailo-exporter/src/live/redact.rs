//! Frames that may be shown to strangers.

use super::frame::{Frame, History, series};

impl Frame {
    /// The same without what tells whose machine it is: the host's name, the ids of devices, other processes, and what
    /// was said in words about them.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        if !self.about.host.is_empty() {
            names.push((std::mem::take(&mut self.about.host), "this host".to_owned()));
        }
        for (number, device) in self.devices.iter_mut().enumerate() {
            let shown = format!("device-{}", number + 1);
            names.push((std::mem::replace(&mut device.name, shown.clone()), shown));
            for (number, holder) in device.holders.iter_mut().enumerate() {
                *holder = format!("process-{}", number + 1);
            }
        }
        for (number, process) in self.processes.iter_mut().enumerate() {
            process.process = format!("process-{}", number + 1);
        }
        // The longest first: one name may be part of another.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let hide = |text: &mut String| {
            for (name, shown) in names.iter().filter(|(name, _)| !name.is_empty()) {
                if text.contains(name.as_str()) {
                    *text = text.replace(name.as_str(), shown);
                }
            }
        };
        let Self { about, verdict, devices, events, .. } = &mut self;
        hide(&mut about.service);
        about.why_simulated.iter_mut().for_each(hide);
        hide(&mut verdict.evidence);
        devices.iter_mut().for_each(|device| hide(&mut device.because));
        events.iter_mut().for_each(|event| hide(&mut event.what));
        self
    }
}

impl History {
    /// The same with the names that `of`, the frame it belongs to, has when it is [redacted](Frame::redacted).
    #[must_use]
    pub fn redacted(mut self, of: &Frame) -> Self {
        let series = std::mem::take(&mut self.series).into_iter().map(|(name, values)| {
            let mut devices = of.devices.iter().enumerate();
            let found = devices.find_map(|(number, device)| {
                let value = name.strip_suffix(&series("", "device", &device.name))?;
                Some(series(value, "device", &format!("device-{}", number + 1)))
            });
            (found.unwrap_or(name), values)
        });
        self.series = series.collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::{Device, Event, Process};
    use super::*;

    #[test]
    fn what_is_redacted_names_nobody_anywhere() {
        let mut frame = Frame::default();
        frame.about.host = "kitchen-pi".into();
        frame.about.service = "Hailo device 0001:01:00.0 on kitchen-pi".into();
        frame.devices.push(Device {
            name: "0001:01:00.0".into(),
            because: "0001:01:00.0 rests".into(),
            holders: vec!["frigate (1234)".into()],
            ..Device::default()
        });
        frame.processes.push(Process { process: "frigate".into(), ..Process::default() });
        frame.verdict.evidence = "device 0001:01:00.0 is hung".into();
        frame.events.push(Event { what: "device 0001:01:00.0: hung".into(), ..Event::default() });
        let text = serde_json::to_string(&frame.redacted()).unwrap();
        for name in ["kitchen-pi", "0001:01", "frigate"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
        assert!(text.contains("device device-1 is hung"), "{text}");
        let of = Frame {
            devices: vec![Device { name: "0001:01:00.0".into(), ..Device::default() }],
            ..Frame::default()
        };
        let names = ["power_watts device 0001:01:00.0", "in_flight model 0001:01:00.0"];
        let series = names.map(|name| (name.to_owned(), vec![Some(1.0)])).into();
        let history = History { series, ..History::default() }.redacted(&of);
        assert_eq!(
            history.series.keys().collect::<Vec<_>>(),
            ["in_flight model 0001:01:00.0", "power_watts device device-1"]
        );
    }
}
