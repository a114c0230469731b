//! Bytes of one kind, found many times as fast as by looking at one after the other.

/// Bytes that are looked at together: as many as the smallest vectors of today's processors hold.
const BLOCK: usize = 16;

/// Where the first byte stands of which this holds.
///
/// News has the common byte by the run: printable ASCII, hardly an accent or a mark. A block in which nothing is found is
/// tested without a branch, which the compiler makes a few vector instructions of; so `wanted` has to be a plain comparison.
#[inline]
pub(crate) fn find_byte(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let holds = |block: &[u8]| block.iter().fold(false, |any, byte| any | wanted(*byte));
    let at = bytes.chunks_exact(BLOCK).take_while(|block| !holds(block)).count() * BLOCK;
    let found = bytes.get(at..)?.iter().position(|byte| wanted(*byte))?;
    Some(at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..50 {
            let plain = vec![b'a'; length];
            assert_eq!(find_byte(&plain, |byte| byte == b'b'), None);
            for first in 0..length {
                let mut bytes = plain.clone();
                bytes[first..].fill(b'b');
                assert_eq!(find_byte(&bytes, |byte| byte == b'b'), Some(first), "{first} of {length}");
            }
        }
    }
}
