//! `hailo-monitor health`: what a running server says of itself, as an exit code. For container engines and service managers,
//! which have neither a shell nor curl where this runs.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use http_body_util::{BodyExt as _, Limited};

use crate::{client, print};

/// A server that lives answers at once; who asks has a limit of its own, of five seconds and more.
const PATIENCE: Duration = Duration::from_secs(4);
/// `/ready` with all its evidence is some hundred bytes.
const LONGEST: usize = 64 * 1024;

/// Flags of `hailo-monitor health`.
#[derive(Args, Debug)]
pub(crate) struct HealthArgs {
    /// The server: ADDR:PORT, or a URL
    #[arg(value_name = "SERVER", default_value = "127.0.0.1:3000")]
    server: String,
    /// Ask whether it can serve, not only whether it lives
    #[arg(long)]
    ready: bool,
}

impl HealthArgs {
    pub(crate) fn run(&self) -> ExitCode {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let asked =
            runtime.map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(self.ask()));
        match asked {
            Ok((true, said)) => print::out(&said, ExitCode::SUCCESS),
            Ok((false, said)) => print::out(&said, ExitCode::FAILURE),
            Err(why) => {
                eprintln!("hailo-monitor: {} {why}", self.server);
                ExitCode::FAILURE
            }
        }
    }

    /// Whether it says yes, and what it says.
    async fn ask(&self) -> Result<(bool, String), String> {
        let uri = client::address(&self.server, if self.ready { "/ready" } else { "/health" })?;
        let client = client::new(PATIENCE)?;
        let response = client::get(&client, &uri, "*/*", None, PATIENCE).await?;
        let is_well = response.status().is_success();
        let body =
            tokio::time::timeout(PATIENCE, Limited::new(response.into_body(), LONGEST).collect()).await;
        let body =
            body.map_err(|_| "does not end its answer".to_owned())?.map_err(|error| error.to_string())?;
        Ok((is_well, format!("{}\n", String::from_utf8_lossy(&body.to_bytes()).trim_end())))
    }
}
