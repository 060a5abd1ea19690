//! Web pages that the engine itself fetches, through the same rules, look-ups and checks as a sandbox's connections.

use std::io::Read as _;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, LOCATION, USER_AGENT,
};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use super::Egress;
use super::connect::NotConnected;
use super::rules::{Rules, host};

/// Timeout of a page, redirects included.
const PATIENCE: Duration = Duration::from_secs(30);
/// Maximum number of redirects of one page.
const MOST_REDIRECTS: usize = 5;
/// Maximum size of a page in bytes.
const LARGEST: usize = 4 << 20;
/// `User-Agent` and `Accept` of page requests.
const AGENT: &str = concat!("Errand/", env!("CARGO_PKG_VERSION"));
const WANTED: &str = "text/html,text/plain;q=0.9,text/*;q=0.8,application/json;q=0.8,*/*;q=0.1";

/// A fetched page.
#[derive(Debug)]
pub(crate) struct Fetched {
    /// The URL after redirects.
    pub(crate) url: Url,
    /// `Content-Type` of the response; empty if the header is missing.
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

/// Why a page was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotFetched {
    #[error("only http and https addresses are read")]
    Scheme,
    #[error("an address with a user or a password in it is not read")]
    User,
    #[error("{0} may not be asked: it is not on the list, or its port is not one of the web")]
    NotListed(String),
    #[error("{0} may not be asked: it leads into this computer or the network around it")]
    Inside(String),
    #[error("{0}: {1}")]
    Unreached(String, String),
    #[error("the server answers HTTP {0}")]
    Status(u16),
    #[error("it redirects more than {MOST_REDIRECTS} times")]
    Redirects,
    #[error("it is larger than {} MiB", LARGEST >> 20)]
    TooLarge,
    #[error("it was not there within {} seconds", PATIENCE.as_secs())]
    Late,
    #[error("the connection broke")]
    Broken,
}

impl Egress {
    /// Fetches a page. Each redirect is checked like the first URL; no headers are added to the requests.
    pub(crate) async fn fetch(&self, url: Url, rules: &Rules) -> Result<Fetched, NotFetched> {
        tokio::time::timeout(PATIENCE, self.follow(url, rules))
            .await
            .unwrap_or(Err(NotFetched::Late))
    }

    async fn follow(&self, mut url: Url, rules: &Rules) -> Result<Fetched, NotFetched> {
        for _ in 0..=MOST_REDIRECTS {
            let (response, _connection) = self.ask(&url, rules).await?;
            let status = response.status();
            match redirect(&url, status, response.headers()) {
                Some(next) => url = next,
                None if !status.is_success() => return Err(NotFetched::Status(status.as_u16())),
                None => {
                    let content_type = response.headers().get(CONTENT_TYPE);
                    let content_type = content_type.and_then(|it| it.to_str().ok());
                    return Ok(Fetched {
                        content_type: content_type.unwrap_or_default().to_owned(),
                        body: read(response).await?,
                        url,
                    });
                }
            }
        }
        Err(NotFetched::Redirects)
    }

    /// Sends one request; the connection stays open as long as its handle.
    async fn ask(
        &self,
        url: &Url,
        rules: &Rules,
    ) -> Result<(Response<Incoming>, AbortOnDropHandle<()>), NotFetched> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NotFetched::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotFetched::User);
        }
        let host = url.host_str().and_then(host).ok_or(NotFetched::Scheme)?;
        let port = url.port_or_known_default().unwrap_or(443);
        let place = || format!("{host}:{port}");
        let entry = rules
            .entry(&host, port)
            .ok_or_else(|| NotFetched::NotListed(place()))?;
        let stream = self.connector.connect(entry, &host, port).await;
        let stream = stream.map_err(|why| match why {
            NotConnected::Inside => NotFetched::Inside(place()),
            other => NotFetched::Unreached(place(), other.to_string()),
        })?;
        if url.scheme() == "http" {
            return send(url, stream).await;
        }
        let failed = |why: &dyn std::fmt::Display| NotFetched::Unreached(place(), why.to_string());
        let upstream_tls = self.upstream_tls().map_err(|why| failed(&why))?;
        let stream = upstream_tls.connect(&host, stream).await;
        send(url, stream.map_err(|why| failed(&why))?).await
    }
}

async fn send(
    url: &Url,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<(Response<Incoming>, AbortOnDropHandle<()>), NotFetched> {
    let broken = |_| NotFetched::Broken;
    let (mut server, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let connection = AbortOnDropHandle::new(tokio::spawn(async move {
        // An error is seen by the caller that waits for the response.
        let _ = connection.await;
    }));
    let name = match url.port() {
        None => url.host_str().unwrap_or_default().to_owned(),
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
    };
    let path = url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    );
    let request = Request::get(path)
        .header(HOST, name)
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, WANTED)
        .header(ACCEPT_ENCODING, "gzip")
        .body(Empty::<Bytes>::new())
        .map_err(|_| NotFetched::Broken)?;
    let response = server.send_request(request).await.map_err(broken)?;
    Ok((response, connection))
}

fn redirect(from: &Url, status: StatusCode, headers: &HeaderMap) -> Option<Url> {
    let moved = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = headers.get(LOCATION).filter(|_| moved)?.to_str().ok()?;
    from.join(location).ok()
}

async fn read(response: Response<Incoming>) -> Result<Bytes, NotFetched> {
    let is_packed = match response.headers().get(CONTENT_ENCODING) {
        None => false,
        Some(encoding) if encoding == "identity" => false,
        Some(encoding) if encoding == "gzip" => true,
        Some(_) => return Err(NotFetched::Broken),
    };
    let mut body = response.into_body();
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| NotFetched::Broken)?;
        if let Some(data) = frame.data_ref() {
            if read.len() + data.len() > LARGEST {
                return Err(NotFetched::TooLarge);
            }
            read.extend_from_slice(data);
        }
    }
    match is_packed {
        true => unpack(&read),
        false => Ok(read.freeze()),
    }
}

/// Decompresses a gzip body, which may be much smaller than the page.
fn unpack(packed: &[u8]) -> Result<Bytes, NotFetched> {
    let mut page = Vec::new();
    let read = MultiGzDecoder::new(packed)
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut page);
    read.map_err(|_| NotFetched::Broken)?;
    match page.len() > LARGEST {
        true => Err(NotFetched::TooLarge),
        false => Ok(page.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn a_page_that_unpacks_to_too_much_is_too_large() {
        let packed = |length: usize| {
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(&vec![b'x'; length]).unwrap();
            packed.finish().unwrap()
        };
        assert_eq!(unpack(&packed(1000)).unwrap().len(), 1000);
        assert_eq!(unpack(&packed(LARGEST + 1)), Err(NotFetched::TooLarge));
        assert_eq!(unpack(b"no gzip"), Err(NotFetched::Broken));
    }
}
