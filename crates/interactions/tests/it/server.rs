//! A loopback server that each test programs, correct or faulty.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use interactions::{Client, ClientBuilder, RetryPolicy, Timeouts};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A received request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// An action of the server for one request. After the last one it closes the connection.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Send(Vec<u8>),
    /// Sends the same this many times, or until the client hangs up.
    Repeat(Vec<u8>, usize),
    /// Pauses, unless the client hangs up.
    Wait(Duration),
    /// Sends no more, but keeps receiving.
    HalfClose,
    /// Closes with a reset instead of a regular end.
    Reset,
}

pub(crate) struct Server {
    pub(crate) address: std::net::SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Serves each request with `answer`, which also gets the request's number, from 0.
    pub(crate) async fn start(
        answer: impl Fn(&Request, usize) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::clone(&seen);
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let (requests, answer) = (Arc::clone(&requests), Arc::clone(&answer));
                tokio::spawn(async move {
                    let _ = serve(connection, &requests, &*answer).await;
                });
            }
        });
        Self { address, seen }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client with a test key, short timeouts and no retries.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        let timeouts = Timeouts {
            connect: Duration::from_secs(5),
            answer: Duration::from_millis(400),
            work: Duration::from_millis(400),
            idle: Duration::from_millis(400),
        };
        Client::builder(self.url())
            .key("k-secret-1".to_owned().into())
            .timeouts(timeouts)
            .retry(RetryPolicy::none())
    }
}

async fn serve(
    mut connection: TcpStream,
    requests: &Mutex<Vec<Request>>,
    answer: &(dyn Fn(&Request, usize) -> Vec<Act> + Send + Sync),
) -> std::io::Result<()> {
    let request = read_request(&mut connection).await?;
    let number = {
        let mut seen = requests.lock().unwrap();
        seen.push(request.clone());
        seen.len() - 1
    };
    for act in answer(&request, number) {
        match act {
            Act::Send(bytes) => connection.write_all(&bytes).await?,
            Act::Repeat(bytes, times) => {
                for _ in 0..times {
                    connection.write_all(&bytes).await?;
                }
            }
            Act::Wait(time) => {
                connection.flush().await?;
                if let Ok(end) = tokio::time::timeout(time, connection.read_u8()).await {
                    end?;
                }
            }
            Act::HalfClose => connection.shutdown().await?,
            Act::Reset => {
                connection.set_zero_linger()?;
                return Ok(());
            }
        }
    }
    connection.shutdown().await
}

async fn read_request(connection: &mut TcpStream) -> std::io::Result<Request> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if connection.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let method = first.next().unwrap_or_default().to_owned();
    let target = first.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers
        .get("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off(head + 4);
    while body.len() < length {
        if connection.read_buf(&mut body).await? == 0 {
            break;
        }
    }
    Ok(Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body,
    })
}

/// A complete response with its length.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<Act> {
    let body = body.as_ref();
    let mut bytes = format!(
        "HTTP/1.1 {status} Status\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        bytes.push_str(&format!("{name}: {value}\r\n"));
    }
    bytes.push_str("\r\n");
    vec![Act::Send([bytes.into_bytes(), body.to_vec()].concat())]
}

pub(crate) fn json(body: impl AsRef<[u8]>) -> Vec<Act> {
    answer(
        200,
        &[("content-type", "application/json; charset=UTF-8")],
        body,
    )
}

/// The head of an event stream that ends with the connection.
pub(crate) fn events(body: impl AsRef<[u8]>) -> Vec<Act> {
    let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";
    vec![Act::Send([head, body.as_ref()].concat())]
}
