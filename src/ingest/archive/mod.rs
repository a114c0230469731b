//! Files in one file: a zip or a tape is read member by member, each as if it lay in a folder. Nothing is ever written.

mod name;
mod tar;
mod zip;

pub(super) use zip::Zip;

use super::open;
use super::open::Found;
use super::stream::Stream;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::PackedFault;
use crate::ingest::Record;
use name::Name;
use name::Pages;
use std::path::Path;

/// The archive that members come from.
enum Archive {
    Zip(zip::Members),
    Tar(tar::Members),
}

/// The records of all members, in the archive's order.
struct Members {
    archive: Archive,
    source_path: String,
    /// Archives and compressions around the members.
    depth: u32,
    /// Pages that are known to be in it: what a browser saved beside one is passed over.
    pages: Pages,
    member: Option<Found>,
    is_over: bool,
}

/// The records of a zip's members.
pub(super) fn unzipped(zip: Zip, source_path: &str, depth: u32) -> Found {
    let mut pages = Pages::default();
    zip.names().for_each(|name| pages.note(name));
    Found::Records(Box::new(Members {
        pages,
        ..Members::of(Archive::Zip(zip.members()), source_path, depth)
    }))
}

/// The records of a tape's members.
pub(super) fn untarred(stream: Stream, source_path: &str, depth: u32) -> Found {
    Found::Records(Box::new(Members::of(Archive::Tar(tar::Members::of(stream)), source_path, depth)))
}

const OUTSIDE: ErrorKind =
    ErrorKind::Packed(PackedFault::Refused { what: "under a name that leads out of the archive" });

impl Members {
    fn of(archive: Archive, source_path: &str, depth: u32) -> Members {
        Members {
            archive,
            source_path: source_path.to_string(),
            depth,
            pages: Pages::default(),
            member: None,
            is_over: false,
        }
    }

    /// The records of the member of this name; `None` where it is passed over.
    fn opened(&mut self, name: &str) -> Option<Result<Found, Error>> {
        let (name, is_outside) = match Name::of(name) {
            Name::Safe(name) => (name, false),
            Name::Outside => (name.to_string(), true),
            Name::PassedOver => return None,
        };
        self.pages.note(&name);
        if self.pages.has_beside(&name) {
            return None;
        }
        let stream = match &self.archive {
            _ if is_outside => Err(OUTSIDE),
            Archive::Zip(zip) => zip.stream(),
            Archive::Tar(tar) => tar.stream(),
        };
        let path = format!("{}/{name}", self.source_path);
        let refused = |kind| Error::in_file(kind, Path::new(&path));
        Some(stream.map_err(refused).and_then(|stream| open::found(stream, &name, &path, self.depth)))
    }

    /// After these nothing more can be read, or should be.
    fn note(&mut self, error: &Error) {
        self.is_over |= matches!(error.kind, ErrorKind::Packed(PackedFault::TooLarge { .. }));
    }
}

impl Iterator for Members {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        while !self.is_over {
            if let Some(record) = self.member.as_mut().and_then(Iterator::next) {
                record.as_ref().err().into_iter().for_each(|error| self.note(error));
                return Some(record);
            }
            let next = match &mut self.archive {
                Archive::Zip(zip) => zip.next().map(Ok),
                Archive::Tar(tar) => tar.next(),
            };
            match next {
                None => break,
                Some(Err(kind)) => {
                    self.is_over = true;
                    return Some(Err(Error::in_file(kind, Path::new(&self.source_path))));
                }
                Some(Ok(name)) => match self.opened(&name) {
                    None => {}
                    Some(Ok(found)) => self.member = Some(found),
                    Some(Err(error)) => {
                        self.note(&error);
                        return Some(Err(error));
                    }
                },
            }
        }
        None
    }
}
