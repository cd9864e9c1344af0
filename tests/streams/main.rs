//! Bodies of any size in constant memory, with both clients, measured by an allocator that counts.
//!
//! `STREAM_MIB` sets the size, for measurements by hand; it is 256 MiB otherwise. One test alone runs in the process.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where its helpers fail"
)]

use std::{
    alloc::System,
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    thread,
    time::Instant,
};

use billing_api::{
    azure::version::V2020_05_01,
    client::{self, blocking},
};
use cap::Cap;
use http::Request;

#[path = "../http/made_up.rs"]
#[allow(dead_code, reason = "the other operations are those of `http`")]
mod made_up;

use made_up::Watch;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

const MIB: usize = 1 << 20;

/// The memory that a call may need beside what there was, in bytes: far less than the bodies.
const BOUND: usize = 4 * MIB;

/// The size of an event in bytes.
const EVENT: usize = 64 << 10;

fn size() -> usize {
    let given = std::env::var("STREAM_MIB").ok();
    given.map_or(256, |given| given.parse().unwrap()) * MIB
}

/// Starts a server with a body of a size for `GET /bytes`, events for `GET /watch`, and the length of the body for any `PUT`.
fn start(size: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that has read enough closes the connection.
            let _ = serve(stream.unwrap(), size);
        }
    });
    url
}

fn serve(mut stream: TcpStream, size: usize) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let ok = "HTTP/1.1 200 OK\r\nconnection: close\r\n";
    if head.starts_with(b"PUT") {
        let mut part = vec![0; 64 << 10];
        let mut left = size;
        while left > 0 {
            left -= stream.read(&mut part)?;
        }
        write!(stream, "{ok}content-length: 0\r\n\r\n")?;
    } else if head.starts_with(b"GET /watch") {
        write!(stream, "{ok}content-type: text/event-stream\r\n\r\n")?;
        let event = [b"data: ", " ".repeat(EVENT).as_bytes(), b"1\n\n"].concat();
        for _ in 0..size / EVENT {
            stream.write_all(&event)?;
        }
    } else {
        write!(stream, "{ok}content-length: {size}\r\n\r\n")?;
        for _ in 0..size / EVENT {
            stream.write_all(&[7; EVENT])?;
        }
    }
    stream.shutdown(Shutdown::Write)
}

/// Runs a call, prints its time and memory, and asserts the bound.
fn measure(name: &str, call: impl FnOnce()) {
    let (before, start) = (ALLOCATOR.allocated(), Instant::now());
    call();
    let (peak, time) = (ALLOCATOR.max_allocated(), start.elapsed());
    println!(
        "{name}: {} KiB more at most, {time:.1?}",
        peak.saturating_sub(before) / 1024
    );
    // The greatest memory is that of all calls so far, each of which has to keep the bound.
    assert!(
        peak < before + BOUND,
        "{name}: {before} bytes before, then {peak}"
    );
}

#[test]
fn memory_is_constant() {
    let size = size();
    let length = u64::try_from(size).unwrap();
    let (url, events) = (start(size), start(size / 8));
    let zeros = || io::repeat(0).take(length);

    let client = |url: &str| {
        let builder = blocking::Client::<V2020_05_01>::builder(url.parse().unwrap());
        builder.build().unwrap()
    };
    measure("blocking download", || {
        let request = Request::get("/bytes")
            .body(blocking::Upload::from(vec![]))
            .unwrap();
        let mut body = client(&url).stream_raw(request).unwrap().into_body();
        assert_eq!(io::copy(&mut body, &mut io::sink()).unwrap(), length);
    });
    measure("blocking upload", || {
        let upload = blocking::Upload::reader(zeros(), length);
        let request = Request::put("/bytes").body(upload).unwrap();
        client(&url).stream_raw(request).unwrap();
    });
    measure("blocking events", || {
        let stream = client(&events).stream(&Watch::<false>).unwrap();
        assert_eq!(stream.map(Result::unwrap).count(), size / 8 / EVENT);
    });

    let client = |url: &str| {
        let builder = client::Client::<V2020_05_01>::builder(url.parse().unwrap());
        builder.build().unwrap()
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    measure("asynchronous download", || {
        runtime.block_on(async {
            let request = Request::get("/bytes")
                .body(client::Upload::from(vec![]))
                .unwrap();
            let response = client(&url).stream_raw(request).await.unwrap();
            let mut body = response.into_body();
            let mut received = 0;
            while let Some(chunk) = body.next_chunk().await.unwrap() {
                received += chunk.len();
            }
            assert_eq!(received, size);
        });
    });
    measure("asynchronous upload", || {
        runtime.block_on(async {
            let upload = client::Upload::reader(Zeros, length);
            let request = Request::put("/bytes").body(upload).unwrap();
            client(&url).stream_raw(request).await.unwrap();
        });
    });
    measure("asynchronous events", || {
        runtime.block_on(async {
            let mut stream = client(&events).stream(&Watch::<false>).await.unwrap();
            let mut count = 0;
            while stream.next_item().await.unwrap().is_some() {
                count += 1;
            }
            assert_eq!(count, size / 8 / EVENT);
        });
    });
}

/// Zeros without an end.
struct Zeros;

impl tokio::io::AsyncRead for Zeros {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        buffer.initialize_unfilled();
        let count = buffer.remaining();
        buffer.advance(count);
        std::task::Poll::Ready(Ok(()))
    }
}
