//! An HTTP server on loopback with scripted answers: documented samples, or any fault.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

/// A received request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Method and target, such as `GET /providers?api-version=2020-05-01`.
    pub line: String,
    /// Headers in their order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as text; bytes that are no UTF-8 are replaced.
    pub body: String,
    /// Body.
    pub bytes: Vec<u8>,
}

impl Received {
    /// Returns the value of a header by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(stream);
        let mut text = String::new();
        if reader.read_line(&mut text)? == 0 {
            return Ok(None);
        }
        let line = text.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
        let mut headers: Vec<(String, String)> = Vec::new();
        loop {
            text.clear();
            if reader.read_line(&mut text)? == 0 || text.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = text.trim_end().split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(0);
        let mut bytes = Vec::new();
        reader.take(length).read_to_end(&mut bytes)?;
        Ok(Some(Self {
            line,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }))
    }
}

/// An answer of the server.
#[derive(Clone, Debug)]
pub struct Answer {
    bytes: Vec<u8>,
    hang: bool,
}

impl Answer {
    /// Creates a response with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::with(status, &[("content-type", "application/json")], body)
    }

    /// Creates a response with these headers and a body.
    #[must_use]
    pub fn with(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut text = format!("HTTP/1.1 {status} Said\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        Self::raw([text.as_bytes(), body].concat())
    }

    /// Creates an answer of raw bytes, after which the server closes the connection.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            hang: false,
        }
    }

    /// Creates an answer of raw bytes, after which the connection stays open until the client closes it.
    #[must_use]
    pub fn hanging(self) -> Self {
        Self { hang: true, ..self }
    }

    fn write(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.write_all(&self.bytes)?;
        stream.flush()?;
        if self.hang {
            io::copy(&mut &*stream, &mut io::sink())?;
        }
        stream.shutdown(Shutdown::Write)?;
        // The server reads the rest of the request, since a close with unread data can discard the response.
        io::copy(&mut stream, &mut io::sink())?;
        Ok(())
    }
}

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Received>>>,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that answers the first request with the first answer and so on. Requests after the last answer
    /// get status 599.
    ///
    /// # Errors
    ///
    /// Returns an error if no port is free.
    pub fn scripted(answers: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let mut answers: Vec<Answer> = answers.into_iter().collect();
        answers.reverse();
        let answers = Mutex::new(answers);
        Self::start(0, move |_| {
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.pop().unwrap_or_else(|| Answer::json(599, "{}"))
        })
    }

    /// Starts a server that answers each request with the result of a function. Port 0 selects a free port.
    ///
    /// # Errors
    ///
    /// Returns an error if the port is in use.
    pub fn start(
        port: u16,
        answer: impl Fn(&Received) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let (log, stop, answer) = (
            Arc::clone(&requests),
            Arc::clone(&stopped),
            Arc::new(answer),
        );
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || {
                    // Some tests close the connection early.
                    if let Ok(Some(request)) = Received::read(&stream) {
                        let answer = answer(&request);
                        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                        log.push(request);
                        drop(log);
                        let _ = answer.write(&stream);
                    }
                });
            }
        });
        Ok(Self {
            address,
            requests,
            stopped,
            thread: Some(thread),
        })
    }

    /// Returns the URL of the server, such as `http://127.0.0.1:4711`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests received so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.clone()
    }

    /// Returns the first lines of the requests received so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.requests()
            .into_iter()
            .map(|request| request.line)
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // A connection wakes up the accepting thread.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
