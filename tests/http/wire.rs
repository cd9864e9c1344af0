//! A server whose answers are written step by step, and whose requests are read by them.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// A running server. Each connection has one request.
pub(crate) struct Wire {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

/// A request of which only the head has been read.
pub(crate) struct Exchange {
    /// The number of the request, from 0.
    pub(crate) number: usize,
    /// The head in lower case.
    pub(crate) head: String,
    stream: TcpStream,
}

impl Exchange {
    /// Reads the bytes of a body with a length.
    pub(crate) fn body(&mut self) -> Vec<u8> {
        let length = self.header("content-length").unwrap_or_default();
        let mut body = Vec::new();
        let length = length.parse().unwrap_or(0);
        (&self.stream).take(length).read_to_end(&mut body).unwrap();
        body
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(own, value)| (own == name).then(|| value.to_owned()))
    }

    /// Writes bytes; the client may have closed the connection.
    pub(crate) fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Writes bytes as a chunk.
    pub(crate) fn chunk(&mut self, bytes: &[u8]) -> bool {
        let head = format!("{:x}\r\n", bytes.len());
        self.write([head.as_bytes(), bytes, b"\r\n"].concat())
    }

    /// Waits until the client closes the connection.
    pub(crate) fn wait_for_close(&mut self) {
        let _ = io::copy(&mut &self.stream, &mut io::sink());
    }
}

impl Read for Exchange {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl Wire {
    /// Starts a server.
    pub(crate) fn start(answer: impl Fn(&mut Exchange) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            heads: Arc::default(),
            stopped: Arc::default(),
        };
        let (heads, stopped) = (Arc::clone(&server.heads), Arc::clone(&server.stopped));
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (heads, answer) = (Arc::clone(&heads), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &heads, &*answer));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the heads of all requests in lower case.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, heads: &Mutex<Vec<String>>, answer: &dyn Fn(&mut Exchange)) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match (&stream).read(&mut byte) {
            Ok(1) => head.extend(byte),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let number = {
        let mut heads = heads.lock().unwrap();
        heads.push(head.clone());
        heads.len() - 1
    };
    let mut exchange = Exchange {
        number,
        head,
        stream,
    };
    answer(&mut exchange);
    // A close with unread data could discard the answer.
    let _ = exchange.stream.shutdown(Shutdown::Write);
    exchange.wait_for_close();
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // A connection wakes up the accepting thread.
        let _ = TcpStream::connect(self.address);
    }
}
