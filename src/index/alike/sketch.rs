//! What an article's words come to in 128 bytes, from which the share of words that two articles have in common is read.
//!
//! MinHash by one permutation: every run of five words is hashed once, falls into one of 128 bins, and the bin keeps the
//! least hash. Two articles agree in a bin as often as the runs they share are of all the runs they have (Jaccard).

use twox_hash::XxHash3_64;

/// Estimates are off by 0.044 at most on average; 64 bins would be off by 0.062, 256 double the size.
const BINS: usize = 128;

/// Words in a run. Shorter runs are common phrases; longer ones break at every word that an editor changes.
const RUN: usize = 5;

/// Fewer runs than this say nothing: two notes that the rest is for subscribers are not one story.
const LEAST_RUNS: u32 = 40;

/// Odd, and with bits all over, so that a run's hash depends on the order of its words. 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The least hash of every bin, by eight of its bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sketch(pub(super) [u8; BINS]);

impl Sketch {
    pub(super) const BYTES: usize = BINS;

    /// The share of all their runs of words that two articles have in common, from 0 to 1, estimated.
    ///
    /// Of bins that differ, one in 256 looks equal by chance, which is taken off.
    pub(crate) fn likeness(&self, other: &Sketch) -> f32 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        let share = equal as f32 / BINS as f32;
        ((share - 1.0 / 256.0) * (256.0 / 255.0)).max(0.0)
    }
}

/// Takes an article's words and makes its sketch.
pub(crate) struct Sketcher {
    least: [u32; BINS],
    /// The hashes of the last words, the oldest at `runs % RUN`.
    words: [u64; RUN],
    /// The hash of the run that ends with the last word.
    run: u64,
    count: u32,
}

impl Sketcher {
    pub(crate) fn new() -> Sketcher {
        Sketcher { least: [u32::MAX; BINS], words: [0; RUN], run: 0, count: 0 }
    }

    /// Takes folded words with single blanks between them. Runs go on over the ends of paragraphs, which outlets set
    /// otherwise.
    pub(crate) fn add(&mut self, words: &str) {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            self.add_word(XxHash3_64::oneshot(word.as_bytes()));
        }
    }

    fn add_word(&mut self, word: u64) {
        const OLDEST: u64 = STEP.wrapping_pow(RUN as u32);
        let place = self.count as usize % RUN;
        let oldest = std::mem::replace(&mut self.words[place], word);
        self.run = self.run.wrapping_mul(STEP).wrapping_add(word).wrapping_sub(oldest.wrapping_mul(OLDEST));
        self.count = self.count.saturating_add(1);
        if self.count as usize >= RUN {
            let hash = mixed(self.run);
            // The highest seven bits are the bin, the next 32 the rank.
            let least = &mut self.least[(hash >> 57) as usize];
            *least = (*least).min((hash >> 25) as u32);
        }
    }

    /// The sketch; `None` for a text too short to tell.
    pub(crate) fn finish(mut self) -> Option<Sketch> {
        if self.count < LEAST_RUNS + RUN as u32 - 1 {
            return None;
        }
        self.fill_empty_bins();
        // The low bits: a least hash has zeros in its high ones.
        Some(Sketch(self.least.map(|least| least as u8)))
    }

    /// A bin into which no run fell takes the value of the next that has one, changed by the distance: so short articles
    /// agree in such bins as often as in others.
    fn fill_empty_bins(&mut self) {
        let found = self.least;
        let next = |bin: usize| {
            (1..BINS).map(|far| (far, found[(bin + far) % BINS])).find(|(_, it)| *it != u32::MAX)
        };
        for (bin, least) in self.least.iter_mut().enumerate().filter(|(_, least)| **least == u32::MAX) {
            if let Some((far, value)) = next(bin) {
                *least = mixed(u64::from(value) << 8 | far as u64) as u32;
            }
        }
    }
}

/// Spreads the difference of two numbers over all bits. The finishing steps of MurmurHash3, a fixed specification:
/// sketches are kept.
fn mixed(mut number: u64) -> u64 {
    number = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ number >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn sketch(words: &[u32]) -> Option<Sketch> {
        let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
        let mut sketcher = Sketcher::new();
        sketcher.add(&words.join(" "));
        sketcher.finish()
    }

    /// What is estimated.
    fn jaccard(a: &[u32], b: &[u32]) -> f32 {
        let runs = |words: &[u32]| words.windows(RUN).map(<[u32]>::to_vec).collect::<BTreeSet<_>>();
        let (a, b) = (runs(a), runs(b));
        a.intersection(&b).count() as f32 / a.union(&b).count() as f32
    }

    proptest! {
        #[test]
        fn the_estimate_is_near_the_share(
            words in proptest::collection::vec(0..5000_u32, 120..600),
            other in proptest::collection::vec(5000..9999_u32, 0..400),
            kept in 0.0..1.0_f64,
        ) {
            // A cut copy with other words at its end.
            let kept = (words.len() as f64 * kept) as usize;
            let copy = [&words[..kept], &other].concat();
            if let (Some(a), Some(b)) = (sketch(&words), sketch(&copy)) {
                // Five times what it is off on average: one case in a million.
                prop_assert!((a.likeness(&b) - jaccard(&words, &copy)).abs() < 0.22);
            }
        }

        #[test]
        fn paragraphs_make_no_difference(words in proptest::collection::vec("[a-zé]{1,9}", 50..90), cut in 1..50_usize) {
            let mut cut_up = Sketcher::new();
            cut_up.add(&words[..cut].join(" "));
            cut_up.add("");
            cut_up.add(&words[cut..].join(" "));
            let mut whole = Sketcher::new();
            whole.add(&words.join(" "));
            prop_assert_eq!(cut_up.finish(), whole.finish());
        }
    }

    #[test]
    fn short_texts_have_no_sketch() {
        let words: Vec<u32> = (0..44).collect();
        assert_eq!(sketch(&words[..43]), None);
        assert!(sketch(&words).is_some());
        assert_eq!(sketch(&[]), None);
    }

    #[test]
    fn sketches_are_as_they_were() {
        // Sketches are kept in indexes: another value here is another format of the index.
        let words: Vec<u32> = (0..200).collect();
        assert_eq!(
            sketch(&words).map(|sketch| sketch.0[..8].to_vec()),
            Some(vec![151, 61, 193, 254, 67, 42, 42, 161])
        );
    }
}
