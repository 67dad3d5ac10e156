//! What was before, in fixed memory: each series at three steps, the older the coarser.

use std::collections::{BTreeMap, HashMap};

use super::frame::{Frame, History, Merge};

/// Seconds from one value to the next, and how many values are kept: 15 minutes, 3 hours, a day.
pub const LEVELS: [(u64, usize); 3] = [(1, 900), (10, 1080), (60, 1440)];

/// Series that are kept at once; of more, those that were silent for the longest make room.
pub const MAX_SERIES: usize = 160;

/// Bytes of the values of one series.
pub const SERIES_BYTES: usize = (LEVELS[0].1 + LEVELS[1].1 + LEVELS[2].1) * size_of::<f32>();

/// A series that was silent for so many seconds makes room for another.
const SILENT: u64 = 900;

/// The past of every series. Values lie at their second modulo the length, so that all series share their places.
#[derive(Debug, Default)]
pub(super) struct Ring {
    /// The second of the last values; none before the first.
    now: Option<u64>,
    /// The second of the first values.
    first: u64,
    series: HashMap<String, Series>,
}

#[derive(Debug)]
struct Series {
    merge: Merge,
    /// The second of its last value.
    heard: u64,
    levels: [Box<[f32]>; 3],
    /// What the unfinished values of the two coarser steps are made of so far.
    open: [Open; 2],
}

#[derive(Clone, Copy, Debug, Default)]
struct Open {
    sum: f32,
    count: u32,
}

impl Open {
    fn add(&mut self, value: f32, merge: Merge) {
        self.join(Self { sum: value, count: 1 }, merge);
    }

    fn join(&mut self, other: Self, merge: Merge) {
        self.sum = match merge {
            Merge::Max if self.count > 0 && other.count > 0 => self.sum.max(other.sum),
            // What holds nothing is zero.
            _ => self.sum + other.sum,
        };
        self.count += other.count;
    }

    fn close(&mut self, merge: Merge) -> f32 {
        let Self { sum, count } = std::mem::take(self);
        match (count, merge) {
            (0, _) => f32::NAN,
            (_, Merge::Max) => sum,
            (count, Merge::Mean) => sum / count as f32,
        }
    }
}

impl Series {
    fn new(merge: Merge, second: u64) -> Self {
        let levels = LEVELS.map(|(_, length)| vec![f32::NAN; length].into_boxed_slice());
        Self { merge, heard: second, levels, open: [Open::default(); 2] }
    }

    /// The values up to `second` are all there: ends the steps that end with it, and clears the place of the next second.
    fn end(&mut self, second: u64) {
        for (level, open) in (1..).zip(&mut self.open) {
            let (step, length) = LEVELS[level];
            if (second + 1).is_multiple_of(step) {
                self.levels[level][place(second / step, length)] = open.close(self.merge);
            }
        }
        self.levels[0][place(second + 1, LEVELS[0].1)] = f32::NAN;
    }
}

fn place(number: u64, length: usize) -> usize {
    (number % length as u64) as usize
}

impl Ring {
    /// Keeps a frame's values as those of `second`, which is later than the last one's: seconds between them are empty.
    pub(super) fn push(&mut self, second: u64, frame: &Frame) {
        match self.now {
            None => self.first = second,
            Some(now) if second <= now => return,
            // Nothing of before is as young as the oldest value that would be kept.
            Some(now) if second - now > LEVELS[2].0 * LEVELS[2].1 as u64 => {
                self.series.clear();
                self.first = second;
            }
            Some(now) => {
                for ended in now..second {
                    self.series.values_mut().for_each(|series| series.end(ended));
                }
            }
        }
        self.now = Some(second);
        for (name, value, merge) in frame.merged_points() {
            let Some(series) = self.find(name, merge, second) else { continue };
            let value = value as f32;
            series.heard = second;
            series.levels[0][place(second, LEVELS[0].1)] = value;
            let merge = series.merge;
            series.open.iter_mut().for_each(|open| open.add(value, merge));
        }
    }

    fn find(&mut self, name: String, merge: Merge, second: u64) -> Option<&mut Series> {
        if self.series.len() >= MAX_SERIES && !self.series.contains_key(&name) {
            let silent = self.series.iter().min_by_key(|(_, series)| series.heard);
            let silent = silent.filter(|(_, series)| second - series.heard >= SILENT);
            let silent = silent.map(|(name, _)| name.clone())?;
            self.series.remove(&silent);
        }
        Some(self.series.entry(name).or_insert_with(|| Series::new(merge, second)))
    }

    /// One history for each step, the last value of each at `at`, unix seconds, which is when the last frame was pushed.
    pub(super) fn histories(&self, at: f64) -> [History; 3] {
        std::array::from_fn(|level| self.history(level, at))
    }

    fn history(&self, level: usize, at: f64) -> History {
        let (step, length) = LEVELS[level];
        let Some(now) = self.now else { return History { step, end: at, ..History::default() } };
        // The step that `now` lies in is unfinished, except for the shortest.
        let past = if step == 1 { now + 1 } else { now / step };
        let first = (self.first / step).max(past.saturating_sub(length as u64));
        let end = at - (now + 1 - past * step) as f64;
        let shown = self.series.iter().filter_map(|(name, series)| {
            let values = (first..past).map(|number| series.levels[level][place(number, length)]);
            let values: Vec<_> = values
                .skip_while(|value| value.is_nan())
                .map(|value| (!value.is_nan()).then_some(value))
                .collect();
            (!values.is_empty()).then(|| (name.clone(), values))
        });
        History { step, end, series: shown.collect::<BTreeMap<_, _>>() }
    }

    /// Bytes of its values and names.
    pub(super) fn bytes(&self) -> usize {
        let names: usize = self.series.keys().map(String::capacity).sum();
        let values: usize =
            self.series.values().flat_map(|series| &series.levels).map(|level| size_of_val(&**level)).sum();
        names + values + self.series.capacity() * size_of::<(String, Series)>()
    }
}

/// Frames made into one history of a bounded number of values, however many they are: whenever there is no room for
/// another, each two neighbours become one.
#[derive(Debug)]
pub struct DownsampledHistory {
    most: usize,
    step: u64,
    /// The second of the first frame.
    first: Option<u64>,
    /// Of the last frame.
    last: u64,
    series: BTreeMap<String, (Merge, Vec<Open>)>,
}

impl DownsampledHistory {
    /// Of at most so many values a series, at least two.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most: most.max(2), step: 1, first: None, last: 0, series: BTreeMap::new() }
    }

    /// Adds the next frame.
    pub fn push(&mut self, frame: &Frame) {
        let second = frame.at.max(0.0).round() as u64;
        let first = *self.first.get_or_insert(second);
        // A clock that was set back does not bring the past back.
        self.last = self.last.max(second.max(first));
        while ((self.last - first) / self.step) as usize >= self.most {
            self.halve();
        }
        let place = ((self.last - first) / self.step) as usize;
        for (name, value, merge) in frame.merged_points() {
            let (merge, values) = self.series.entry(name).or_insert_with(|| (merge, Vec::new()));
            values.resize_with(values.len().max(place + 1), Open::default);
            values[place].add(value as f32, *merge);
        }
    }

    /// Makes each two values one.
    pub fn halve(&mut self) {
        self.step *= 2;
        for (merge, values) in self.series.values_mut() {
            let joined = values.chunks(2).map(|pair| {
                pair.iter().fold(Open::default(), |mut all, open| {
                    all.join(*open, *merge);
                    all
                })
            });
            *values = joined.collect();
        }
    }

    /// What it has become.
    #[must_use]
    pub fn history(&self) -> History {
        let Some(first) = self.first else { return History { step: self.step, ..History::default() } };
        let length = ((self.last - first) / self.step + 1) as usize;
        let series = self.series.iter().map(|(name, (merge, values))| {
            let values = values.iter().map(|open| {
                let value = f64::from({ *open }.close(*merge));
                // Four digits are more than a chart shows.
                super::frame::short(value).map(|value| value as f32)
            });
            let mut values: Vec<_> = values.collect();
            values.resize(length, None);
            (name.clone(), values)
        });
        History {
            step: self.step,
            end: (first + (length as u64 - 1) * self.step) as f64,
            series: series.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::{Device, DeviceValues, Model, ModelValues};
    use super::*;

    fn frame(celsius: f64, watts: Option<f64>) -> Frame {
        let values = DeviceValues {
            temperature_celsius: Some(celsius),
            power_watts: watts,
            ..DeviceValues::default()
        };
        Frame { devices: vec![Device { name: "d".into(), values, ..Device::default() }], ..Frame::default() }
    }

    #[test]
    fn the_older_the_coarser_means_of_means_and_the_most_of_the_most() {
        let mut ring = Ring::default();
        for second in 0..125 {
            ring.push(second, &frame(second as f64, Some(if second % 2 == 0 { 1.0 } else { 3.0 })));
        }
        let [ones, tens, minutes] = ring.histories(1000.0);
        let celsius = "temperature_celsius device d";
        assert_eq!((ones.step, ones.end, ones.series[celsius].len()), (1, 1000.0, 125));
        assert_eq!(ones.series[celsius][124], Some(124.0));
        assert_eq!((tens.step, tens.end), (10, 995.0), "the unfinished step is not shown");
        assert_eq!(tens.series[celsius][..3], [Some(9.0), Some(19.0), Some(29.0)]);
        assert_eq!(tens.series["power_watts device d"], vec![Some(2.0); 12]);
        assert_eq!((minutes.end, &minutes.series[celsius]), (995.0, &vec![Some(59.0), Some(119.0)]));
    }

    #[test]
    fn what_nobody_knew_is_a_hole_and_what_is_old_is_gone() {
        let mut ring = Ring::default();
        ring.push(5, &frame(1.0, None));
        ring.push(8, &frame(2.0, Some(4.0)));
        ring.push(8, &frame(9.0, None));
        let [ones, ..] = ring.histories(0.0);
        assert_eq!(ones.series["temperature_celsius device d"], [Some(1.0), None, None, Some(2.0)]);
        assert_eq!(ones.series["power_watts device d"], [Some(4.0)], "it begins when it is first known");
        for second in 9..2000 {
            ring.push(second, &frame(3.0, None));
        }
        let [ones, ..] = ring.histories(0.0);
        assert_eq!(ones.series["temperature_celsius device d"], vec![Some(3.0); 900]);
        assert!(!ones.series.contains_key("power_watts device d"));
        ring.push(1_000_000, &frame(3.0, None));
        assert_eq!(ring.histories(0.0)[2].series.len(), 0, "after days of silence nothing is left");
    }

    #[test]
    fn condensed_means_stay_means_and_the_most_stays_the_most() {
        let mut condensed = DownsampledHistory::new(8);
        for second in 0..30 {
            let watts = (second >= 10).then_some(f64::from(second));
            condensed.push(&Frame { at: 1000.0 + f64::from(second), ..frame(f64::from(second), watts) });
        }
        let history = condensed.history();
        assert_eq!((history.step, history.end), (4, 1028.0));
        let of =
            |name: &str| history.series[name].iter().map(|value| value.unwrap_or(-1.0)).collect::<Vec<_>>();
        assert_eq!(of("temperature_celsius device d"), [3.0, 7.0, 11.0, 15.0, 19.0, 23.0, 27.0, 29.0]);
        assert_eq!(of("power_watts device d"), [-1.0, -1.0, 10.5, 13.5, 17.5, 21.5, 25.5, 28.5]);
    }

    #[test]
    fn memory_has_a_bound_whatever_comes_and_for_however_long() {
        assert_eq!(SERIES_BYTES, 13_680);
        let mut ring = Ring::default();
        let mut most = 0;
        // A day and more, in which another hundred models come each hour.
        for second in (0..100_000).step_by(200) {
            let values =
                ModelValues { tokens_per_second: Some(1.0), in_flight: Some(1.0), ..ModelValues::default() };
            let hour = second / 3600;
            let models =
                (0..100).map(|n| Model { name: format!("model-{hour}-{n}"), values, ..Model::default() });
            ring.push(second, &Frame { models: models.collect(), ..frame(1.0, Some(2.0)) });
            most = most.max(ring.bytes());
        }
        assert_eq!(ring.series.len(), MAX_SERIES);
        assert!(most <= MAX_SERIES * (SERIES_BYTES + 512), "{most}");
        assert!(ring.series.contains_key("temperature_celsius device d"), "who is heard keeps its place");
    }
}
