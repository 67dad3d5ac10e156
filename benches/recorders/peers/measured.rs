//! `measured`: dense vectors over a set of models known at the start, label ids resolved once.

use super::{Events, seconds};
use crate::recorders::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS};
use lasso::{Rodeo, RodeoReader};
use measured::label::StaticLabelSet;
use measured::metric::LabelId;
use measured::metric::histogram::Thresholds;
use measured::text::BufferedTextEncoder;
use measured::{CounterVec, FixedCardinalityLabel, GaugeVec, HistogramVec, LabelGroup, MetricGroup};
use std::sync::Arc;

#[derive(Clone, Copy, FixedCardinalityLabel)]
#[label(singleton = "outcome")]
enum Outcome {
    Completed,
    Failed,
}

#[derive(LabelGroup)]
#[label(set = Models)]
struct Model<'a> {
    #[label(fixed_with = Arc<RodeoReader>)]
    model: &'a str,
}

#[derive(LabelGroup)]
#[label(set = Ends)]
struct End<'a> {
    #[label(fixed_with = Arc<RodeoReader>)]
    model: &'a str,
    outcome: Outcome,
}

#[derive(MetricGroup)]
#[metric(new(models: Arc<RodeoReader>))]
struct Families {
    #[metric(label_set = Ends { model: models.clone(), outcome: StaticLabelSet::new() })]
    requests: CounterVec<Ends>,
    #[metric(label_set = Models { model: models.clone() })]
    in_flight: GaugeVec<Models>,
    #[metric(label_set = Models { model: models.clone() })]
    tokens: CounterVec<Models>,
    #[metric(label_set = Models { model: models.clone() }, metadata = Thresholds::with_buckets(DURATION_BOUNDS))]
    duration: HistogramVec<Models, 14>,
    #[metric(label_set = Models { model: models.clone() }, metadata = Thresholds::with_buckets(FIRST_BOUNDS))]
    first: HistogramVec<Models, 16>,
    #[metric(label_set = Models { model: models }, metadata = Thresholds::with_buckets(GAP_BOUNDS))]
    gap: HistogramVec<Models, 13>,
}

pub struct Measured {
    families: Families,
    completed: LabelId<Ends>,
    model: LabelId<Models>,
}

impl Measured {
    pub fn new() -> Self {
        let families = Families::new(Arc::new(Rodeo::from_iter(["m"]).into_reader()));
        Self {
            completed: families.requests.with_labels(End { model: "m", outcome: Outcome::Completed }),
            model: families.tokens.with_labels(Model { model: "m" }),
            families,
        }
    }
}

impl Events for Measured {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.families.in_flight.get_metric(self.model).inc();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.families.tokens.get_metric(self.model).inc();
        self.families.first.get_metric(self.model).observe(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.families.tokens.get_metric(self.model).inc();
        self.families.gap.get_metric(self.model).observe(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.families.requests.get_metric(self.completed).inc();
        self.families.duration.get_metric(self.model).observe(seconds(ns));
        self.families.in_flight.get_metric(self.model).dec();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        let mut encoder = BufferedTextEncoder::new();
        self.families.collect_group_into(&mut encoder).expect("a buffer takes everything");
        page.extend_from_slice(&encoder.finish());
    }
}
