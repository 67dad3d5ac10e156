//! Metrics and observability: counted by hailo-telemetry, served by hailo-exporter (see `main.rs`)

use std::time::Duration;

use hailo_telemetry::{Config, Telemetry};

hailo_telemetry::counters! {
    /// Security counters
    struct SecurityCounters {
        prompt_injection: "security_prompt_injection_attempts_total", "Prompt injection attempts";
        jailbreak: "security_jailbreak_attempts_total", "Jailbreak attempts detected";
        prompt_leak: "security_system_prompt_leak_attempts_total", "System prompt leak attempts";
        other: "security_other_threats_total", "Other security threats detected";
        blocked: "security_blocked_requests_total", "Requests blocked due to security threats";
        ips_blocked: "security_ips_blocked_total", "IPs blocked due to suspicious activity";
        analyses: "security_prompt_analyses_total", "Total prompt analyses performed";
        analysis_us: "security_prompt_analysis_us_total", "Microseconds spent in prompt analyses";
    }
}

/// Response times, as `/ready/all` shows them
#[derive(Debug, Clone)]
pub struct RequestMetrics {
    pub total_requests: u64,
    pub avg_response_time_ms: f64,
    pub p50_response_time_ms: f64,
    pub p90_response_time_ms: f64,
    pub p99_response_time_ms: f64,
}

/// The process's one `Telemetry`, and what this crate counts in it
#[derive(Debug)]
pub struct MetricsCollector {
    /// What every part of the process records into
    pub telemetry: Telemetry,
    security: SecurityCounters,
}

impl Default for MetricsCollector {
    fn default() -> Self {
        Self::new()
    }
}

impl MetricsCollector {
    #[must_use]
    pub fn new() -> Self {
        let revision = option_env!("GIT_HASH").unwrap_or("unknown");
        let telemetry =
            Telemetry::new(Config::default().version(env!("CARGO_PKG_VERSION"), revision));
        let security = SecurityCounters::new(&telemetry);
        Self {
            telemetry,
            security,
        }
    }

    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn request_metrics(&self) -> RequestMetrics {
        let times = self.telemetry.snapshot().http.response_time;
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let quantile = |q: f64| times.quantile(q).map_or(0.0, ms);
        RequestMetrics {
            total_requests: times.count(),
            avg_response_time_ms: ms(times.sum()) / times.count().max(1) as f64,
            p50_response_time_ms: quantile(0.5),
            p90_response_time_ms: quantile(0.9),
            p99_response_time_ms: quantile(0.99),
        }
    }

    pub fn record_security_threat(&self, category: &str) {
        let counter = match category {
            "prompt_injection" => &self.security.prompt_injection,
            "jailbreak_attempt" => &self.security.jailbreak,
            "system_prompt_leak" => &self.security.prompt_leak,
            _ => &self.security.other,
        };
        counter.add(1);
    }

    pub fn record_security_block(&self) {
        self.security.blocked.add(1);
    }

    pub fn record_ip_blocked(&self) {
        self.security.ips_blocked.add(1);
    }

    pub fn record_prompt_analysis(&self, duration_us: u64) {
        self.security.analyses.add(1);
        self.security.analysis_us.add(duration_us);
    }
}
