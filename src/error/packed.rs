//! What is wrong with archives and compressed files, and with their members.

use std::fmt;

/// Why something packed was not read, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackedFault {
    /// Much more came out than text can be packed into it.
    TooLarge {
        /// How many times the file's own size is read.
        times: u64,
    },
    /// Archives within archives within archives.
    TooDeep {
        /// Layers allowed.
        most: u32,
    },
    /// It ends or breaks in the middle.
    Broken {
        /// What is wrong with it: "it is cut off".
        what: &'static str,
    },
    /// A member that is not read, for safety or for want of a way.
    Refused {
        /// What it is: "a link".
        what: &'static str,
    },
}

impl fmt::Display for PackedFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackedFault::TooLarge { times } => {
                write!(f, "it unpacks to more than {times} times its size; the rest of it is not read")
            }
            PackedFault::TooDeep { most } => write!(f, "it is packed more than {most} times over"),
            PackedFault::Broken { what } => write!(f, "broken: {what}"),
            PackedFault::Refused { what } => write!(f, "not read: it is {what}"),
        }
    }
}
