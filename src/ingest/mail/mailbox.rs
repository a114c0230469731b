//! Mailboxes: messages one after the other, each behind a line `From ann@roe.example Sat Mar  9 10:11:12 2024`.

use super::LONGEST_MESSAGE;
use crate::error::ErrorKind;
use crate::ingest::Form;
use crate::ingest::lines;
use crate::ingest::lines::Line;
use crate::ingest::open::Forms;
use crate::ingest::stream::Stream;

/// A line of mail has a thousand bytes at most; attached films have been seen on one line.
const LONGEST_LINE: u64 = 16 << 20;

/// The messages of a mailbox, one in memory at a time.
pub(in crate::ingest) fn messages(stream: Stream) -> Forms {
    Box::new(Messages { stream, line: 0, opened: 0, message: None, above: Vec::new(), is_over: false })
}

struct Messages {
    stream: Stream,
    line: u64,
    /// The line at which the message opened.
    opened: u64,
    /// The message so far; `Err` once it is too long.
    message: Option<Result<Vec<u8>, ErrorKind>>,
    above: Vec<u8>,
    is_over: bool,
}

impl Messages {
    fn take(&mut self, line: Vec<u8>) -> Option<(u64, Result<Form, ErrorKind>)> {
        if self.above.is_empty() && opens_message(&line) {
            let done = self.message.replace(Ok(Vec::new()));
            let opened = std::mem::replace(&mut self.opened, self.line);
            self.above = line;
            return done.map(|message| (opened, message.map(Form::Mail)));
        }
        if let Some(message) = &mut self.message {
            add(message, &line);
        }
        self.above = line;
        self.above.truncate(self.above.trim_ascii_end().len());
        None
    }
}

/// Lines of a message that open as one does are written with a `>` before them.
fn add(message: &mut Result<Vec<u8>, ErrorKind>, line: &[u8]) {
    let Ok(bytes) = message else { return };
    let unmarked = line.iter().position(|byte| *byte != b'>').filter(|at| line[*at..].starts_with(b"From "));
    bytes.extend_from_slice(if unmarked.is_some_and(|at| at > 0) { &line[1..] } else { line });
    bytes.push(b'\n');
    if bytes.len() as u64 > LONGEST_MESSAGE {
        *message = Err(ErrorKind::TooLong { most: LONGEST_MESSAGE });
    }
}

/// With the hour that such a line has.
fn opens_message(line: &[u8]) -> bool {
    let has_hour = |line: &[u8]| {
        line.windows(5).any(|five| {
            matches!(five, [a, b, b':', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
        })
    };
    line.starts_with(b"From ") && line.len() < 1000 && has_hour(line)
}

impl Iterator for Messages {
    type Item = (u64, Result<Form, ErrorKind>);

    fn next(&mut self) -> Option<(u64, Result<Form, ErrorKind>)> {
        while !self.is_over {
            self.line += 1;
            let done = match lines::next(self.stream.reader(), LONGEST_LINE) {
                Ok(Line::Whole(line)) => self.take(line),
                Ok(Line::TooLong) => {
                    self.message = Some(Err(ErrorKind::TooLong { most: LONGEST_LINE }));
                    None
                }
                Ok(Line::End) => {
                    self.is_over = true;
                    self.message.take().map(|message| (self.opened, message.map(Form::Mail)))
                }
                Err(error) => {
                    self.is_over = true;
                    Some((self.line, Err(self.stream.failed(error))))
                }
            };
            if done.is_some() {
                return done;
            }
        }
        None
    }
}
