//! How much may come out of compressed files, so that a small file cannot keep a machine busy for an hour.

use std::io;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

/// Comes out whatever the file's size: small files of blanks are not worth a complaint.
const FREE: u64 = 4 << 20;

/// Text packs to a third or a tenth, a crawl full of repeats to a fiftieth; deflate cannot pack to less than 1/1032.
pub(super) const MOST_TIMES: u64 = 250;

/// One for a file and everything unpacked from it, however deep: a zip whose members overlap or hold further zips gets no
/// more out than any other.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowance {
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

impl Allowance {
    /// Notes bytes of the file itself.
    pub(super) fn earn(&self, bytes: u64) {
        self.counts.packed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes bytes that came out of it.
    fn spend(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.counts.unpacked.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        let packed = self.counts.packed.load(Ordering::Relaxed);
        match unpacked > packed.saturating_mul(MOST_TIMES).saturating_add(FREE) {
            true => Err(io::Error::other(Exceeded)),
            false => Ok(()),
        }
    }
}

/// More came out than is read.
#[derive(Debug)]
struct Exceeded;

impl std::fmt::Display for Exceeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it unpacks to more than {MOST_TIMES} times its size")
    }
}

impl std::error::Error for Exceeded {}

/// Whether reading failed because the allowance was used up.
pub(super) fn is_exceeded(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Exceeded>())
}

/// A reader of the file itself.
pub(super) struct Earning<R>(pub(super) R, pub(super) Allowance);

impl<R: Read> Read for Earning<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.earn(read as u64);
        Ok(read)
    }
}

/// A reader of what was unpacked.
pub(super) struct Spending<R>(pub(super) R, pub(super) Allowance);

impl<R: Read> Read for Spending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.spend(read as u64)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unpacked_at_any_depth_is_counted_together() {
        let allowance = Allowance::default();
        io::copy(&mut Earning(io::repeat(0).take(4 << 10), allowance.clone()), &mut io::sink()).unwrap();
        let unpack = |bytes: u64| {
            let mut reader = Spending(io::repeat(0).take(bytes), allowance.clone());
            io::copy(&mut reader, &mut io::sink())
        };
        assert!(unpack(FREE).is_ok());
        assert!(unpack(1_000_000).is_ok());
        assert!(is_exceeded(&unpack(1_000_000).unwrap_err()));
    }
}
