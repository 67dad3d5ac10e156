//! The proxy as a tower service.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hailo_http::Upload;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use tower_service::Service;

use super::Proxy;
use crate::body::BodyError;

/// The body of an answer that passed.
pub type ProxyBody = UnsyncBoxBody<Bytes, BodyError<hyper::Error>>;

/// A [`Proxy`] as a tower service, for layers around it; a clone is the same proxy.
#[derive(Clone)]
pub struct ProxyService(pub(super) Arc<Proxy>);

impl fmt::Debug for ProxyService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Service<Request<Upload>> for ProxyService {
    type Response = Response<ProxyBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Upload>) -> Self::Future {
        let proxy = self.0.clone();
        Box::pin(async move { Ok(proxy.handle(request).await) })
    }
}
