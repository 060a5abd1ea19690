//! A loopback server that responds with the recorded stream to every create, and with zeros to every download.

use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use interactions::types::delta::Delta;
use interactions::{Event, Interaction, Status, Step};

/// Size in bytes of the chunks it sends.
const PIECE: usize = 16 * 1024;

/// The stream of an answer with `deltas` text deltas, about 130 bytes each on the wire.
pub(crate) fn stream(deltas: usize) -> Vec<u8> {
    let at = |status| Interaction {
        id: Some("v1_bench".into()),
        status: Some(status),
        model: Some("gemini-3.8-flash".into()),
        ..Interaction::default()
    };
    let mut events = vec![
        Event::created(at(Status::InProgress)),
        Event::step_start(0, Step::shell("model_output")),
    ];
    events.extend(
        (0..deltas).map(|n| Event::step_delta(0, Delta::text(format!("piece {n} of the Moon, ")))),
    );
    events.extend([Event::step_stop(0), Event::completed(at(Status::Completed))]);
    let mut wire = Vec::new();
    for event in &events {
        let (kind, json) = (event.kind(), event.to_json(None));
        wire.extend_from_slice(format!("event: {kind}\ndata: {json}\n\n").as_bytes());
    }
    wire.extend_from_slice(b"event: done\ndata: [DONE]\n\n");
    wire
}

/// Serves for ever, with a thread per connection.
pub(crate) fn serve(listener: &TcpListener, stream: Vec<u8>, download: u64) -> Result<()> {
    let stream: Arc<[u8]> = stream.into();
    for connection in listener.incoming() {
        let (connection, stream) = (connection?, Arc::clone(&stream));
        std::thread::spawn(move || answer(connection, &stream, download));
    }
    Ok(())
}

/// Answers the requests of one connection.
fn answer(connection: TcpStream, stream: &[u8], download: u64) -> Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut writer = connection;
    loop {
        let mut target = String::new();
        if reader.read_line(&mut target)? == 0 {
            return Ok(());
        }
        let mut body = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? <= 2 {
                break;
            }
            let line = line.to_ascii_lowercase();
            if let Some(length) = line.strip_prefix("content-length:") {
                body = length.trim().parse().unwrap_or(0);
            }
        }
        std::io::copy(
            &mut std::io::Read::take(&mut reader, body),
            &mut std::io::sink(),
        )?;
        if target.contains("/files/") {
            send_zeros(&mut writer, download)?;
        } else {
            send_stream(&mut writer, stream)?;
        }
    }
}

fn send_stream(writer: &mut TcpStream, stream: &[u8]) -> Result<()> {
    writer.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
    )?;
    let mut chunk = Vec::with_capacity(PIECE + 16);
    for piece in stream.chunks(PIECE) {
        chunk.clear();
        write!(chunk, "{:x}\r\n", piece.len())?;
        chunk.extend_from_slice(piece);
        chunk.extend_from_slice(b"\r\n");
        writer.write_all(&chunk)?;
    }
    writer.write_all(b"0\r\n\r\n")
}

fn send_zeros(writer: &mut TcpStream, length: u64) -> Result<()> {
    write!(
        writer,
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {length}\r\n\r\n"
    )?;
    let zeros = vec![0; 256 * 1024];
    let mut left = length;
    while left > 0 {
        let piece = usize::try_from(left).map_or(zeros.len(), |left| left.min(zeros.len()));
        writer.write_all(&zeros[..piece])?;
        left -= piece as u64;
    }
    Ok(())
}
