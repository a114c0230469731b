//! What tells one state of a file from another.

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// What the file system says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970 of the last change; a file from before 1970 counts as changed then.
    pub modified: u64,
}

impl Stat {
    /// Of what `metadata` describes.
    pub fn of(metadata: &std::fs::Metadata) -> Stat {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0);
        Stat { size: metadata.len(), modified }
    }

    /// When it was last changed; `None` where the system does not say.
    pub fn modified_at(self) -> Option<Timestamp> {
        let modified = Timestamp::from_nanosecond(self.modified.into()).ok();
        modified.filter(|_| self.modified > 0)
    }
}

/// The SHA-256 of a file's bytes in hexadecimal, as `sha256sum` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Of some bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint::finish(Sha256::new_with_prefix(bytes))
    }

    /// Of a file, read in pieces.
    ///
    /// # Errors
    ///
    /// What the system says when it would not read it.
    pub fn of_file(path: &Path) -> std::io::Result<Fingerprint> {
        let mut file = std::fs::File::open(path)?;
        let mut hash = Sha256::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(Fingerprint::finish(hash)),
                Ok(count) => hash.update(&piece[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn finish(hash: Sha256) -> Fingerprint {
        use std::fmt::Write;
        let mut digits = String::with_capacity(64);
        for byte in hash.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        Fingerprint(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_sha256sum_prints() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Fingerprint::of(b"abc").as_str(), expected);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc").unwrap();
        assert_eq!(Fingerprint::of_file(file.path()).unwrap().as_str(), expected);
    }
}
