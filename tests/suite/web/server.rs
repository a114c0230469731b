//! A web server for one test: it answers by a script and remembers what it was asked.

use std::collections::HashMap;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// One answer, byte for byte; then the connection is closed.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    bytes: Vec<u8>,
    /// Between two bytes of the body.
    pause: Duration,
}

impl Reply {
    /// `HTTP/1.1 STATUS`, fields as lines, a body with its length.
    pub(crate) fn new(status: &str, fields: &str, body: impl AsRef<[u8]>) -> Reply {
        let body = body.as_ref();
        let fields: String = fields.lines().map(|line| format!("{}\r\n", line.trim())).collect();
        let head = format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\n\r\n", body.len());
        Reply::raw([head.as_bytes(), body].concat())
    }

    pub(crate) fn page(body: impl AsRef<[u8]>) -> Reply {
        Reply::new("200 OK", "Content-Type: text/html; charset=utf-8", body)
    }

    pub(crate) fn redirect(to: &str) -> Reply {
        Reply::new("302 Found", &format!("Location: {to}"), "")
    }

    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
        Reply { bytes: bytes.into(), pause: Duration::ZERO }
    }

    /// Byte by byte, with a pause after each.
    pub(crate) fn slowly(self, pause: Duration) -> Reply {
        Reply { pause, ..self }
    }
}

#[derive(Default)]
struct Script {
    /// By path: the first answer first, the last one again and again.
    replies: HashMap<String, Vec<Reply>>,
    asked: Vec<String>,
}

pub(crate) struct Server {
    port: u16,
    script: Arc<Mutex<Script>>,
}

impl Server {
    /// A server that knows these paths; all others are not found.
    pub(crate) fn start(replies: &[(&str, &[Reply])]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let replies = replies.iter().map(|(path, replies)| (path.to_string(), replies.to_vec()));
        let script = Arc::new(Mutex::new(Script { replies: replies.collect(), asked: Vec::new() }));
        let server = Server { port: listener.local_addr().unwrap().port(), script: script.clone() };
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let script = script.clone();
                // A fetcher that has had enough closes the connection; that is no failure of the test.
                thread::spawn(move || answer(connection, &script).unwrap_or_default());
            }
        });
        server
    }

    /// The address of a path here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Heads of requests so far, in their order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.script.lock().unwrap().asked.clone()
    }

    /// Paths of requests so far, in their order, without that for the rules.
    pub(crate) fn paths(&self) -> Vec<String> {
        let paths = self.asked().into_iter().map(|head| head.split(' ').nth(1).unwrap().to_string());
        paths.filter(|path| path != "/robots.txt").collect()
    }
}

fn answer(mut connection: TcpStream, script: &Mutex<Script>) -> std::io::Result<()> {
    let mut head = String::new();
    let mut reader = BufReader::new(connection.try_clone()?);
    while reader.read_line(&mut head)? > 2 {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_string();
    let reply = {
        let mut script = script.lock().unwrap();
        script.asked.push(head);
        let replies =
            script.replies.entry(path).or_insert_with(|| vec![Reply::new("404 Not Found", "", "no")]);
        if replies.len() > 1 { replies.remove(0) } else { replies[0].clone() }
    };
    if reply.pause.is_zero() {
        return connection.write_all(&reply.bytes);
    }
    for byte in reply.bytes {
        connection.write_all(&[byte])?;
        thread::sleep(reply.pause);
    }
    Ok(())
}
