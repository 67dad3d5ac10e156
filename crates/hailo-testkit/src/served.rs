//! A server of this process on a free port, with a clean end.

use std::future::Future;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A listener on a free port of this machine, and its address.
///
/// # Panics
///
/// There is no free port.
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// A running server. Dropped, it ends at once; [`Served::end`] lets it finish what it began.
#[derive(Debug)]
pub struct Served<T> {
    /// Where it listens.
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<T>,
}

impl<T: Send + 'static> Served<T> {
    /// Starts what `server` makes of a listener and a future that is ready when it is to end.
    pub async fn start<F, S>(server: F) -> Self
    where
        F: FnOnce(TcpListener, Stop) -> S,
        S: Future<Output = T> + Send + 'static,
    {
        let (listener, address) = listen().await;
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(server(listener, Stop(stopped)));
        Self { address, stop: Some(stop), task }
    }

    /// Asks it to end.
    pub fn stop(&mut self) {
        drop(self.stop.take());
    }

    /// Asks it to end, and answers what it answered.
    ///
    /// # Panics
    ///
    /// It panicked.
    pub async fn end(mut self) -> T {
        self.stop();
        (&mut self.task).await.unwrap()
    }
}

impl<T> Drop for Served<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Ready when the server is to end.
#[derive(Debug)]
pub struct Stop(oneshot::Receiver<()>);

impl Future for Stop {
    type Output = ();

    fn poll(mut self: std::pin::Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<()> {
        std::pin::Pin::new(&mut self.0).poll(context).map(drop)
    }
}
