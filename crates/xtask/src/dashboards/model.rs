//! Grafana's dashboard JSON as Rust types: what a panel needs to say, and nothing else.
//!
//! A panel is built from a title, a visualization, a unit and its queries; ids, positions, reference letters and the
//! options Grafana requires follow. `monitoring/tests/typecheck` holds the result against Grafana's own schema.

use serde::Serialize;

/// Names for Grafana's unit ids.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Number,
    Seconds,
    Milliseconds,
    PerSecond,
    Ratio,
    Bytes,
    BytesPerSecond,
    Celsius,
    Watts,
    Joules,
    Hertz,
    Tokens,
    TokensPerSecond,
    Load,
}

impl Unit {
    fn id(self) -> &'static str {
        match self {
            Self::Number => "short",
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::PerSecond => "reqps",
            Self::Ratio => "percentunit",
            Self::Bytes => "bytes",
            Self::BytesPerSecond => "Bps",
            Self::Celsius => "celsius",
            Self::Watts => "watt",
            Self::Joules => "joule",
            Self::Hertz => "hertz",
            Self::Tokens => "suffix: tok",
            Self::TokensPerSecond => "suffix: tok/s",
            Self::Load => "none",
        }
    }
}

/// How a panel looks.
#[derive(Clone, Copy)]
pub(super) enum Look {
    Stat,
    Lines,
    /// Lines on top of each other: parts of a whole.
    Stack,
    Pie,
    Gauge,
    Table,
    Heatmap,
    States,
    Logs,
}

/// Where a query goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Prometheus,
    Loki,
}

#[derive(Serialize)]
pub(super) struct DataSource {
    r#type: &'static str,
    uid: &'static str,
}

impl Source {
    pub(super) fn reference(self) -> DataSource {
        match self {
            Self::Prometheus => DataSource { r#type: "prometheus", uid: "${datasource}" },
            Self::Loki => DataSource { r#type: "loki", uid: "${logs}" },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Target {
    ref_id: String,
    datasource: DataSource,
    pub(super) expr: String,
    legend_format: String,
    format: &'static str,
    instant: bool,
    range: bool,
    editor_mode: &'static str,
}

/// A colour from this value up.
#[derive(Serialize, Clone, Copy)]
pub(super) struct Step {
    color: &'static str,
    value: Option<f64>,
}

#[derive(Serialize)]
struct Thresholds {
    mode: &'static str,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Color {
    mode: &'static str,
}

#[derive(Serialize)]
struct Shown {
    text: &'static str,
    color: &'static str,
    index: usize,
}

#[derive(Serialize)]
struct Mapping {
    r#type: &'static str,
    options: std::collections::BTreeMap<&'static str, Shown>,
}

#[derive(Serialize)]
struct Defaults {
    unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<f64>,
    color: Color,
    thresholds: Thresholds,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mappings: Vec<Mapping>,
    custom: Custom,
}

#[derive(Serialize)]
struct Property {
    id: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
struct Matcher {
    id: &'static str,
    options: &'static str,
}

#[derive(Serialize)]
struct Override {
    matcher: Matcher,
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct FieldConfig {
    defaults: Defaults,
    overrides: Vec<Override>,
}

#[derive(Serialize)]
struct Stacking {
    group: &'static str,
    mode: &'static str,
}

#[derive(Serialize)]
struct Cell {
    r#type: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Custom {
    None {},
    #[serde(rename_all = "camelCase")]
    Graph {
        draw_style: &'static str,
        line_interpolation: &'static str,
        line_width: u8,
        fill_opacity: u8,
        show_points: &'static str,
        span_nulls: bool,
        stacking: Stacking,
    },
    #[serde(rename_all = "camelCase")]
    Table {
        align: &'static str,
        cell_options: Cell,
        inspect: bool,
    },
    #[serde(rename_all = "camelCase")]
    States {
        fill_opacity: u8,
        line_width: u8,
    },
}

#[derive(Serialize)]
struct Reduce {
    calcs: [&'static str; 1],
    fields: &'static str,
    values: bool,
}

const LAST: Reduce = Reduce { calcs: ["lastNotNull"], fields: "", values: false };

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Legend {
    display_mode: &'static str,
    placement: &'static str,
    show_legend: bool,
    calcs: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'static str>,
}

const LEGEND: Legend = Legend {
    display_mode: "list",
    placement: "bottom",
    show_legend: true,
    calcs: Vec::new(),
    values: Vec::new(),
};

#[derive(Serialize)]
struct Tooltip {
    mode: &'static str,
    sort: &'static str,
}

const TOOLTIP: Tooltip = Tooltip { mode: "multi", sort: "desc" };

#[derive(Serialize)]
struct Palette {
    mode: &'static str,
    scheme: &'static str,
    scale: &'static str,
    exponent: f64,
    steps: u8,
    reverse: bool,
    fill: &'static str,
}

#[derive(Serialize)]
struct Exemplars {
    color: &'static str,
}

#[derive(Serialize)]
struct Show {
    show: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HeatTooltip {
    mode: &'static str,
    show_color_scale: bool,
    y_histogram: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Axis {
    axis_placement: &'static str,
    reverse: bool,
    unit: &'static str,
}

#[derive(Serialize)]
struct Rows {
    layout: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Options {
    #[serde(rename_all = "camelCase")]
    Stat {
        color_mode: &'static str,
        graph_mode: &'static str,
        justify_mode: &'static str,
        orientation: &'static str,
        percent_change_color_mode: &'static str,
        reduce_options: Reduce,
        show_percent_change: bool,
        text_mode: &'static str,
        wide_layout: bool,
    },
    Lines {
        legend: Legend,
        tooltip: Tooltip,
    },
    #[serde(rename_all = "camelCase")]
    Pie {
        display_labels: [&'static str; 1],
        legend: Legend,
        orientation: &'static str,
        pie_type: &'static str,
        reduce_options: Reduce,
        sort: &'static str,
        tooltip: Tooltip,
    },
    #[serde(rename_all = "camelCase")]
    Gauge {
        bar_shape: &'static str,
        bar_width_factor: f64,
        effects: Empty,
        min_viz_height: u16,
        min_viz_width: u16,
        orientation: &'static str,
        reduce_options: Reduce,
        segment_count: u8,
        segment_spacing: f64,
        shape: &'static str,
        show_threshold_labels: bool,
        show_threshold_markers: bool,
        sizing: &'static str,
    },
    #[serde(rename_all = "camelCase")]
    Table {
        cell_height: &'static str,
        frame_index: u8,
        show_header: bool,
    },
    #[serde(rename_all = "camelCase")]
    Heatmap {
        calculate: bool,
        cell_gap: u8,
        color: Palette,
        exemplars: Exemplars,
        legend: Show,
        rows_frame: Rows,
        show_value: &'static str,
        tooltip: HeatTooltip,
        y_axis: Axis,
    },
    #[serde(rename_all = "camelCase")]
    States {
        align_value: &'static str,
        legend: Legend,
        merge_values: bool,
        row_height: f64,
        show_value: &'static str,
        tooltip: Tooltip,
    },
    #[serde(rename_all = "camelCase")]
    Logs {
        dedup_strategy: &'static str,
        enable_log_details: bool,
        prettify_log_message: bool,
        show_common_labels: bool,
        show_labels: bool,
        show_log_context_toggle: bool,
        show_time: bool,
        sort_order: &'static str,
        wrap_log_message: bool,
    },
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organize {
    exclude_by_name: std::collections::BTreeMap<String, bool>,
    rename_by_name: std::collections::BTreeMap<String, &'static str>,
    index_by_name: Empty,
}

#[derive(Serialize)]
#[serde(tag = "id", content = "options", rename_all = "lowercase")]
enum Transformation {
    Merge(Empty),
    Organize(Organize),
}

#[derive(Serialize)]
struct Grid {
    x: u8,
    y: u16,
    w: u8,
    h: u8,
}

/// One panel, before it has a place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Panel {
    id: u16,
    r#type: &'static str,
    pub(super) title: &'static str,
    description: &'static str,
    grid_pos: Grid,
    datasource: DataSource,
    pub(super) targets: Vec<Target>,
    field_config: FieldConfig,
    options: Options,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transformations: Vec<Transformation>,
    #[serde(skip)]
    look: Look,
    #[serde(skip)]
    pub(super) source: Source,
}

impl Panel {
    pub(super) fn new(title: &'static str, look: Look, unit: Unit, description: &'static str) -> Self {
        let (w, h) = match look {
            Look::Stat => (4, 4),
            Look::Logs => (24, 10),
            Look::Table => (12, 8),
            _ => (8, 8),
        };
        let source = if matches!(look, Look::Logs) { Source::Loki } else { Source::Prometheus };
        let (color, mode) = match look {
            Look::Stat | Look::Gauge | Look::Table => ("thresholds", "absolute"),
            _ => ("palette-classic", "absolute"),
        };
        Self {
            id: 0,
            r#type: kind(look),
            title,
            description,
            grid_pos: Grid { x: 0, y: 0, w, h },
            datasource: source.reference(),
            targets: Vec::new(),
            field_config: FieldConfig {
                defaults: Defaults {
                    unit: unit.id(),
                    min: None,
                    max: None,
                    color: Color { mode: color },
                    thresholds: Thresholds { mode, steps: vec![Step { color: "green", value: None }] },
                    mappings: Vec::new(),
                    custom: custom(look),
                },
                overrides: Vec::new(),
            },
            options: options(look, unit),
            transformations: Vec::new(),
            look,
            source,
        }
    }

    /// The panel asks Loki instead.
    pub(super) fn of_logs(mut self) -> Self {
        self.source = Source::Loki;
        self.datasource = Source::Loki.reference();
        self
    }

    pub(super) fn width(mut self, w: u8) -> Self {
        self.grid_pos.w = w;
        self
    }

    pub(super) fn range(mut self, min: f64, max: f64) -> Self {
        self.field_config.defaults.min = Some(min);
        self.field_config.defaults.max = Some(max);
        self
    }

    /// Yellow from here, red from there.
    pub(super) fn warn_at(mut self, yellow: f64, red: f64) -> Self {
        let steps = &mut self.field_config.defaults.thresholds.steps;
        steps.push(Step { color: "yellow", value: Some(yellow) });
        steps.push(Step { color: "red", value: Some(red) });
        self
    }

    /// Words for 0 and 1, and whether 1 is the good one.
    pub(super) fn words(mut self, zero: &'static str, one: &'static str, one_is_good: bool) -> Self {
        let (good, bad) = ("green", "red");
        let options = [
            ("0", Shown { text: zero, color: if one_is_good { bad } else { good }, index: 0 }),
            ("1", Shown { text: one, color: if one_is_good { good } else { bad }, index: 1 }),
        ];
        self.field_config
            .defaults
            .mappings
            .push(Mapping { r#type: "value", options: options.into_iter().collect() });
        self
    }

    /// A query and the name of its lines. A table's queries are instant, and `legend` names the column.
    pub(super) fn ask(mut self, legend: &'static str, expr: &str) -> Self {
        let letter = char::from(b'A' + u8::try_from(self.targets.len()).unwrap_or(25));
        let table = matches!(self.look, Look::Table);
        if table {
            if self.transformations.is_empty() {
                self.transformations = vec![
                    Transformation::Merge(Empty {}),
                    Transformation::Organize(Organize {
                        exclude_by_name: [("Time".to_owned(), true)].into(),
                        rename_by_name: [].into(),
                        index_by_name: Empty {},
                    }),
                ];
            }
            if let Some(Transformation::Organize(organize)) = self.transformations.last_mut() {
                organize.rename_by_name.insert(format!("Value #{letter}"), legend);
            }
        }
        // Grafana puts one query's legend into the legend format; a table has columns instead.
        let legend_format = if table { String::new() } else { legend.to_owned() };
        self.targets.push(Target {
            ref_id: letter.to_string(),
            datasource: self.source.reference(),
            expr: selectors(expr),
            legend_format,
            format: match self.look {
                Look::Table => "table",
                Look::Heatmap => "heatmap",
                _ => "time_series",
            },
            instant: table,
            range: !table,
            editor_mode: "code",
        });
        self
    }

    /// The unit of one column of a table.
    pub(super) fn column(mut self, name: &'static str, unit: Unit) -> Self {
        self.field_config.overrides.push(Override {
            matcher: Matcher { id: "byName", options: name },
            properties: vec![Property { id: "unit", value: unit.id() }],
        });
        self
    }
}

/// `@app`, `@model`, `@device` and `@node` stand for the matchers of the dashboard's variables.
pub(super) fn selectors(expr: &str) -> String {
    let app = r#"job=~"$job",instance=~"$instance""#;
    let flat = expr.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.replace("@app", app)
        .replace("@model", &format!(r#"{app},model=~"$model""#))
        .replace("@device", &format!(r#"{app},device=~"$device""#))
        .replace("@node", r#"job="node-exporter""#)
}

fn kind(look: Look) -> &'static str {
    match look {
        Look::Stat => "stat",
        Look::Lines | Look::Stack => "timeseries",
        Look::Pie => "piechart",
        Look::Gauge => "gauge",
        Look::Table => "table",
        Look::Heatmap => "heatmap",
        Look::States => "state-timeline",
        Look::Logs => "logs",
    }
}

fn custom(look: Look) -> Custom {
    match look {
        Look::Lines | Look::Stack => {
            let stacked = matches!(look, Look::Stack);
            Custom::Graph {
                draw_style: "line",
                line_interpolation: "linear",
                line_width: 1,
                fill_opacity: if stacked { 40 } else { 8 },
                show_points: "never",
                span_nulls: false,
                stacking: Stacking { group: "A", mode: if stacked { "normal" } else { "none" } },
            }
        }
        Look::Table => Custom::Table { align: "auto", cell_options: Cell { r#type: "auto" }, inspect: false },
        Look::States => Custom::States { fill_opacity: 70, line_width: 0 },
        _ => Custom::None {},
    }
}

fn options(look: Look, unit: Unit) -> Options {
    match look {
        Look::Stat => Options::Stat {
            color_mode: "value",
            graph_mode: "area",
            justify_mode: "auto",
            orientation: "auto",
            percent_change_color_mode: "standard",
            reduce_options: LAST,
            show_percent_change: false,
            text_mode: "auto",
            wide_layout: true,
        },
        Look::Lines | Look::Stack => Options::Lines { legend: LEGEND, tooltip: TOOLTIP },
        Look::Pie => Options::Pie {
            display_labels: ["percent"],
            legend: Legend { values: vec!["value"], placement: "right", ..LEGEND },
            orientation: "auto",
            pie_type: "donut",
            reduce_options: LAST,
            sort: "desc",
            tooltip: TOOLTIP,
        },
        Look::Gauge => Options::Gauge {
            bar_shape: "flat",
            bar_width_factor: 0.5,
            effects: Empty {},
            min_viz_height: 75,
            min_viz_width: 75,
            orientation: "auto",
            reduce_options: LAST,
            segment_count: 1,
            segment_spacing: 0.3,
            shape: "gauge",
            show_threshold_labels: false,
            show_threshold_markers: true,
            sizing: "auto",
        },
        Look::Table => Options::Table { cell_height: "sm", frame_index: 0, show_header: true },
        Look::Heatmap => Options::Heatmap {
            calculate: false,
            cell_gap: 1,
            color: Palette {
                mode: "scheme",
                scheme: "Oranges",
                scale: "exponential",
                exponent: 0.5,
                steps: 64,
                reverse: false,
                fill: "dark-orange",
            },
            exemplars: Exemplars { color: "rgba(255,0,255,0.7)" },
            legend: Show { show: true },
            rows_frame: Rows { layout: "auto" },
            show_value: "never",
            tooltip: HeatTooltip { mode: "single", show_color_scale: false, y_histogram: true },
            y_axis: Axis { axis_placement: "left", reverse: false, unit: unit.id() },
        },
        Look::States => Options::States {
            align_value: "left",
            legend: LEGEND,
            merge_values: true,
            row_height: 0.9,
            show_value: "never",
            tooltip: TOOLTIP,
        },
        Look::Logs => Options::Logs {
            dedup_strategy: "none",
            enable_log_details: true,
            prettify_log_message: false,
            show_common_labels: false,
            show_labels: false,
            show_log_context_toggle: true,
            show_time: true,
            sort_order: "Descending",
            wrap_log_message: true,
        },
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowPanel {
    id: u16,
    r#type: &'static str,
    title: &'static str,
    collapsed: bool,
    grid_pos: Grid,
    panels: [Empty; 0],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Placed {
    Row(RowPanel),
    Panel(Box<Panel>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Variable {
    #[serde(rename_all = "camelCase")]
    Source { r#type: &'static str, name: &'static str, label: &'static str, query: &'static str },
    #[serde(rename_all = "camelCase")]
    Query {
        r#type: &'static str,
        name: &'static str,
        label: &'static str,
        datasource: DataSource,
        query: &'static str,
        definition: &'static str,
        refresh: u8,
        include_all: bool,
        all_value: &'static str,
        multi: bool,
        sort: u8,
        current: Current,
    },
}

#[derive(Serialize)]
struct Current {
    text: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
struct Templating {
    list: Vec<Variable>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Annotation {
    name: &'static str,
    datasource: DataSource,
    enable: bool,
    icon_color: &'static str,
    pub(super) expr: String,
    title_format: &'static str,
    text_format: &'static str,
    use_value_for_time: bool,
}

#[derive(Serialize)]
struct Annotations {
    list: Vec<Annotation>,
}

#[derive(Serialize)]
struct Time {
    from: &'static str,
    to: &'static str,
}

/// A dashboard as Grafana reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dashboard {
    uid: &'static str,
    title: &'static str,
    description: &'static str,
    tags: Vec<&'static str>,
    schema_version: u8,
    version: u8,
    editable: bool,
    graph_tooltip: u8,
    refresh: &'static str,
    time: Time,
    timezone: &'static str,
    templating: Templating,
    annotations: Annotations,
    panels: Vec<Placed>,
}

impl Dashboard {
    pub(super) fn new(uid: &'static str, title: &'static str, description: &'static str) -> Self {
        Self {
            uid,
            title,
            description,
            tags: vec!["hailo", "inference"],
            schema_version: 41,
            version: 1,
            editable: true,
            // Crosshairs are shared between panels.
            graph_tooltip: 1,
            refresh: "10s",
            time: Time { from: "now-1h", to: "now" },
            timezone: "browser",
            templating: Templating { list: Vec::new() },
            annotations: Annotations { list: Vec::new() },
            panels: Vec::new(),
        }
    }

    pub(super) fn source(mut self, name: &'static str, label: &'static str, query: &'static str) -> Self {
        self.templating.list.push(Variable::Source { r#type: "datasource", name, label, query });
        self
    }

    /// A variable whose values are those of a label; all of them unless chosen.
    pub(super) fn variable(mut self, name: &'static str, label: &'static str, query: &'static str) -> Self {
        self.templating.list.push(Variable::Query {
            r#type: "query",
            name,
            label,
            datasource: Source::Prometheus.reference(),
            query,
            definition: query,
            // On time range change: models come and go.
            refresh: 2,
            include_all: true,
            all_value: ".*",
            multi: true,
            sort: 1,
            current: Current { text: "All", value: "$__all" },
        });
        self
    }

    pub(super) fn annotate(
        mut self,
        name: &'static str,
        color: &'static str,
        text: &'static str,
        expr: &str,
    ) -> Self {
        self.annotations.list.push(Annotation {
            name,
            datasource: Source::Prometheus.reference(),
            enable: true,
            icon_color: color,
            expr: selectors(expr),
            title_format: name,
            text_format: text,
            use_value_for_time: false,
        });
        self
    }

    /// A row and its panels, laid out from left to right and wrapped.
    pub(super) fn row(mut self, title: &'static str, panels: Vec<Panel>) -> Self {
        let mut y = self.panels.iter().map(Placed::bottom).max().unwrap_or(0);
        let mut id = u16::try_from(self.panels.len()).unwrap_or(u16::MAX) + 1;
        self.panels.push(Placed::Row(RowPanel {
            id,
            r#type: "row",
            title,
            collapsed: false,
            grid_pos: Grid { x: 0, y, w: 24, h: 1 },
            panels: [],
        }));
        y += 1;
        let (mut x, mut tallest) = (0, 0);
        for mut panel in panels {
            if x + panel.grid_pos.w > 24 {
                (x, y, tallest) = (0, y + u16::from(tallest), 0);
            }
            id += 1;
            panel.id = id;
            (panel.grid_pos.x, panel.grid_pos.y) = (x, y);
            x += panel.grid_pos.w;
            tallest = tallest.max(panel.grid_pos.h);
            self.panels.push(Placed::Panel(Box::new(panel)));
        }
        self
    }

    /// Every panel, in order.
    pub(super) fn panels(&self) -> impl Iterator<Item = &Panel> {
        self.panels.iter().filter_map(|placed| match placed {
            Placed::Panel(panel) => Some(&**panel),
            Placed::Row(_) => None,
        })
    }

    /// Every annotation, in order.
    pub(super) fn annotations(&self) -> &[Annotation] {
        &self.annotations.list
    }
}

impl Placed {
    fn bottom(&self) -> u16 {
        match self {
            Self::Row(row) => row.grid_pos.y + u16::from(row.grid_pos.h),
            Self::Panel(panel) => panel.grid_pos.y + u16::from(panel.grid_pos.h),
        }
    }
}
